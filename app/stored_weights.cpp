#include "app/stored_weights.h"

#include <limits>

#include "engine/run/checkpoint.h"
#include "engine/run/keyframes.h"

namespace lab {

Weights read_weights(const RunDir& dir, i64 step, const std::vector<ParamShape>& shapes) {
  Weights weights;
  if (step >= 0 || !dir.has_checkpoint()) {
    const i64 wanted = step >= 0 ? step : std::numeric_limits<i64>::max();
    const KeyframeStore keyframes(dir.keyframes_path());
    weights.step = keyframes.load_nearest(wanted, shapes, weights.values);
    return weights;
  }
  const Checkpoint checkpoint = Checkpoint::read(dir.checkpoint_path());
  weights.step = checkpoint.step;
  for (const ParamShape& shape : shapes) {
    i64 n = 1;
    for (const i64 size : shape.shape) n *= size;
    weights.values.resize(weights.values.size() + std::size_t(n));
    checkpoint.copy(shape.name, shape.shape, weights.values.data() + weights.values.size() - n);
  }
  return weights;
}

i64 load_weights(const RunDir& dir, i64 step, Ghost& ghost) {
  const Weights weights = read_weights(dir, step, ghost.shapes());
  ghost.load(weights);
  return weights.step;
}

}  // namespace lab
