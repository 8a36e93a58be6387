// From logits to a token: temperature, top-k, top-p, one draw. No tensors, no model.
#pragma once
#include <span>
#include <vector>

#include "engine/core/real.h"

namespace lab {

/// How a token is drawn. temperature 0 is greedy (the largest logit, ties to the smaller id).
struct SamplerOptions {
  float temperature = 0.8f;
  int top_k = 0;    ///< keep the k largest; 0 keeps all
  float top_p = 1;  ///< keep the smallest set whose mass reaches p ("nucleus"); 1 keeps all
  u64 seed = 1;
  bool operator==(const SamplerOptions&) const = default;
};

/// One token on its way to being drawn.
struct Candidate {
  i32 id = 0;
  float logit = 0;     ///< as the model gave it
  float raw = 0;       ///< softmax(logit): what the model believes
  float tempered = 0;  ///< softmax(logit / temperature)
  bool kept = true;    ///< survives the top-k and top-p cut
  float final = 0;     ///< renormalised over the kept ones; sums to 1
};

/// All tokens, sorted by logit, largest first (ties: smaller id first).
/// The cut is top-k first, then top-p over what remains.
/// Source: Holtzman et al. 2020, "The Curious Case of Neural Text Degeneration", section 3.1.
void rank_candidates(std::span<const float> logits, const SamplerOptions& options,
                     std::vector<Candidate>& out);

/// The candidate whose cumulative `final` mass first exceeds u in [0, 1). Returns its index.
std::size_t pick(std::span<const Candidate> candidates, double u);

}  // namespace lab
