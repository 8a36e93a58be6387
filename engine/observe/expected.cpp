#include "engine/observe/expected.h"

#include <algorithm>
#include <cmath>

namespace lab {

/// Between two measured steps: a straight line over log(1 + step), as losses fall. None beyond.
std::optional<BandPoint> Band::at(const std::vector<BandPoint>& points, i64 step) const {
  if (points.empty() || step < points.front().step || step > points.back().step || step > until)
    return std::nullopt;
  const auto right =
      std::lower_bound(points.begin(), points.end(), step,
                       [](const BandPoint& point, i64 wanted) { return point.step < wanted; });
  if (right->step == step) return *right;
  const BandPoint &a = *(right - 1), &b = *right;
  const auto place = [](i64 at) { return std::log1p(double(at)); };
  const float share = float((place(step) - place(a.step)) / (place(b.step) - place(a.step)));
  return BandPoint{step, std::lerp(a.low, b.low, share), std::lerp(a.high, b.high, share)};
}

}  // namespace lab
