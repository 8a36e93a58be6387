// Whoever listens to a model while it computes: the analyst's frames, tests, a lesson's printout.
#pragma once
#include "engine/core/tensor.h"

namespace lab {

/// A model tells its observer every result that the tap contract (engine/observe/README.md) names.
class Observer {
 public:
  virtual ~Observer() = default;
  /// `layer` is -1 for what belongs to no layer. The tensor may be changed in place where no tape
  /// records: that is how a head is switched off.
  virtual void on_tensor(int layer, const char* name, const Tensor& tensor) = 0;
};

/// Listens to nothing: the training step.
class NoObserver final : public Observer {
 public:
  void on_tensor(int, const char*, const Tensor&) override {}
};

}  // namespace lab
