// AdamW, the optimizer that GPTs are trained with.
#pragma once
#include <vector>

#include "engine/optim/optimizer.h"
#include "engine/optim/schedule.h"

namespace lab {

struct AdamWOptions {
  real beta1 = real(0.9), beta2 = real(0.99), eps = real(1e-8);
  real decay = real(0.1);  ///< on tensors with two axes or more; gains and biases do not decay
  real clip = 1;           ///< largest norm of all gradients together; 0 = no clipping
};

/// Source: Loshchilov, Hutter 2019, "Decoupled weight decay regularization", algorithm 2.
class AdamW final : public Optimizer {
 public:
  AdamW(Parameters parameters, const AdamWOptions& options);

  const char* name() const override { return "adamw"; }
  Parameters moments() const override;
  /// First and second moments, in the order of the parameters; same shapes.
  const std::vector<Tensor>& first_moments() const { return m_; }
  const std::vector<Tensor>& second_moments() const { return v_; }

 private:
  friend class Muon;  // which leaves to AdamW what is no matrix
  UpdateSums update(real lr, real grad_scale) override;

  AdamWOptions options_;
  std::vector<Tensor> m_, v_;
};

}  // namespace lab
