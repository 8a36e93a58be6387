// A Watch over a run: one that trains on a thread of its own, or one that lies on disk.
#pragma once
#include <atomic>
#include <deque>
#include <thread>

#include "engine/run/analyst.h"
#include "engine/run/runner.h"

namespace lab {

/// Facts of a run for the screen and the terminal, from its config, its chapter and its texts.
RunInfo describe_run(const RunDir& dir, const ChapterModel& model, const Corpus& corpus);

/// What a live run is made of. The session belongs to the trainer's thread from then on.
struct LiveRun {
  std::unique_ptr<Session> session;
  RunnerOptions options;
  RunListener listener;  ///< called on the trainer's thread; may be empty
  const std::atomic<bool>* stop = nullptr;
};

/// Threads: one trainer (live only), one analyst, and the caller's, which is the UI thread.
class RunWatch final : public Watch {
 public:
  /// `on_change` is called from other threads when there is something new to draw. `live` empty:
  /// a stored run, which can be looked at but not trained.
  RunWatch(RunDir dir, const ChapterModel& model, Corpus corpus, std::unique_ptr<LiveRun> live,
           std::function<void()> on_change = {});
  ~RunWatch() override;

  /// Stops the trainer at its next step (it saves), waits for it, and tells how the run ended.
  RunOutcome stop();

  /// Status::look_ms stays -1: pictures are then the same on every machine.
  void hide_times() { show_times_ = false; }

  bool poll() override;
  const RunInfo& info() const override { return info_; }
  const RunStatus& status() const override { return status_; }
  const std::vector<StepRecord>& steps() const override { return history_.steps; }
  const std::vector<SampleRecord>& samples() const override { return history_.samples; }
  const std::vector<EventRecord>& events() const override { return history_.events; }
  const std::vector<i64>& keyframes() const override { return keyframe_steps_; }
  const Frame& frame() const override { return analyst_->frames().front(); }
  void ask(const Query& query) override { analyst_->ask(query); }
  void send(const Command& command) override;
  bool can_train() const override {
    return runner_ != nullptr && !ended_ && status_.phase != RunStatus::Phase::finished &&
           status_.phase != RunStatus::Phase::failed;
  }

 private:
  void send_waiting();
  bool drain_feed();
  void refresh_status();

  RunDir dir_;
  Corpus corpus_;
  RunInfo info_;
  RunStatus status_;
  RunHistory history_;
  KeyframeStore keyframes_;
  std::vector<i64> keyframe_steps_;
  std::unique_ptr<LiveRun> live_;
  std::unique_ptr<TrainFeed> feed_;
  std::deque<Command> unsent_;  // the ring to the trainer was full; poll() tries again
  std::unique_ptr<Runner> runner_;
  RunOutcome outcome_;
  std::thread trainer_;
  std::unique_ptr<Analyst> analyst_;
  bool ended_ = false, show_times_ = true;
};

}  // namespace lab
