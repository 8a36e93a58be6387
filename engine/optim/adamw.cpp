#include "engine/optim/adamw.h"

#include <cmath>
#include <numbers>

#include "engine/kernels/kernels.h"

namespace lab {

AdamW::AdamW(Parameters parameters, const AdamWOptions& options)
    : parameters_(std::move(parameters)), options_(options) {
  for (const Parameter& p : parameters_) {
    m_.push_back(Tensor::zeros(p.tensor.shape()));
    v_.push_back(Tensor::zeros(p.tensor.shape()));
  }
}

AdamW::Report AdamW::step(real lr) {
  double squares = 0;
  for (const Parameter& p : parameters_)
    squares += sum_of_squares(p.tensor.grad(), p.tensor.numel());
  const double norm = std::sqrt(squares);
  if (!std::isfinite(norm)) return {norm, 0, 0};
  double scale = 1;
  if (options_.clip > 0 && norm > options_.clip) scale = double(options_.clip) / (norm + 1e-6);

  ++t_;
  double moved = 0, weights = 0;
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    const Tensor& w = parameters_[i].tensor;
    const AdamWStep step{.lr = lr,
                         .beta1 = options_.beta1,
                         .beta2 = options_.beta2,
                         .eps = options_.eps,
                         .decay = w.shape().rank() >= 2 ? options_.decay : 0,
                         .grad_scale = real(scale),
                         .t = t_};
    const AdamWSums sums =
        adamw_update(w.data(), w.grad(), m_[i].data(), v_[i].data(), step, w.numel());
    w.zero_grad();
    moved += sums.moved;
    weights += sums.weights;
  }
  return {norm, std::sqrt(moved), std::sqrt(weights)};
}

double CosineSchedule::at(i64 step) const {
  if (step < warmup) return peak * double(step + 1) / double(warmup + 1);
  if (step >= total) return floor;
  const double share = double(step - warmup) / double(total - warmup);
  return floor + (peak - floor) * 0.5 * (1 + std::cos(std::numbers::pi * share));
}

}  // namespace lab
