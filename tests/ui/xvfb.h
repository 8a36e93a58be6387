// A display for one test, where Xvfb is installed.
#pragma once
#include <sys/types.h>

#include <string>

namespace lab::test {

/// Starts Xvfb on a display that it picks itself, sets DISPLAY, and stops it at the end.
/// If Xvfb is missing or does not start, `why_not()` says so: GTEST_SKIP() << xvfb.why_not().
class Xvfb {
 public:
  Xvfb(int width = 1600, int height = 1000);
  ~Xvfb();
  Xvfb(const Xvfb&) = delete;
  Xvfb& operator=(const Xvfb&) = delete;
  bool running() const { return process_ > 0; }
  const std::string& why_not() const { return why_not_; }
  const std::string& display() const { return display_; }

 private:
  pid_t process_ = -1;
  std::string display_, why_not_, old_display_;
  bool had_display_ = false;
};

}  // namespace lab::test
