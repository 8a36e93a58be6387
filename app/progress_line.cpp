#include "app/progress_line.h"

#include <fmt/core.h>
#include <unistd.h>

#include <chrono>

#include "app/terminal_view.h"

namespace lab {
namespace {

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

ProgressLine::ProgressLine(std::string what)
    : what_(std::move(what)), moving_(isatty(STDERR_FILENO) == 1), began_(now()) {}

ProgressLine::~ProgressLine() {
  if (shown_ && moving_) fmt::print(stderr, "\r\033[K");
}

void ProgressLine::at(double share) {
  constexpr double kQuiet = 1, kMovingEvery = 0.2, kPlainEvery = 10;  // seconds
  const double spent = now() - began_;
  if (spent < kQuiet || spent - drawn_ < (moving_ ? kMovingEvery : kPlainEvery)) return;
  drawn_ = spent;
  shown_ = true;
  const std::string left =
      share > 0.01 ? cat(", ", clock_text(spent * (1 - share) / share), " left") : "";
  fmt::print(stderr, "{}lab: {}: {:.0f} %{}{}", moving_ ? "\r\033[K" : "", what_, 100 * share, left,
             moving_ ? "" : "\n");
  std::fflush(stderr);
}

}  // namespace lab
