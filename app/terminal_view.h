// A run in the terminal: one moving line on a terminal, plain lines in a pipe.
#pragma once
#include <string>

#include "engine/run/runner.h"

namespace lab {

/// Threads: its listener is called on the trainer's thread; nothing else touches it meanwhile.
class TerminalView {
 public:
  TerminalView(i64 total_steps, i64 tokens_per_step, bool show_samples);
  RunListener listener();
  /// Ends the moving line; call before printing anything else.
  void finish_line();

 private:
  void on_step(const StepRecord& record);
  void on_sample(const SampleRecord& sample);

  i64 total_, tokens_per_step_;
  bool show_samples_, moving_;
  float smooth_ = kNone, valid_ = kNone;
  double last_drawn_ = -1;
  bool line_open_ = false;
};

/// "0:48", "1:02:05".
std::string clock_text(double seconds);
/// A path as a shell takes it: quoted if it holds a space or a sign that means something there.
std::string shell_word(const std::string& text);
/// Thousands grouped: 68,412.
std::string grouped_number(double value);

}  // namespace lab
