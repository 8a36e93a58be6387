// A Watch whose facts are simply held: for what is no run, and for runs that never were.
#pragma once
#include "engine/observe/watch.h"

namespace lab {

/// Nothing changes by itself and nothing is obeyed; who derives fills the members in.
class HeldWatch : public Watch {
 public:
  bool poll() override { return false; }
  const RunInfo& info() const override { return info_; }
  const RunStatus& status() const override { return status_; }
  const std::vector<StepRecord>& steps() const override { return steps_; }
  const std::vector<SampleRecord>& samples() const override { return samples_; }
  const std::vector<EventRecord>& events() const override { return events_; }
  const std::vector<i64>& keyframes() const override { return keyframes_; }
  const Frame& frame() const override { return frame_; }
  void ask(const Query&) override {}
  void send(const Command&) override {}
  bool can_train() const override { return false; }

 protected:
  RunInfo info_;
  RunStatus status_;
  std::vector<StepRecord> steps_;
  std::vector<SampleRecord> samples_;
  std::vector<EventRecord> events_;
  std::vector<i64> keyframes_;
  Frame frame_;
};

}  // namespace lab
