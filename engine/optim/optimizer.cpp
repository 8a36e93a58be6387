#include "engine/optim/optimizer.h"

#include <cmath>

namespace lab {

Optimizer::Report Optimizer::step(real lr) {
  double squares = 0;
  for (const Parameter& p : parameters_)
    squares += sum_of_squares(p.tensor.grad(), p.tensor.numel());
  const double norm = std::sqrt(squares);
  if (!std::isfinite(norm)) return {norm, 0, 0};
  double scale = 1;
  if (clip_ > 0 && norm > clip_) scale = double(clip_) / (norm + 1e-6);

  ++t_;
  const UpdateSums sums = update(lr, real(scale));
  return {norm, std::sqrt(sums.moved), std::sqrt(sums.weights)};
}

}  // namespace lab
