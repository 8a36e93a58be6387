// How long a repetition takes: warmed up, repeated, and told by its median.
#pragma once
#include <vector>

#include "app/bench/workloads.h"

namespace lab {

/// Seconds that one repetition took.
struct Timing {
  double median = 0, min = 0;
  double p10 = 0;  ///< a tenth of the repetitions were faster
  i64 n = 0;       ///< how often it was timed
};

/// Of at least one time.
Timing summarise(std::vector<double> seconds);

/// Warms up (at least two repetitions), then repeats for `seconds`, at least five times. What takes
/// less than 50 us is timed in groups, each of which counts as one.
Timing measure(const Work& work, double seconds);

/// The same work alone and beside endless loops, in turns, because a machine's speed drifts.
struct Contest {
  Timing quiet, busy;
  double slowdown = 0, slowdown_min = 0, slowdown_max = 0;  ///< busy / quiet: median and range
};

/// Five rounds; `seconds` for each side together. `loops` threads run, each bound to a core of its
/// own from the last one on; throws UsageError if there are fewer cores.
Contest measure_beside(const Work& work, int loops, double seconds);

}  // namespace lab
