// Exercise 10.2 (two stars): a transformer block's forward pass. Lesson, sections 4 to 11.
//
// Write the body, then: ./lab check 10.2. When stuck: ./lab hint 10.2
#pragma once
#include <algorithm>
#include <cmath>
#include <vector>

#include "chapters/10_gpt/exercises/given.h"
#include "engine/exercise/exercise_check.h"

namespace lab::ex {

/// One block for one window of text, pre-norm as in GPT-2:
///   mid = x   + proj(attention(norm1(x)))
///   out = mid + down(gelu(up(norm2(mid))))
///
/// Given: x, (T, C): row t is what the stream carries at place t; and the weights (given.h).
/// Wanted: out, (T, C). x itself is left as it is.
///
///   norm        row by row: (x - mean) / sqrt(variance + kNormEps), then times gamma plus beta,
///               channel by channel. The variance is the mean of (x - mean)^2 over the C numbers.
///   attention   n * transposed(w.qkv) is (T, 3C): queries in columns 0 to C - 1, then keys, then
///               values. Head h has the columns h D to h D + D - 1 of each, D = C / w.n_heads.
///               Place t takes the mean of the values of places 0 to t, weighted as in exercise
///               10.1 (with sqrt(D), not sqrt(C)). The heads' answers stand side by side: (T, C).
///   up, down    products, without bias, with gelu() on each number between them.
///
/// The engine's ops could do this in six lines, and section 11 prints them: here you write what the
/// ops do, with matrices that know *, +, transposed() and columns(). Functions of your own may
/// stand above this one. Example with one place: a norm turns (2, 4, 4, 6) into (-1.414, 0,
/// 0, 1.414).
inline Matrix block_forward([[maybe_unused]] const Matrix& x,
                            [[maybe_unused]] const BlockWeights& w) {
  LAB_TODO("10.2");
}

}  // namespace lab::ex
