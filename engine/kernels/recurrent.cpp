#include "engine/kernels/recurrent.h"

#include <algorithm>

#include "engine/core/threads.h"
#include "engine/kernels/vec_math.h"

namespace lab {

StepProduct::StepProduct(Trans trans, i64 n, i64 k, const real* W, i64 steps)
    : trans_(trans), n_(n), k_(k), W_(W) {
  if (steps > 1) packed_ = PackedMatrix(trans, n, k, W, trans == Trans::yes ? k : n);
}

void StepProduct::add(real* c, const real* a, i64 rows) const {
  if (packed_.n() > 0) return gemm(Trans::no, rows, 1, a, k_, packed_, 1, c, n_);
  gemm(Trans::no, trans_, rows, n_, k_, 1, a, k_, W_, trans_ == Trans::yes ? k_ : n_, 1, c, n_);
}

void rnn_tanh_forward(real* y, const real* h0, const real* W_h, const real* bias,
                      const RecurrentSize& s) {
  const StepProduct recurrent(Trans::yes, s.hidden, s.hidden, W_h, s.time);
  const real* before = h0;  // h of the step before
  for (i64 t = 0; t < s.time; ++t, before = y, y += s.block()) {
    if (before) recurrent.add(y, before, s.batch);
    parallel_ranges(s.batch, tile_size(s.batch, 25 * s.hidden), [&](i64 begin, i64 end) {
      for (i64 r = begin; r < end; ++r) {
        real* LAB_RESTRICT row = y + r * s.hidden;
        LAB_SIMD
        for (i64 j = 0; j < s.hidden; ++j) row[j] = tanh_vec(row[j] + bias[j]);
      }
    });
  }
}

void rnn_tanh_backward(real* dy, real* dh0, const real* y, const real* W_h,
                       const RecurrentSize& s) {
  const StepProduct back(Trans::no, s.hidden, s.hidden, W_h, s.time);
  for (i64 t = s.time - 1; t >= 0; --t) {
    real* LAB_RESTRICT slope = dy + t * s.block();
    const real* LAB_RESTRICT h = y + t * s.block();
    LAB_SIMD
    for (i64 i = 0; i < s.block(); ++i) slope[i] *= 1 - h[i] * h[i];
    if (real* dbefore = t > 0 ? slope - s.block() : dh0) back.add(dbefore, slope, s.batch);
  }
}

}  // namespace lab
