// AdamW with global-norm clipping, and the learning-rate schedule that GPTs are trained with.
#pragma once
#include <vector>

#include "engine/nn/parameter.h"

namespace lab {

struct AdamWOptions {
  real beta1 = real(0.9), beta2 = real(0.99), eps = real(1e-8);
  real decay = real(0.1);  ///< on tensors with two axes or more; gains and biases do not decay
  real clip = 1;           ///< largest norm of all gradients together; 0 = no clipping
};

/// Source: Loshchilov, Hutter 2019, "Decoupled weight decay regularization", algorithm 2;
/// clipping: Pascanu, Mikolov, Bengio 2013, "On the difficulty of training RNNs", section 3.2.
class AdamW {
 public:
  AdamW(Parameters parameters, const AdamWOptions& options);

  struct Report {
    double grad_norm;    ///< of all gradients together, before clipping
    double update_norm;  ///< of the change of all weights together
    double weight_norm;  ///< of all weights together, after the change
  };
  /// Updates every parameter from its gradient and zeroes the gradients. If the norm is not finite
  /// nothing is touched, and the report says so.
  Report step(real lr);

  i64 steps() const { return t_; }
  void set_steps(i64 t) { t_ = t; }
  /// First and second moments, in the order of the parameters; same shapes.
  const std::vector<Tensor>& first_moments() const { return m_; }
  const std::vector<Tensor>& second_moments() const { return v_; }

 private:
  Parameters parameters_;
  AdamWOptions options_;
  std::vector<Tensor> m_, v_;
  i64 t_ = 0;
};

/// Learning rate of update `step` (0 = the first): linear warm-up to `peak`, then half a cosine
/// down to `floor` at `total` steps, `floor` from there on.
/// Source: Loshchilov, Hutter 2017, "SGDR", eq. 5, without restarts; Radford et al. 2018 for GPT.
struct CosineSchedule {
  double peak = 1e-3, floor = 1e-4;
  i64 warmup = 100, total = 2000;
  double at(i64 step) const;
};

}  // namespace lab
