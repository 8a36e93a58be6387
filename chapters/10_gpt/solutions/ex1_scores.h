// Exercise 10.1: the author's. Three loops over a row: scores and their largest, e to the power of
// each, division by the sum.
#pragma once
#include <algorithm>
#include <cmath>

#include "engine/exercise/exercise_check.h"
#include "engine/exercise/matrix.h"

namespace lab::ex {

inline Matrix attention_weights(const Matrix& q, const Matrix& k) {
  const i64 T = q.rows(), D = q.cols();
  const real scale = 1 / std::sqrt(real(D));  // keeps the scores' spread the same for every D
  Matrix w(T, T);                             // zeros: what is not written below stays masked
  for (i64 t = 0; t < T; ++t) {
    const i64 visible = t + 1;  // places 0 to t

    // Scores, and the largest of those that may be seen.
    real largest = 0;
    for (i64 s = 0; s < visible; ++s) {
      real dot = 0;
      for (i64 d = 0; d < D; ++d) dot += q(t, d) * k(s, d);
      w(t, s) = dot * scale;
      largest = s == 0 ? w(t, s) : std::max(largest, w(t, s));
    }

    // With the largest subtracted the top exponent is 0: nothing overflows, and the sum is >= 1.
    real sum = 0;
    for (i64 s = 0; s < visible; ++s) {
      w(t, s) = std::exp(w(t, s) - largest);
      sum += w(t, s);
    }

    for (i64 s = 0; s < visible; ++s) w(t, s) /= sum;
  }
  return w;
}

}  // namespace lab::ex
