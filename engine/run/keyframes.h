// The time machine's film: the weights at chosen steps, thinned so that it never outgrows its box.
#pragma once
#include <map>
#include <mutex>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "engine/core/param_shape.h"

namespace lab {

struct KeyframeLimits {
  i64 max_frames = 256;
  i64 max_bytes = i64(256) << 20;
};

/// Which steps are kept; no files.
class KeyframePolicy {
 public:
  explicit KeyframePolicy(KeyframeLimits limits = {}) : limits_(limits) {}

  /// True for 0, round(2^(k/2)) = 1,2,3,4,6,8,11,16,23,..., and multiples of `every` (0: none).
  static bool scheduled(i64 step, i64 every);

  /// The step to drop next from rising `steps`: the one whose removal leaves the smallest gap in
  /// log2(1 + step); never step 0, the last or a bookmark. -1 if none may go.
  static i64 victim(std::span<const i64> steps, const std::set<i64>& bookmarks);

  /// Steps to drop until rising `steps`, `frame_bytes` each, are within the limits or protected.
  std::vector<i64> excess(std::vector<i64> steps, const std::set<i64>& bookmarks,
                          i64 frame_bytes) const;

  const KeyframeLimits& limits() const { return limits_; }

 private:
  KeyframeLimits limits_;
};

/// keyframes/ of one run. Every function may be called from any thread; one thread writes.
class KeyframeStore {
 public:
  /// Makes the folder if needed and lists what it holds.
  explicit KeyframeStore(std::string directory, KeyframeLimits limits = {});

  /// Stores the weights of a step (replaces it if stored), then thins.
  /// `weights`: all parameters one after another, in the order of `params`.
  void write(i64 step, std::span<const ParamShape> params, std::span<const real> weights);

  std::vector<i64> steps() const;  ///< rising
  bool has(i64 step) const;
  /// The stored step closest to `step` (the earlier one of two), -1 if nothing is stored.
  i64 nearest(i64 step) const;

  /// Fills `weights` with the nearest stored step and returns that step. Throws Error if nothing is
  /// stored, or a parameter is missing or of another shape.
  i64 load_nearest(i64 step, std::span<const ParamShape> params, std::vector<real>& weights) const;

  /// Never thin this step.
  void bookmark(i64 step);
  /// Drops frames and bookmarks after `step`: a resumed run makes them again.
  void remove_after(i64 step);

  i64 bytes() const;  ///< of all stored frames
  const KeyframeLimits& limits() const { return policy_.limits(); }
  std::string path_of(i64 step) const;

 private:
  std::vector<i64> steps_locked() const;
  std::string directory_;
  KeyframePolicy policy_;
  mutable std::mutex mutex_;  // guards the two below; never held while a file is read or written
  std::map<i64, i64> sizes_;  // step -> bytes
  std::set<i64> bookmarks_;
};

}  // namespace lab
