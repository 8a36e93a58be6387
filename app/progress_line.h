// How far long work has come, on stderr: one moving line on a terminal, a few plain ones in a pipe.
#pragma once
#include <string>

#include "engine/core/real.h"

namespace lab {

/// Silent for the first second, and when nothing takes longer. Ends its line when it goes.
class ProgressLine {
 public:
  explicit ProgressLine(std::string what);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  /// share: 0 to 1.
  void at(double share);

 private:
  std::string what_;
  bool moving_, shown_ = false;
  double began_, drawn_ = 0;
};

}  // namespace lab
