#include "engine/observe/look.h"

#include <algorithm>

#include "engine/core/rng.h"

namespace lab {

void take_probe(const Ghost& ghost, const Probe& probe, i64 limit, Frame& frame) {
  frame.probe = probe;
  frame.ids = ghost.encode(probe.text, frame.dropped);
  const i64 text_tokens = i64(frame.ids.size());
  for (const i32 id : probe.forced)
    if (id >= 0 && id < ghost.vocab_size()) frame.ids.push_back(id);
  if (frame.ids.empty()) frame.ids.push_back(ghost.start_token());
  const i64 excess = std::max<i64>(0, i64(frame.ids.size()) - limit);
  frame.ids.erase(frame.ids.begin(), frame.ids.begin() + excess);
  frame.dropped += excess;
  frame.text_tokens = std::max<i64>(0, text_tokens - excess);
  frame.labels.resize(frame.ids.size());
  for (std::size_t t = 0; t < frame.ids.size(); ++t) frame.labels[t] = ghost.label(frame.ids[t]);
}

i64 asked_position(const Frame& frame) {
  const i64 T = i64(frame.ids.size()), asked = frame.probe.position;
  return asked < 0 || asked >= T ? T - 1 : asked;
}

void rank_next(std::span<const float> logits, Frame& frame) {
  rank_candidates(logits, frame.probe.sampler, frame.candidates);
  frame.u = Rng(frame.probe.sampler.seed).uniform();
  frame.sampled = i32(pick(frame.candidates, frame.u));
}

}  // namespace lab
