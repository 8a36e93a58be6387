#include "app/terminal_view.h"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstring>

#include "engine/core/clock.h"
#include "viz/panels/symptom_text.h"

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

std::string expectation(const Band& band, i64 step, float valid) {
  const auto at = band.valid_at(step);
  if (!at || std::isnan(valid)) return "";
  const char* verdict = at->holds(valid) ? "" : valid > at->high ? ": too high" : ": too low";
  return fmt::format("expected {:.2f}–{:.2f}{}", at->low, at->high, verdict);
}

std::string symptom_line(const Symptom& symptom, const TroublePlace& trouble) {
  std::string line = cat(symptom_title(symptom.kind), ": ", symptom_sentence(symptom).view());
  if (trouble.section)
    line += cat(" (", symptom_place(trouble, symptom.kind).view(), ": ./lab lesson ",
                trouble.chapter, " --section ", trouble.section, ")");
  return line;
}

TerminalView::TerminalView(const RunInfo& info, const RunHistory& before, bool show_samples)
    : info_(info),
      total_(info.total_steps),
      tokens_per_step_(info.chars_per_step),
      steps_(before.steps),
      events_(before.events),
      show_samples_(show_samples),
      moving_(isatty(STDOUT_FILENO)) {
  info_.band.until = first_lr_change(events_);
  symptoms_.update(info_, steps_, events_);  // what was told in an earlier process
}

RunListener TerminalView::listener() {
  return {.on_step = [this](const StepRecord& r) { on_step(r); },
          .on_sample = [this](const SampleRecord& s) { on_sample(s); },
          .on_event = [this](const EventRecord& e) { on_event(e); }};
}

void TerminalView::finish_line() {
  if (line_open_) fmt::print("\n");
  line_open_ = false;
  std::fflush(stdout);
}

void TerminalView::say(const std::string& line) {
  if (line_open_) fmt::print("\r\033[K");
  fmt::print("{}\n", line);
  line_open_ = false;
  std::fflush(stdout);
}

void TerminalView::say_symptoms() {
  const std::size_t told = symptoms_.found().size();
  symptoms_.update(info_, steps_, events_);
  for (std::size_t i = told; i < symptoms_.found().size(); ++i)
    say(cat("symptom: ", symptom_line(symptoms_.found()[i], info_.trouble)));
}

void TerminalView::on_event(const EventRecord& event) {
  if (event.kind == "keyframe") return;
  events_.push_back(event);
  if (event.kind == "error") say_symptoms();
}

void TerminalView::on_step(const StepRecord& r) {
  steps_.push_back(r);
  if (!std::isnan(r.loss))
    smooth_ = std::isnan(smooth_) ? r.loss : 0.95f * smooth_ + 0.05f * r.loss;
  const double eta = double((total_ - r.step) * tokens_per_step_) /
                     std::max(1.0, std::isnan(r.tokens_per_s) ? 1.0 : double(r.tokens_per_s));
  if (!std::isnan(r.valid)) {
    valid_ = r.valid;
    judge(r, eta);
  }
  if (!moving_ || r.step == 0 || (now() - last_drawn_ < 0.1 && r.step != total_)) return;
  last_drawn_ = now();
  fmt::print("\r\033[K{} {}/{}  loss {:.3f}  valid {:.3f}  {} chars/s  ETA {}",
             bar(double(r.step) / double(total_), 20), r.step, total_, smooth_, valid_,
             grouped_number(double(r.tokens_per_s)), clock_text(eta));
  line_open_ = true;
  std::fflush(stdout);
}

/// A validation loss has come: in a pipe a line with everything; on a terminal, where the moving
/// line says the rest, only what it is measured against.
void TerminalView::judge(const StepRecord& r, double eta) {
  const std::string expected = expectation(info_.band, r.step, r.valid);
  if (moving_) {
    if (!expected.empty()) say(fmt::format("step {}: {:.4f}, {}", r.step, r.valid, expected));
  } else {
    std::string valid = fmt::format("{:.4f}{}{}", r.valid, expected.empty() ? "" : ", ", expected);
    if (r.step == 0)
      say(fmt::format("step 0/{}  valid {} nats/char", total_, valid));
    else
      say(fmt::format("step {}/{}  loss {:.4f}  valid {}  {} chars/s  ETA {}", r.step, total_,
                      smooth_, valid, grouped_number(double(r.tokens_per_s)), clock_text(eta)));
  }
  say_symptoms();
}

void TerminalView::on_sample(const SampleRecord& sample) {
  if (show_samples_) say(fmt::format("  {:>6} │ {}", sample.step, one_line(sample)));
}

}  // namespace lab
