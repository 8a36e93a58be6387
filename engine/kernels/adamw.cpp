#include <cmath>

#include "engine/kernels/kernels.h"
#include "engine/kernels/sum_tiles.h"

namespace lab {

double sum_of_squares(const real* x, i64 n) {
  return sum_tiles<double>(n, 3, [x](i64 begin, i64 end) {
    double sum = 0;
    LAB_SIMD_SUM(sum)
    for (i64 i = begin; i < end; ++i) sum += double(x[i]) * double(x[i]);
    return sum;
  });
}

UpdateSums adamw_update(real* w, real* grad, real* m, real* v, const AdamWStep& s, i64 n) {
  const real correct1 = real(1 - std::pow(double(s.beta1), double(s.t)));
  const real correct2 = real(std::sqrt(1 - std::pow(double(s.beta2), double(s.t))));
  const real rate = s.lr / correct1, shrink = s.lr * s.decay;
  return sum_tiles<UpdateSums>(n, 18, [=](i64 begin, i64 end) {
    double moved = 0, weights = 0;
    LAB_SIMD_SUM(moved, weights)
    for (i64 i = begin; i < end; ++i) {
      const real g = grad[i] * s.grad_scale;
      m[i] = s.beta1 * m[i] + (1 - s.beta1) * g;
      v[i] = s.beta2 * v[i] + (1 - s.beta2) * g * g;
      const real change = shrink * w[i] + rate * m[i] / (std::sqrt(v[i]) / correct2 + s.eps);
      w[i] -= change;
      grad[i] = 0;
      moved += double(change) * double(change);
      weights += double(w[i]) * double(w[i]);
    }
    return UpdateSums{moved, weights};
  });
}

}  // namespace lab
