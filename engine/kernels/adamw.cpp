#include <cmath>

#include "engine/kernels/kernels.h"
#include "engine/kernels/sum_tiles.h"

namespace lab {
namespace {

/// Numbers of which a sum may be kept in `real` before it is added to a double.
constexpr i64 kBlock = 512;

/// For squares that `real` cannot hold: a gradient of 1e30 is large, not infinite.
double exact_sum_of_squares(const real* x, i64 begin, i64 end) {
  double sum = 0;
  for (i64 i = begin; i < end; ++i) sum += double(x[i]) * double(x[i]);
  return sum;
}

}  // namespace

double sum_of_squares(const real* x, i64 n) {
  return sum_tiles<double>(n, 3, [x](i64 begin, i64 end) {
    double total = 0;
    for (i64 at = begin; at < end; at += kBlock) {
      real sum = 0;
      LAB_SIMD_SUM(sum)
      for (i64 i = at; i < std::min(end, at + kBlock); ++i) sum += x[i] * x[i];
      total += std::isfinite(sum) ? double(sum)
                                  : exact_sum_of_squares(x, at, std::min(end, at + kBlock));
    }
    return total;
  });
}

UpdateSums adamw_update(real* weights, const real* gradients, real* means, real* squares,
                        const AdamWStep& s, i64 n) {
  const real correct1 = real(1 - std::pow(double(s.beta1), double(s.t)));
  const real correct2 = real(1 / std::sqrt(1 - std::pow(double(s.beta2), double(s.t))));
  const real rate = s.lr / correct1, shrink = s.lr * s.decay;
  return sum_tiles<UpdateSums>(n, 18, [=](i64 begin, i64 end) {
    UpdateSums total;
    for (i64 at = begin; at < end; at += kBlock) {
      real *LAB_RESTRICT w = weights, *LAB_RESTRICT m = means, *LAB_RESTRICT v = squares;
      const real* LAB_RESTRICT grad = gradients;
      real moved = 0, size = 0;
      LAB_SIMD_SUM(moved, size)
      for (i64 i = at; i < std::min(end, at + kBlock); ++i) {
        // [adamw]
        const real g = grad[i] * s.grad_scale;
        m[i] = s.beta1 * m[i] + (1 - s.beta1) * g;
        v[i] = s.beta2 * v[i] + (1 - s.beta2) * g * g;
        const real change = shrink * w[i] + rate * m[i] / (std::sqrt(v[i]) * correct2 + s.eps);
        w[i] -= change;
        // [/adamw]
        moved += change * change;
        size += w[i] * w[i];
      }
      total += {double(moved), double(size)};
    }
    return total;
  });
}

}  // namespace lab
