// What the optimizers' tests give to their parameters, and measure of them.
#pragma once
#include "engine/nn/parameter.h"
#include "tests/reference/compare.h"

namespace lab::test {

/// Gradients that look random, others at every step.
inline void give_gradients(const Parameters& parameters, int step, double scale) {
  for (size_t p = 0; p < parameters.size(); ++p) {
    const Tensor g = filled(parameters[p].tensor.shape(), 100 + u64(step) * 10 + p, scale);
    std::copy_n(g.data(), g.numel(), parameters[p].tensor.grad());
  }
}

inline double norm(const Doubles& values) {
  double squares = 0;
  for (const double v : values) squares += v * v;
  return std::sqrt(squares);
}

}  // namespace lab::test
