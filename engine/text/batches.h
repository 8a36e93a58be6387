// Random windows of a text, as training input and target.
#pragma once
#include <string>
#include <vector>

#include "engine/core/rng.h"

namespace lab {

/// Draws batches of windows from the ids of a text. Each window starts at a uniform place; what it
/// yields depends only on (ids, batch_size, context, seed) and on how many batches were drawn.
class Batches {
 public:
  /// Throws Error unless the ids hold one window and its targets (context + 1) and sizes are >= 1.
  Batches(std::vector<i32> ids, i64 batch_size, i64 context, u64 seed);

  /// Fills x and y with the next batch. x: (B, T) ids; y: (B, T), y[b][t] = the id after x[b][t].
  void next();

  const std::vector<i32>& x() const { return x_; }  ///< (B, T) row-major
  const std::vector<i32>& y() const { return y_; }  ///< (B, T) row-major
  i64 batch_size() const { return batch_size_; }
  i64 context() const { return context_; }

  /// Where the sampler stands; set_state(state()) on another instance continues with equal batches.
  std::string state() const { return rng_.state(); }
  void set_state(const std::string& state) { rng_.set_state(state); }

 private:
  std::vector<i32> ids_;
  i64 batch_size_, context_;
  Rng rng_;
  std::vector<i32> x_, y_;
};

}  // namespace lab
