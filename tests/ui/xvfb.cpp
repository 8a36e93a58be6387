#include "tests/ui/xvfb.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

namespace lab::test {
namespace {

/// The line that Xvfb writes when it is ready: the number of its display. Empty after `timeout_ms`.
std::string read_number(int fd, int timeout_ms) {
  std::string number;
  for (pollfd ready{fd, POLLIN, 0}; poll(&ready, 1, timeout_ms) > 0;) {
    char c = 0;
    if (read(fd, &c, 1) != 1) return {};
    if (c == '\n') return number;
    number += c;
  }
  return {};
}

[[noreturn]] void become_xvfb(int write_end, const std::string& size) {
  const std::string fd = std::to_string(write_end);
  const int nowhere = open("/dev/null", O_WRONLY);
  dup2(nowhere, STDERR_FILENO);
  execlp("Xvfb", "Xvfb", "-displayfd", fd.c_str(), "-screen", "0", size.c_str(), "-nolisten", "tcp",
         "-noreset", static_cast<char*>(nullptr));
  _exit(127);
}

}  // namespace

Xvfb::Xvfb(int width, int height) {
  int ends[2];
  if (pipe(ends) != 0) {
    why_not_ = "no pipe for Xvfb";
    return;
  }
  const std::string size = std::to_string(width) + "x" + std::to_string(height) + "x24";
  const pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    become_xvfb(ends[1], size);
  }
  close(ends[1]);
  const std::string number = child > 0 ? read_number(ends[0], 15000) : "";
  close(ends[0]);
  if (number.empty()) {
    if (child > 0) kill(child, SIGKILL), waitpid(child, nullptr, 0);
    why_not_ = "Xvfb is not installed or does not start (package xvfb): the window is not tested";
    return;
  }
  process_ = child;
  display_ = ":" + number;
  if (const char* old = std::getenv("DISPLAY")) had_display_ = true, old_display_ = old;
  setenv("DISPLAY", display_.c_str(), 1);
}

Xvfb::~Xvfb() {
  if (process_ <= 0) return;
  kill(process_, SIGTERM);
  waitpid(process_, nullptr, 0);
  if (had_display_)
    setenv("DISPLAY", old_display_.c_str(), 1);
  else
    unsetenv("DISPLAY");
}

}  // namespace lab::test
