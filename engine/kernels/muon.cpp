#include "engine/kernels/kernels.h"
#include "engine/kernels/sum_tiles.h"

namespace lab {

void muon_momentum(real* LAB_RESTRICT u, real* LAB_RESTRICT m, const real* LAB_RESTRICT grad,
                   real momentum, real grad_scale, i64 n) {
  parallel_ranges(n, (tile_size(n, 8) + 63) / 64 * 64, [=](i64 begin, i64 end) {
    LAB_SIMD
    for (i64 i = begin; i < end; ++i) {
      const real g = grad[i] * grad_scale;
      m[i] = momentum * m[i] + g;
      u[i] = momentum * m[i] + g;
    }
  });
}

UpdateSums decayed_update(real* LAB_RESTRICT w, const real* LAB_RESTRICT u, real rate, real shrink,
                          i64 n) {
  return sum_tiles<UpdateSums>(n, 12, [=](i64 begin, i64 end) {
    double moved = 0, weights = 0;
    LAB_SIMD_SUM(moved, weights)
    for (i64 i = begin; i < end; ++i) {
      const real change = shrink * w[i] + rate * u[i];
      w[i] -= change;
      moved += double(change) * double(change);
      weights += double(w[i]) * double(w[i]);
    }
    return UpdateSums{moved, weights};
  });
}

void scale_into(real* x, real factor, i64 n) {
  parallel_ranges(n, (tile_size(n, 2) + 63) / 64 * 64, [=](i64 begin, i64 end) {
    for (i64 i = begin; i < end; ++i) x[i] *= factor;
  });
}

}  // namespace lab
