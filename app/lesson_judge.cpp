#include "app/lesson_judge.h"

#include "app/classroom/progress.h"
#include "engine/core/check.h"

namespace lab {
namespace {

using Tone = CheckReport::Tone;

const char* told(Outcome outcome, bool ko) {
  switch (outcome) {
    case Outcome::done:
      return ko ? "해냈습니다: 모든 경우가 맞습니다." : "Done: every case holds.";
    case Outcome::wrong:
      return ko ? "아직 아닙니다: 이 경우가 맞지 않습니다." : "Not yet: this case does not hold.";
    case Outcome::not_begun:
      return ko ? "아직 시작하지 않았습니다: LAB_TODO가 그대로 있습니다."
                : "Not begun: LAB_TODO is still there.";
    case Outcome::missing:
      return ko ? "파일이 없습니다." : "There is no such file.";
    case Outcome::not_compiled:
      return ko ? "컴파일되지 않습니다." : "It does not compile.";
    case Outcome::crashed:
      return ko ? "실행하다가 멈췄습니다." : "It crashed.";
    case Outcome::too_slow:
      return ko ? "제시간에 끝나지 않았습니다." : "It did not end in time.";
    case Outcome::too_big:
      return ko ? "메모리를 너무 많이 씁니다." : "It wanted too much memory.";
  }
  return "";
}

void add(CheckReport& report, const std::string& text, Tone tone = Tone::plain) {
  if (!text.empty()) report.lines.push_back({text, tone});
}

void add_fact(CheckReport& report, const char* name, const std::string& value) {
  if (!value.empty()) add(report, cat(name, ": ", value));
}

}  // namespace

CheckReport judge_report(const std::string& id, bool ko) {
  CheckReport report;
  try {
    const Exercise exercise = find_exercise(id);
    const std::filesystem::path folder = exercise.chapter / "exercises";
    const Verdict verdict = judge(exercise, folder);
    Progress().record(verdict);
    const bool done = verdict.outcome == Outcome::done;
    add(report, told(verdict.outcome, ko), done ? Tone::good : Tone::bad);
    add_fact(report, ko ? "입력" : "input", verdict.input);
    add_fact(report, ko ? "무엇을" : "what", verdict.what);
    add_fact(report, ko ? "바란 값" : "wanted", verdict.wanted);
    add_fact(report, ko ? "나온 값" : "got", verdict.got);
    add(report, ko ? verdict.message_ko : verdict.message);
    if (!done)
      add(report, cat(ko ? "파일: " : "file: ", (folder / (exercise.file + ".h")).string(),
                      ko ? " · 힌트: ./lab hint " : " · a hint: ./lab hint ", id));
  } catch (const std::exception& error) {
    add(report, error.what(), Tone::bad);
  }
  return report;
}

}  // namespace lab
