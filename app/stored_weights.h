// The weights that a run has on disk, for a model that can look or write.
#pragma once
#include "engine/observe/ghost.h"
#include "engine/run/run_dir.h"

namespace lab {

/// Those of the run's checkpoint, or of the keyframe nearest to `step` if that is not negative.
/// Throws Error as Checkpoint and KeyframeStore do.
Weights read_weights(const RunDir& dir, i64 step, const std::vector<ParamShape>& shapes);
/// The same into a ghost; returns their step.
i64 load_weights(const RunDir& dir, i64 step, Ghost& ghost);

}  // namespace lab
