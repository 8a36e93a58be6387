// The thread that looks: takes the newest weights or a keyframe, runs the probe through the ghost,
// publishes a frame.
#pragma once
#include <functional>
#include <mutex>
#include <thread>

#include "engine/run/keyframes.h"
#include "engine/run/train_feed.h"

namespace lab {

/// Threads: ask() and frames() from the UI thread; the rest lives on its own thread, which computes
/// serially and, while training runs, for at most about 1 % of the time.
class Analyst {
 public:
  /// `feed` is nullptr for a stored run. `on_frame` is called (on the analyst's thread) after each
  /// published frame: it wakes a sleeping window.
  Analyst(std::unique_ptr<Ghost> ghost, const KeyframeStore& keyframes, TrainFeed* feed,
          std::function<void()> on_frame = {});
  ~Analyst();

  void ask(const Query& query);
  LatestSlot<Frame>& frames() { return frames_; }
  /// One look, here and now, on the calling thread: shots and tests. Not while the thread runs.
  static void look(Ghost& ghost, const KeyframeStore& keyframes, const Query& query, Frame& frame);

 private:
  void loop();
  void serve(const Query& query);
  bool load(const Query& query, Frame& frame);
  bool has_new_weights() const { return feed_ && feed_->weights.pending(); }

  std::unique_ptr<Ghost> ghost_;
  const KeyframeStore& keyframes_;
  TrainFeed* feed_;
  std::function<void()> on_frame_;
  std::counting_semaphore<> own_wake_{0};
  std::counting_semaphore<>& wake_;
  LatestSlot<Frame> frames_;
  std::mutex mutex_;  // guards query_ and asked_; the trainer never takes it
  Query query_;
  bool asked_ = false;
  Weights stored_;     // the keyframe in the ghost, if in_ghost_ is one
  i64 in_ghost_ = -1;  // step of the weights in the ghost
  bool ghost_live_ = false;
  u64 next_id_ = 1;
  double next_live_look_ = 0;
  std::atomic<bool> stopping_{false};
  std::thread thread_;  // last: starts when everything else stands
};

}  // namespace lab
