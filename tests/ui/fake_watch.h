// A run that never was: deterministic, plausible history and looks, without a model.
#pragma once
#include <functional>
#include <map>

#include "engine/observe/held_watch.h"

namespace lab::test {

enum class FakeText : u8 { english, korean };

/// 4 layers, 4 heads, 1,400 steps of 2,000. Looks are computed from the query alone: heads sharpen
/// into previous, first, self, induction, local and uniform ones as the step grows, cut heads
/// flatten the prediction, forced tokens lengthen the text.
class FakeWatch : public HeldWatch {
 public:
  explicit FakeWatch(FakeText text, bool stored = false);

  bool poll() override;
  void ask(const Query& query) override;
  void send(const Command& command) override;
  bool can_train() const override { return !stored_; }

  // What tests look at and change.
  Query asked;
  int asks = 0;
  std::vector<Command> commands;
  RunStatus& change_status() { return status_; }
  RunInfo& change_info() { return info_; }
  std::vector<EventRecord>& change_events() { return events_; }
  void clear_history();          ///< as before the first step: nothing but the vocabulary
  void touch() { ++frame_.id; }  ///< a new look that found the same
  void look_again() { dirty_ = true; }
  std::string default_text;
  std::function<void(Frame&)> also;  ///< done to every look, for models other than a GPT

 private:
  void make_vocabulary();
  void make_history();
  void make_samples();
  void look();
  void fill_attention(i64 layer);
  void fill_predictions();

  bool stored_, korean_, dirty_ = true;
  std::map<std::string, i32> ids_;
};

}  // namespace lab::test
