// Exercise 3.1 (one star): from a text to the bigram table. Lesson, sections 1 and 2.
//
// Write the body, then: ./lab check 3.1. When stuck: ./lab hint 3.1
#pragma once
#include <span>
#include <vector>

#include "engine/exercise/exercise_check.h"
#include "engine/exercise/matrix.h"

namespace lab::ex {

/// What follows what: p(a, b) is the share of b among the tokens that came right after a.
///
/// Given: the ids of a text, each 0 to V - 1. It may be shorter than two tokens.
/// Wanted: p, (V, V), with
///   count(a, b) = how many times b stands right after a
///   p(a, b) = count(a, b) / sum over b' of count(a, b')
/// Row a sums to 1, unless nothing ever came after a: then the row is all zeros, as nothing is
/// known of it.
///
/// Example: V = 4, text 0 1 0 0 2. Its pairs are 01, 10, 00, 02.
///   p = (1/3, 1/3, 1/3, 0), (1, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0)
///
/// A matrix m has m.rows(), m.cols(), m.row(r) and m(r, c); Matrix(n, m) is all zeros. The word
/// [[maybe_unused]] only keeps the compiler quiet until you use the parameter.
inline Matrix bigram_table([[maybe_unused]] std::span<const i32> text, [[maybe_unused]] i64 V) {
  LAB_TODO("3.1");
}

}  // namespace lab::ex
