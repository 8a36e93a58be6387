#include "app/check_report.h"

#include <fmt/core.h>

#include <algorithm>
#include <fstream>

#include "app/classroom/plain_text.h"
#include "engine/core/check.h"
#include "engine/io/json.h"

namespace lab {
namespace {

constexpr std::size_t kMostPrintedLines = 20;

struct Look {
  const char *en, *ko, *colour;
};

const Look& look_of(Outcome outcome) {
  static constexpr Look kLooks[] = {{"done", "통과", "32"},
                                    {"wrong", "틀림", "31"},
                                    {"not begun", "시작 전", "2"},
                                    {"no such file", "파일 없음", "31"},
                                    {"not compiled", "컴파일 오류", "31"},
                                    {"crashed", "비정상 종료", "31"},
                                    {"too slow", "시간 초과", "31"},
                                    {"too big", "메모리 초과", "31"}};
  return kLooks[std::size_t(outcome)];
}

/// Each line of `text` behind `margin`, at most kMostPrintedLines.
std::string lines_behind(const std::string& margin, const std::string& text, bool korean) {
  std::string out;
  std::size_t lines = 0, at = 0;
  for (; at < text.size() && lines < kMostPrintedLines; ++lines) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    out += cat(margin, text.substr(at, end - at), "\n");
    at = end + 1;
  }
  if (at < text.size())
    out += margin + (korean ? "... (뒤는 생략)\n" : "... (the rest is left out)\n");
  return out;
}

/// Several lines of one value stand under each other.
std::string row(const char* name, const std::string& value, bool korean) {
  if (value.empty()) return "";
  if (value.find('\n') != value.npos)
    return cat("        ", name, "\n", lines_behind("          ", value, korean));
  return cat("        ", padded(name, korean ? 14 : 8), value, "\n");
}

/// "path:line" of the first LAB_TODO that is no comment; the path alone if there is none.
std::string todo_place(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::string line;
  for (i64 number = 1; std::getline(in, line); ++number) {
    const std::size_t begin = line.find_first_not_of(" \t");
    if (begin != line.npos && line.compare(begin, 9, "LAB_TODO(") == 0)
      return cat(file.string(), ":", number);
  }
  return file.string();
}

std::string next_step(const Exercise& exercise, const Verdict& verdict,
                      const ExerciseProgress& progress, bool korean) {
  if (verdict.outcome == Outcome::done || verdict.outcome == Outcome::missing) return "";
  if (verdict.outcome == Outcome::not_begun)
    return cat("        ", korean ? "쓸 곳: " : "write in ", todo_place(verdict.file),
               korean ? " (LAB_TODO가 있는 줄을 지우고 그 자리에)\n"
                      : " (instead of the line with LAB_TODO)\n");
  if (verdict.outcome != Outcome::wrong) return "";
  const bool fits = verdict.hint > 0 && !progress.hints.contains(verdict.hint);
  const std::string about = !fits    ? ""
                            : korean ? cat("  (이 실수에 맞는 힌트: ", verdict.hint, ")")
                                     : cat("  (hint ", verdict.hint, " is about this mistake)");
  const char* const all = progress.hints.size() < exercise.hints.size() ? "" : " --all";
  return fmt::format("        {}: ./lab hint {}{}{}\n", korean ? "힌트 보기" : "for a hint",
                     exercise.id, all, about);
}

}  // namespace

std::string stars_of(const Exercise& exercise) {
  std::string stars;
  for (int i = 1; i <= 3; ++i) stars += i <= exercise.stars ? "\u2605" : "\u2606";
  return stars;
}

std::string told(const Exercise& exercise, const Verdict& verdict, const ExerciseProgress& progress,
                 bool korean, bool colour) {
  const Look& look = look_of(verdict.outcome);
  const std::string word = korean ? look.ko : look.en;
  std::string text =
      fmt::format("{:<6} {} {}: {}{}{}\n", exercise.id, stars_of(exercise),
                  exercise.title.in(korean ? "ko" : "en"),
                  colour ? cat("\033[", look.colour, "m") : "", word, colour ? "\033[0m" : "");
  text += row(korean ? "입력" : "input", verdict.input, korean);
  text += row(korean ? "확인한 값" : "what", verdict.what, korean);
  text += row(korean ? "나와야 할 값" : "wanted", verdict.wanted, korean);
  text += row(korean ? "나온 값" : "got", verdict.got, korean);
  text += lines_behind("        ", korean ? verdict.message_ko : verdict.message, korean);
  if (!verdict.printed.empty() && verdict.outcome != Outcome::not_begun) {
    text += korean ? "        출력한 내용:\n" : "        it printed:\n";
    text += lines_behind("        | ", verdict.printed, korean);
  }
  return text + next_step(exercise, verdict, progress, korean);
}

std::string summary(const std::vector<Verdict>& verdicts, bool korean) {
  const auto done = std::count_if(verdicts.begin(), verdicts.end(), [](const Verdict& verdict) {
    return verdict.outcome == Outcome::done;
  });
  return korean ? cat(verdicts.size(), "개 가운데 ", done, "개 통과")
                : cat(done, " of ", verdicts.size(), " done");
}

std::string as_json(const std::vector<Exercise>& exercises, const std::vector<Verdict>& verdicts) {
  Json results = Json::array();
  i64 done = 0;
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    const Verdict& verdict = verdicts[i];
    done += verdict.outcome == Outcome::done;
    results.push(Json::object()
                     .set("exercise", verdict.exercise)
                     .set("title", exercises[i].title.en)
                     .set("title_ko", exercises[i].title.ko)
                     .set("stars", exercises[i].stars)
                     .set("outcome", name_of(verdict.outcome))
                     .set("input", verdict.input)
                     .set("what", verdict.what)
                     .set("wanted", verdict.wanted)
                     .set("got", verdict.got)
                     .set("hint", verdict.hint)
                     .set("message", verdict.message)
                     .set("message_ko", verdict.message_ko)
                     .set("printed", verdict.printed)
                     .set("seconds", verdict.seconds));
  }
  return Json::object()
      .set("done", done)
      .set("judged", i64(verdicts.size()))
      .set("results", results)
      .dump();
}

}  // namespace lab
