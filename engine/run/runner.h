// The loop around a session: commands, records, keyframes, samples, checkpoints, and a good end.
#pragma once
#include <atomic>
#include <functional>

#include "engine/run/keyframes.h"
#include "engine/run/run_dir.h"
#include "engine/run/run_log.h"
#include "engine/run/session.h"
#include "engine/run/train_feed.h"

namespace lab {

struct RunnerOptions {
  i64 steps = 2000;            ///< stop after this many in total
  i64 keyframe_every = 50;     ///< besides 0,1,2,3,4,6,8,11,16,...
  i64 checkpoint_every = 250;  ///< steps, or
  double checkpoint_seconds = 15;
  i64 valid_every = 100;
  i64 valid_places = 4096;  ///< of the fixed validation sample
  i64 sample_tokens = 64;
};

/// How a run ended, and what it reached.
struct RunOutcome {
  enum class End : u8 { finished, stopped, failed };
  End end = End::finished;
  i64 step = 0;
  double seconds = 0;  ///< of training in this process
  Evaluation final;    ///< over the whole validation text; only if finished
  std::string error;   ///< only if failed
};

/// Told of everything that is logged, on the trainer's thread: the terminal view.
struct RunListener {
  std::function<void(const StepRecord&)> on_step = [](const StepRecord&) {};
  std::function<void(const SampleRecord&)> on_sample = [](const SampleRecord&) {};
  std::function<void(const EventRecord&)> on_event = [](const EventRecord&) {};
};

/// Threads: run() on the trainer's thread; the feed is the only way in or out while it runs.
/// Training is bit-identical whatever passes through the feed, except for commands that change it.
class Runner {
 public:
  /// `feed` and `stop` may be nullptr. *stop turning true (Ctrl-C) ends the run at the next step.
  Runner(const RunDir& dir, Session& session, const Corpus& corpus, KeyframeStore& keyframes,
         const RunnerOptions& options, RunListener listener, TrainFeed* feed,
         const std::atomic<bool>* stop);

  /// Trains until options.steps, a stop, or a failure. Leaves a checkpoint behind; after a failure
  /// (numbers that are none, a full disk) the last good one stands.
  RunOutcome run();

 private:
  RunOutcome train();
  void start();
  bool obey_commands();
  bool obey(const Command& command);
  void train_one();
  void after_step();
  void publish_snapshot();
  void limit_speed();
  void write_sample();
  void keyframe();
  void checkpoint();
  void note(const std::string& kind, const std::string& text, double value = 0);
  bool stop_asked() const {
    return (stop_ && stop_->load(std::memory_order_relaxed)) ||
           (feed_ && feed_->stop.load(std::memory_order_relaxed));
  }
  double valid_loss() const;

  const RunDir& dir_;
  Session& session_;
  const Corpus& corpus_;
  RunnerOptions options_;
  RunListener listener_;
  TrainFeed* feed_;
  const std::atomic<bool>* stop_;
  RunLog log_;
  KeyframeStore& keyframes_;
  std::unique_ptr<Ghost> writer_;  // samples; shares nothing with the session
  std::vector<ParamShape> shapes_;
  Weights weights_;
  double seconds_ = 0, seconds_before_ = 0;  // of training: this process, earlier ones
  double last_checkpoint_ = 0, next_step_at_ = 0;
  double speed_limit_ = 0, speed_ = 0;  // steps/s, tokens/s (smoothed)
  i64 published_step_ = -1;             // of the newest snapshot
  i64 pending_steps_ = 0;               // of a "step" command while paused
  bool paused_ = false;
};

}  // namespace lab
