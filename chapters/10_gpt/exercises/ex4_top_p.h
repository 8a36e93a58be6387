// Exercise 10.4 (two stars): top-p sampling. Lesson, section 18.
//
// Write the body, then: ./lab check 10.4. When stuck: ./lab hint 10.4
#pragma once
#include <algorithm>
#include <span>
#include <vector>

#include "chapters/10_gpt/exercises/given.h"
#include "engine/exercise/exercise_check.h"

namespace lab::ex {

/// Cuts the tail of a distribution off, and draws from what is left.
///
/// Given: the probability of each token, by id; they sum to 1. p in (0, 1]. u in [0, 1), a random
/// number that somebody has drawn already: the same u gives the same token.
/// Wanted:
///   1. kept: the FEWEST tokens whose probabilities sum to p or more, so the likeliest ones,
///      likeliest first. Of two equally likely ones the smaller id comes first. A sum within
///      kRounding (given.h) of p has reached it. p = 1 keeps every token.
///   2. Their probabilities divided by the sum of all kept ones, so that they sum to 1 again.
///   3. drawn: add these up from the first on; the first token with which the sum is greater than u
///      is drawn. If rounding leaves the whole sum at u or below, the last kept token is.
///
/// Example: probabilities (0.1, 0.4, 0.2, 0.3), p = 0.6, u = 0.5
///   kept = id 1 with 0.571, id 3 with 0.429 (0.4 alone is too little, 0.4 + 0.3 is enough)
///   drawn = 1, as 0.571 > 0.5; with u = 0.6 it would be 3
inline TopP sample_top_p([[maybe_unused]] std::span<const double> probabilities,
                         [[maybe_unused]] double p, [[maybe_unused]] double u) {
  LAB_TODO("10.4");
}

}  // namespace lab::ex
