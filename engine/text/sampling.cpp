#include "engine/text/sampling.h"

#include <algorithm>
#include <cmath>

#include "engine/core/check.h"

namespace lab {
namespace {

void check_options(std::span<const float> logits, const SamplerOptions& options) {
  if (logits.empty()) fail("[sampling] no logits: want one per token of the vocabulary");
  if (!(options.temperature >= 0) || !std::isfinite(options.temperature))
    fail("[sampling] temperature: want 0 (greedy) or more, got ", options.temperature);
  if (options.top_k < 0) fail("[sampling] top-k: want 0 (keep all) or more, got ", options.top_k);
  if (!(options.top_p > 0 && options.top_p <= 1))
    fail("[sampling] top-p: want a number in (0, 1], got ", options.top_p);
  for (size_t i = 0; i < logits.size(); ++i)
    if (!std::isfinite(logits[i]))
      fail("[sampling] logit of token ", i, " is ", logits[i],
           ": the weights have diverged; go back to an earlier step or lower the learning rate");
}

/// softmax((logit - largest) / temperature) of sorted candidates, written through `field`.
/// Exponents are <= 0, so nothing overflows; the limit of temperature 0 is all mass on the first.
void softmax_into(std::vector<Candidate>& sorted, double temperature, float Candidate::*field) {
  const double largest = sorted.front().logit;
  const auto weight = [&](const Candidate& c) {
    if (temperature == 0) return &c == &sorted.front() ? 1.0 : 0.0;
    return std::exp((double(c.logit) - largest) / temperature);
  };
  double sum = 0;
  for (const Candidate& c : sorted) sum += weight(c);
  for (Candidate& c : sorted) c.*field = float(weight(c) / sum);
}

/// How many of the sorted candidates survive top-k, then top-p over what top-k left.
size_t count_kept(const std::vector<Candidate>& sorted, const SamplerOptions& options) {
  size_t kept = sorted.size();
  if (options.top_k > 0) kept = std::min(kept, size_t(options.top_k));
  if (options.temperature == 0) return 1;
  if (options.top_p >= 1) return kept;
  // [keep]
  double mass = 0;
  for (size_t i = 0; i < kept; ++i) mass += sorted[i].tempered;
  double reached = 0;
  for (size_t i = 0; i < kept; ++i) {
    reached += sorted[i].tempered;
    // 1e-7: `tempered` is a float, so 0.3 + 0.2 may miss 0.5 by its rounding alone.
    if (reached >= (double(options.top_p) - 1e-7) * mass) return i + 1;
  }
  return kept;
  // [/keep]
}

}  // namespace

void rank_candidates(std::span<const float> logits, const SamplerOptions& options,
                     std::vector<Candidate>& out) {
  check_options(logits, options);
  out.resize(logits.size());
  for (size_t i = 0; i < logits.size(); ++i) out[i] = {.id = i32(i), .logit = logits[i]};
  std::sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) {
    return a.logit != b.logit ? a.logit > b.logit : a.id < b.id;
  });
  softmax_into(out, 1, &Candidate::raw);
  softmax_into(out, options.temperature, &Candidate::tempered);

  const size_t kept = count_kept(out, options);
  double mass = 0;
  for (size_t i = 0; i < kept; ++i) mass += out[i].tempered;
  for (size_t i = 0; i < out.size(); ++i) {
    out[i].kept = i < kept;
    out[i].final = i < kept ? float(out[i].tempered / mass) : 0;
  }
}

std::size_t pick(std::span<const Candidate> candidates, double u) {
  if (candidates.empty()) fail("[sampling] nothing to pick from");
  double reached = 0;
  size_t last = 0;
  for (size_t i = 0; i < candidates.size(); ++i) {
    if (!(candidates[i].final > 0)) continue;
    reached += candidates[i].final;
    last = i;
    if (reached > u) return i;
  }
  return last;  // u beyond the sum, which rounding may leave just below 1
}

}  // namespace lab
