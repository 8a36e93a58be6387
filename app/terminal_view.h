// A run in the terminal: one moving line on a terminal, plain lines in a pipe.
#pragma once
#include <string>

#include "engine/observe/symptoms.h"
#include "engine/run/runner.h"

namespace lab {

/// Each validation loss stands beside its band, if the run has one, and a symptom is told when it
/// first shows.
/// Threads: its listener is called on the trainer's thread; nothing else touches it meanwhile.
class TerminalView {
 public:
  /// `before`: what is in the log already when a run is resumed.
  TerminalView(const RunInfo& info, const RunHistory& before, bool show_samples);
  RunListener listener();
  /// Ends the moving line; call before printing anything else.
  void finish_line();

 private:
  void on_step(const StepRecord& record);
  void judge(const StepRecord& record, double eta);
  void on_sample(const SampleRecord& sample);
  void on_event(const EventRecord& event);
  /// A line of its own, above the moving one.
  void say(const std::string& line);
  void say_symptoms();

  RunInfo info_;
  i64 total_, tokens_per_step_;
  std::vector<StepRecord> steps_;
  std::vector<EventRecord> events_;
  SymptomWatch symptoms_;
  bool show_samples_, moving_;
  float smooth_ = kNone, valid_ = kNone;
  double last_drawn_ = -1;
  bool line_open_ = false;
};

/// "expected 1.98–2.10", and on which side the loss lies outside; empty without a band.
std::string expectation(const Band& band, i64 step, float valid);
/// "learning rate too high: The loss rose … (lab lesson 10 --section 23)".
std::string symptom_line(const Symptom& symptom, const TroublePlace& trouble);
/// "0:48", "1:02:05".
std::string clock_text(double seconds);
/// A path as a shell takes it: quoted if it holds a space or a sign that means something there.
std::string shell_word(const std::string& text);
/// Thousands grouped: 68,412.
std::string grouped_number(double value);

}  // namespace lab
