#include "engine/optim/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lab {

double LrSchedule::at(i64 step) const {
  if (step < warmup) return peak * double(step + 1) / double(warmup + 1);
  if (step >= total) return floor;
  const i64 way_down = std::llround(decay_share * double(total));
  const i64 begin = std::max(warmup, total - way_down);
  if (step < begin) return peak;
  const double gone = double(step - begin) / double(total - begin);
  const double left = decay == Decay::cosine ? 0.5 * (1 + std::cos(std::numbers::pi * gone))  //
                                             : 1 - gone;
  return floor + (peak - floor) * left;
}

}  // namespace lab
