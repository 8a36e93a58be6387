// A Watch over a conversation: what the window and a picture need of a script.
#pragma once
#include <string>

#include "chapters/01_eliza/ghost.h"
#include "engine/observe/watch.h"

namespace lab {

/// The probe text is what was said, one line each; every look is the whole conversation anew.
/// Nothing trains and nothing is stored. Threads: one; poll() looks by itself.
class ChatWatch final : public Watch {
 public:
  /// `script` must outlive the watch; `lines` is what the conversation begins with.
  ChatWatch(const Script& script, std::string lines);

  bool poll() override;
  const RunInfo& info() const override { return info_; }
  const RunStatus& status() const override { return status_; }
  const std::vector<StepRecord>& steps() const override { return steps_; }
  const std::vector<SampleRecord>& samples() const override { return samples_; }
  const std::vector<EventRecord>& events() const override { return events_; }
  const std::vector<i64>& keyframes() const override { return keyframes_; }
  const Frame& frame() const override { return frame_; }
  void ask(const Query& query) override;
  void send(const Command&) override {}
  bool can_train() const override { return false; }

 private:
  ElizaGhost ghost_;
  RunInfo info_;
  RunStatus status_;
  std::vector<StepRecord> steps_;
  std::vector<SampleRecord> samples_;
  std::vector<EventRecord> events_;
  std::vector<i64> keyframes_;
  Frame frame_;
  Query asked_;
  bool waiting_ = false;
};

}  // namespace lab
