// Exercise 10.1 (one star): attention scores and mask. Lesson, sections 6 to 8.
//
// Write the body, then: ./lab check 10.1. When stuck: ./lab hint 10.1
#pragma once
#include <algorithm>
#include <cmath>

#include "engine/exercise/exercise_check.h"
#include "engine/exercise/matrix.h"

namespace lab::ex {

/// The weights of one attention head: w(t, s) is the share that place t takes from place s.
///
/// Given: q and k, both (T, D). Row t of q is the query of place t, row s of k the key of place s.
/// Wanted: w, (T, T), with
///   score(t, s) = (q[t] . k[s]) / sqrt(D)                for s <= t
///   w(t, s) = e^score(t, s) / sum over s' <= t of e^score(t, s')
///   w(t, s) = 0, exactly, for s > t: nobody looks ahead.
/// Every row sums to 1. Scores may be so large that e^score is no float any more (e^89 is not, and
/// e^-200 is 0): w has to be right all the same.
///
/// Example, the three places of section 6, each asking with the same query:
///   q = (1, 2), (1, 2), (1, 2)   k = (1, 0), (0, 1), (1, 1)
///   w = (1, 0, 0), (0.330, 0.670, 0), (0.140, 0.284, 0.576)
///
/// A matrix m has m.rows(), m.cols() and m(r, c); Matrix(n, m) is all zeros. The word
/// [[maybe_unused]] only keeps the compiler quiet until you use the parameter.
inline Matrix attention_weights([[maybe_unused]] const Matrix& q,
                                [[maybe_unused]] const Matrix& k) {
  LAB_TODO("10.1");
}

}  // namespace lab::ex
