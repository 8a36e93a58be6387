#include "engine/observe/smooth_loss.h"

#include <algorithm>
#include <cmath>

namespace lab {

void SmoothLoss::update(std::span<const StepRecord> steps) {
  const i64 first = steps.empty() ? -1 : steps.front().step;
  if (first != first_step_ || steps.size() < values_.size()) {
    values_.clear();
    mean_ = weight_ = 0;
    first_step_ = first;
  }
  for (std::size_t i = values_.size(); i < steps.size(); ++i) {
    const double window = std::clamp(double(i) / 10, 2., 50.);
    const double keep = 1 - 1 / window;
    if (std::isfinite(steps[i].loss)) {
      mean_ = keep * mean_ + (1 - keep) * double(steps[i].loss);
      weight_ = keep * weight_ + (1 - keep);
    }
    values_.push_back(weight_ > 0 ? float(mean_ / weight_) : kNone);
  }
}

}  // namespace lab
