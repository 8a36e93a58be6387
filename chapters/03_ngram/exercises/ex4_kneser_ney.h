// Exercise 3.4 (three stars): interpolated Kneser-Ney. Lesson, sections 7 and 8.
//
// Write the body, then: ./lab check 3.4. When stuck: ./lab hint 3.4
#pragma once
#include <algorithm>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "engine/exercise/exercise_check.h"

namespace lab::ex {

/// What comes after a context, by interpolated Kneser-Ney with one discount.
///
/// Given: the ids of the training text, each 0 to V - 1; the context, oldest token first, which may
/// be empty; the discount D, between 0 and 1. The order of the model is N = context.size() + 1.
/// Wanted: p, one probability per token, V of them. From the bottom up, with h = the LAST n - 1
/// tokens of the context:
///   p_0(w) = 1 / V
///   p_n(w) = max(c(h w) - D, 0) / all + (D kinds / all) p_(n-1)(w)       for n = 1 to N
///     c(h w)   at the top, n = N: how many times h w stands in the text;
///              below: how many DIFFERENT tokens stand right before h w in the text
///     all      sum over w of c(h w)
///     kinds    how many w have c(h w) > 0
///   p_n = p_(n-1), if all is 0: the context was never seen
/// and p = p_N. It sums to 1.
///
/// Example: V = 3, text 0 1 0 1 0 2 2 0, context 0, D = 0.5
///   before 0 stand 1 and 2, before 1 only 0, before 2 stand 0 and 2: c = 2, 1, 2
///   p_1 = (2 - 0.5) / 5 + (0.5 3 / 5) / 3 = 0.4, then 0.2, 0.4
///   after 0 come 1 twice, 2 once: p = (1/3) 0.4 = 0.133, then 1.5 / 3 + (1/3) 0.2 = 0.567, 0.3
///
/// Slow is all right: the text may be read again for every order. Functions of your own may stand
/// above this one.
inline std::vector<double> kneser_ney([[maybe_unused]] std::span<const i32> text,
                                      [[maybe_unused]] i64 V,
                                      [[maybe_unused]] std::span<const i32> context,
                                      [[maybe_unused]] double D) {
  LAB_TODO("3.4");
}

}  // namespace lab::ex
