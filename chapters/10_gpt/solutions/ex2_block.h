// Exercise 10.2: the author's. One function per part, then the two lines of section 11.
#pragma once
#include <algorithm>
#include <cmath>
#include <vector>

#include "chapters/10_gpt/exercises/given.h"
#include "engine/exercise/exercise_check.h"

namespace lab::ex {

/// Rows of x to mean 0 and variance 1, then gamma and beta of each channel.   (T, C) -> (T, C)
inline Matrix norm(const Matrix& x, const std::vector<real>& gamma, const std::vector<real>& beta) {
  const i64 C = x.cols();
  Matrix out(x.rows(), C);
  for (i64 t = 0; t < x.rows(); ++t) {
    real mean = 0, variance = 0;
    for (i64 c = 0; c < C; ++c) mean += x(t, c) / real(C);
    for (i64 c = 0; c < C; ++c) variance += (x(t, c) - mean) * (x(t, c) - mean) / real(C);
    const real rstd = 1 / std::sqrt(variance + kNormEps);
    for (i64 c = 0; c < C; ++c)
      out(t, c) = (x(t, c) - mean) * rstd * gamma[std::size_t(c)] + beta[std::size_t(c)];
  }
  return out;
}

/// Row t to weights over the places 0 to t; the places behind get 0.   scores: (T, T), in place
inline void causal_softmax(Matrix& scores) {
  for (i64 t = 0; t < scores.rows(); ++t) {
    real largest = scores(t, 0), sum = 0;
    for (i64 s = 0; s <= t; ++s) largest = std::max(largest, scores(t, s));
    for (i64 s = 0; s <= t; ++s) {
      scores(t, s) = std::exp(scores(t, s) - largest);
      sum += scores(t, s);
    }
    for (i64 s = 0; s <= t; ++s) scores(t, s) /= sum;
    for (i64 s = t + 1; s < scores.cols(); ++s) scores(t, s) = 0;
  }
}

/// qkv: (T, 3C) -> the heads' answers side by side, (T, C)
inline Matrix attention(const Matrix& qkv, i64 n_heads) {
  const i64 C = qkv.cols() / 3, D = C / n_heads;
  Matrix heads(qkv.rows(), C);
  for (i64 h = 0; h < n_heads; ++h) {
    const Matrix q = columns(qkv, h * D, D);          // (T, D)
    const Matrix k = columns(qkv, C + h * D, D);      // (T, D)
    const Matrix v = columns(qkv, 2 * C + h * D, D);  // (T, D)
    Matrix att = q * transposed(k);                   // (T, T)
    for (real& score : att.values()) score /= std::sqrt(real(D));
    causal_softmax(att);
    set_columns(heads, h * D, att * v);  // (T, D)
  }
  return heads;
}

inline Matrix block_forward(const Matrix& x, const BlockWeights& w) {
  const Matrix qkv = norm(x, w.gamma1, w.beta1) * transposed(w.qkv);      // (T, 3C)
  const Matrix mid = x + attention(qkv, w.n_heads) * transposed(w.proj);  // (T, C)
  Matrix hidden = norm(mid, w.gamma2, w.beta2) * transposed(w.up);        // (T, 4C)
  for (real& unit : hidden.values()) unit = gelu(unit);
  return mid + hidden * transposed(w.down);  // (T, C)
}

}  // namespace lab::ex
