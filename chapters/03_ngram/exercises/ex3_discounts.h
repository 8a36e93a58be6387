// Exercise 3.3 (two stars): the three discounts of modified Kneser-Ney. Lesson, section 9.
//
// Write the body, then: ./lab check 3.3. When stuck: ./lab hint 3.3
#pragma once
#include <span>

#include "chapters/03_ngram/exercises/given.h"
#include "engine/exercise/exercise_check.h"

namespace lab::ex {

/// What to take from counts of 1, of 2, and of 3 or more, found out from the counts themselves.
///
/// Given: counts, one for each different n-gram of some order, in any order; 0 or more each.
/// Wanted: with n1, n2, n3, n4 = how many n-grams have a count of exactly 1, 2, 3, 4, and
///   Y = n1 / (n1 + 2 n2)
///   one   = 1 - 2 Y n2 / n1
///   two   = 2 - 3 Y n3 / n2
///   three = 3 - 4 Y n4 / n3
/// Of a text that is too short or too odd the formula tells nothing: if n1, n2 or n3 is 0, or if a
/// discount comes out below 0, then all three are as Discounts{} has them (given.h).
///
/// Example: 8 n-grams seen once, 4 twice, 2 three times, 1 four times: Y = 8 / 16 = 0.5
///   one = 1 - 2 0.5 4/8 = 0.5   two = 2 - 3 0.5 2/4 = 1.25   three = 3 - 4 0.5 1/2 = 2
/// Source: Chen, Goodman 1998, section 3.
inline Discounts find_discounts([[maybe_unused]] std::span<const i64> counts) { LAB_TODO("3.3"); }

}  // namespace lab::ex
