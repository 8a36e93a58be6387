#include "app/lesson_judge.h"

#include "app/check_report.h"
#include "engine/core/check.h"

namespace lab {
namespace {

using Tone = CheckReport::Tone;

/// What the terminal says, line by line; the panel has margins of its own.
void add_lines(CheckReport& report, const std::string& text, Tone first) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::size_t begin = std::min(text.find_first_not_of(' ', at), end);
    if (begin < end)
      report.lines.push_back({text.substr(begin, end - begin), at == 0 ? first : Tone::plain});
    at = end + 1;
  }
}

}  // namespace

CheckReport judge_report(const std::string& id, bool korean) {
  CheckReport report;
  try {
    const Exercise exercise = find_exercise(id);
    const Verdict verdict = judge(exercise, exercise.chapter / "exercises");
    Progress progress;
    progress.record(verdict);
    add_lines(report, told(exercise, verdict, progress.of(id), korean, false),
              verdict.outcome == Outcome::done ? Tone::good : Tone::bad);
  } catch (const std::exception& error) {
    report.lines.push_back({error.what(), Tone::bad});
  }
  return report;
}

}  // namespace lab
