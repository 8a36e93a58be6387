#include "app/terminal_view.h"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstring>

#include "engine/core/clock.h"

namespace lab {
namespace {

std::string bar(double share, int width) {
  const int full = int(share * width);
  std::string out;
  for (int i = 0; i < width; ++i) out += i < full ? "━" : i == full ? "╸" : "─";
  return out;
}

/// The sample on one line: line ends become "⏎".
std::string one_line(const SampleRecord& sample) {
  std::string out;
  for (const std::string& token : sample.tokens) out += token == "\n" ? "⏎" : token;
  return out;
}

}  // namespace

std::string clock_text(double seconds) {
  const i64 s = i64(std::max(0.0, seconds) + 0.5);
  if (s >= 3600) return fmt::format("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
  return fmt::format("{}:{:02}", s / 60, s % 60);
}

std::string shell_word(const std::string& text) {
  const auto plain = [](char c) {
    return u8(c) >= 0x80 || std::isalnum(u8(c)) || std::strchr("_-./+,:=@%", c) != nullptr;
  };
  if (!text.empty() && std::all_of(text.begin(), text.end(), plain)) return text;
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

std::string grouped_number(double value) {
  std::string digits = fmt::format("{:.0f}", value);
  for (std::ptrdiff_t i = std::ptrdiff_t(digits.size()) - 3; i > 0; i -= 3)
    digits.insert(std::size_t(i), ",");
  return digits;
}

TerminalView::TerminalView(i64 total_steps, i64 tokens_per_step, bool show_samples)
    : total_(total_steps),
      tokens_per_step_(tokens_per_step),
      show_samples_(show_samples),
      moving_(isatty(STDOUT_FILENO)) {}

RunListener TerminalView::listener() {
  return {.on_step = [this](const StepRecord& r) { on_step(r); },
          .on_sample = [this](const SampleRecord& s) { on_sample(s); }};
}

void TerminalView::finish_line() {
  if (line_open_) fmt::print("\n");
  line_open_ = false;
  std::fflush(stdout);
}

void TerminalView::on_step(const StepRecord& r) {
  if (!std::isnan(r.valid)) valid_ = r.valid;
  if (!std::isnan(r.loss))
    smooth_ = std::isnan(smooth_) ? r.loss : 0.95f * smooth_ + 0.05f * r.loss;
  const double eta = double((total_ - r.step) * tokens_per_step_) /
                     std::max(1.0, std::isnan(r.tokens_per_s) ? 1.0 : double(r.tokens_per_s));
  if (!moving_) {
    if (std::isnan(r.valid)) return;
    if (r.step == 0)
      fmt::print("step 0/{}  valid {:.4f} nats/char\n", total_, r.valid);
    else
      fmt::print("step {}/{}  loss {:.4f}  valid {:.4f}  {} tokens/s  ETA {}\n", r.step, total_,
                 smooth_, r.valid, grouped_number(double(r.tokens_per_s)), clock_text(eta));
    std::fflush(stdout);
    return;
  }
  if (r.step == 0 || (now() - last_drawn_ < 0.1 && r.step != total_)) return;
  last_drawn_ = now();
  fmt::print("\r\033[K{} {}/{}  loss {:.3f}  valid {:.3f}  {} tok/s  ETA {}",
             bar(double(r.step) / double(total_), 20), r.step, total_, smooth_, valid_,
             grouped_number(double(r.tokens_per_s)), clock_text(eta));
  line_open_ = true;
  std::fflush(stdout);
}

void TerminalView::on_sample(const SampleRecord& sample) {
  if (!show_samples_) return;
  if (line_open_) fmt::print("\r\033[K");
  fmt::print("  {:>6} │ {}\n", sample.step, one_line(sample));
  line_open_ = false;
  std::fflush(stdout);
}

}  // namespace lab
