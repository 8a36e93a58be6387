// What a run is measured against: the band in which healthy runs of its recipe lie, and the place
// in its lesson that says what goes wrong. Plain data; read from chapters/NN/expected by
// engine/run.
#pragma once
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/real.h"

namespace lab {

/// After `step` updates the loss of a healthy run lies in [low, high], nats/token.
struct BandPoint {
  i64 step = 0;
  float low = 0, high = 0;
  bool holds(float nats) const { return nats >= low && nats <= high; }
};

/// The bands of one recipe on one text, measured on runs with several seeds.
struct Band {
  std::string recipe;                           ///< a preset: "small"; empty = no band
  std::vector<BandPoint> valid;                 ///< the fixed validation sample; by rising step
  std::vector<BandPoint> smooth;                ///< the batches' losses as SmoothLoss has them
  std::string why_none;                         ///< no band: what differs from the nearest recipe
  i64 until = std::numeric_limits<i64>::max();  ///< the learning rate was changed by hand there

  bool known() const { return !recipe.empty(); }
  std::optional<BandPoint> valid_at(i64 step) const { return at(valid, step); }
  std::optional<BandPoint> smooth_at(i64 step) const { return at(smooth, step); }

 private:
  std::optional<BandPoint> at(const std::vector<BandPoint>& points, i64 step) const;
};

/// The lesson's table of symptoms; section 0 = the chapter has none.
struct TroublePlace {
  i64 chapter = 0, section = 0;
  std::map<std::string, i64> rows;  ///< of a symptom's name (engine/observe/symptoms.h), from 1
};

}  // namespace lab
