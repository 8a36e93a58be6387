// A training loss that can be read: what the chart draws, what bands are measured on.
#pragma once
#include <span>
#include <vector>

#include "engine/observe/watch.h"

namespace lab {

/// Exponential mean of the batches' losses, slow enough to calm their noise, quick enough at the
/// start to follow the fall: its window is a tenth of the steps seen, between 2 and 50.
class SmoothLoss {
 public:
  /// Takes in the records that are new; starts again when the series did.
  void update(std::span<const StepRecord> steps);
  /// Nats/token, one per record; NaN before the first loss.
  const std::vector<float>& values() const { return values_; }

 private:
  std::vector<float> values_;
  double mean_ = 0, weight_ = 0;
  i64 first_step_ = -1;
};

}  // namespace lab
