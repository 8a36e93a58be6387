#include <algorithm>
#include <cmath>

#include "engine/core/check.h"
#include "engine/core/rng.h"
#include "engine/observe/ghost.h"
#include "engine/text/vocab.h"

namespace lab {

const float* Tap::slice(i64 first) const {
  i64 size = 1;
  for (std::size_t i = 1; i < shape.size(); ++i) size *= shape[i];
  return values.data() + first * size;
}

const Tap* Frame::find(std::string_view name) const {
  const auto it =
      std::find_if(taps.begin(), taps.end(), [&](const Tap& t) { return t.name == name; });
  return it == taps.end() ? nullptr : &*it;
}

void Ghost::use_int8_weights() {
  fail("this model has no int8 weights to generate with; leave --int8 out");
}

std::string Ghost::label(i32 id) const { return printable_text(decode(id)); }

std::vector<i32> generate(Ghost& ghost, std::span<const i32> prompt, i64 count,
                          const SamplerOptions& options, std::vector<float>* p) {
  std::vector<i32> ids(prompt.begin(), prompt.end());
  if (ids.empty()) ids.push_back(ghost.start_token());
  const std::size_t given = ids.size();
  Rng rng(options.seed);
  std::vector<float> logits;
  std::vector<Candidate> candidates;
  if (p) p->clear();
  for (i64 i = 0; i < count; ++i) {
    ghost.next_logits(ids, logits);
    rank_candidates(logits, options, candidates);
    const Candidate& drawn = candidates[pick(candidates, rng.uniform())];
    ids.push_back(drawn.id);
    if (p) p->push_back(drawn.raw);
  }
  return {ids.begin() + std::ptrdiff_t(given), ids.end()};
}

}  // namespace lab
