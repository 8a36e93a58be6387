// Compares the gradient a tape computes with central differences of the loss.
#pragma once
#include <functional>

#include "engine/nn/parameter.h"
#include "tests/reference/compare.h"

namespace lab::test {

/// Double: step 1e-5 leaves an error near 1e-10, the bound asks 1e-6. Float: the loss itself is
/// only known to 1e-7, so a difference over 2e-2 is known to about 1e-5; wrong signs, factors and
/// missing terms are found all the same.
inline constexpr double kStep = kRealIsDouble ? 1e-5 : 1e-2;
inline constexpr double kGradTolerance = kRealIsDouble ? 1e-6 : 3e-2;

/// sum_i y_i * hash_i / sqrt(n): a loss that depends on every element of y, each in its own way.
inline Tensor weigh(const Tensor& y) {
  const i64 n = y.numel();
  const Tensor weights = filled({1, n}, 999, 2 / std::sqrt(double(n)), false);
  return linear(y.reshape({1, n}), weights).reshape({1});
}

/// Checks up to `most` elements of each input, spread by a hash: |analytic - numeric| within the
/// tolerance of the larger of this input's largest slope and 1e-3 of the largest of all.
inline void check_gradients(const std::function<Tensor()>& loss, const Parameters& inputs,
                            i64 most = 40) {
  for (const Parameter& p : inputs) p.tensor.zero_grad();
  {
    Tape tape;
    tape.backward(loss());
  }
  double largest_of_all = 0;
  for (const Parameter& p : inputs)
    for (const double g : grad_of(p.tensor)) largest_of_all = std::max(largest_of_all, std::abs(g));
  for (const Parameter& p : inputs) {
    const Doubles analytic = grad_of(p.tensor);
    double largest = 1e-3 * largest_of_all;
    for (const double g : analytic) largest = std::max(largest, std::abs(g));
    ASSERT_GT(largest, 0) << p.name << ": the loss does not depend on it";
    const i64 n = p.tensor.numel();
    for (i64 k = 0; k < std::min(n, most); ++k) {
      const i64 i = n <= most ? k : i64(splitmix64(u64(k)) % u64(n));
      real& x = p.tensor.data()[i];
      const real keep = x;
      x = keep + real(kStep);
      const double above = double(loss().item()), step_up = double(x) - double(keep);
      x = keep - real(kStep);
      const double below = double(loss().item()), step_down = double(keep) - double(x);
      x = keep;
      const double numeric = (above - below) / (step_up + step_down);
      ASSERT_NEAR(analytic[size_t(i)], numeric, kGradTolerance * largest)
          << p.name << " [" << i << "]";
    }
  }
}

}  // namespace lab::test
