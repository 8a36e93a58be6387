// What every optimizer does: measure, clip, update, and name what a checkpoint must keep of it.
#pragma once
#include "engine/kernels/kernels.h"
#include "engine/nn/parameter.h"

namespace lab {

/// An optimizer says how a gradient becomes a change of the weights (update); this base measures
/// and clips before it, the same way for all.
/// Clipping: Pascanu, Mikolov, Bengio 2013, "On the difficulty of training RNNs", section 3.2.
class Optimizer {
 public:
  virtual ~Optimizer() = default;

  struct Report {
    double grad_norm;    ///< of all gradients together, before clipping
    double update_norm;  ///< of the change of all weights together
    double weight_norm;  ///< of all weights together, after the change
  };
  /// Updates every parameter from its gradient and zeroes the gradients. If the norm is not finite
  /// nothing is touched, and the report says so.
  Report step(real lr);

  /// As chosen by --set optimizer=...: a checkpoint carries it.
  virtual const char* name() const = 0;
  /// What the updates remember, named as in a checkpoint ("adamw.m.wte.weight"); the tensors are
  /// the optimizer's own, so that writing into them restores it.
  virtual Parameters moments() const = 0;

  i64 steps() const { return t_; }
  void set_steps(i64 t) { t_ = t; }

 protected:
  /// `clip`: largest norm of all gradients together; 0 = no clipping.
  Optimizer(Parameters parameters, real clip) : parameters_(std::move(parameters)), clip_(clip) {}

  /// Update number steps() of all parameters; gradients are to be multiplied by `grad_scale`
  /// first, and zeroed.
  virtual UpdateSums update(real lr, real grad_scale) = 0;

  const Parameters& parameters() const { return parameters_; }

 private:
  Parameters parameters_;
  real clip_;
  i64 t_ = 0;
};

}  // namespace lab
