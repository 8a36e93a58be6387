#include "app/classroom/run_reader.h"

#include <algorithm>
#include <csignal>

#include "app/classroom/crash_place.h"
#include "app/classroom/crash_words.h"
#include "engine/core/check.h"
#include "engine/io/json.h"

namespace lab {

void RunReader::say(Outcome outcome, const Bilingual& message) const {
  verdict.outcome = outcome;
  verdict.message = message.en;
  verdict.message_ko = message.ko;
}

void RunReader::read(const std::string& text, const std::string& token) const {
  Json report = Json::object();
  bool mine = text.starts_with(token + "\n");
  try {
    if (mine) report = Json::parse(std::string_view(text).substr(token.size() + 1), "report");
  } catch (const Error&) {
    mine = false;  // cut off, or written into
  }
  if (end.too_slow)
    return say_too_slow(report, {cat("not done after ", limits.run_seconds, " s"),
                                 cat(limits.run_seconds, "초 안에 끝나지 않았습니다")});
  if (end.too_many)
    return say(Outcome::too_big,
               {"it started more than 64 processes", "프로세스를 64개 넘게 만들었습니다"});
  if (mine) return take_report(report);
  if (!text.empty())
    return say(Outcome::crashed, {"something wrote into the file that only the check writes",
                                  "채점 프로그램만 쓰는 파일에 다른 것이 썼습니다"});
  say_without_report();
}

void RunReader::take_report(const Json& report) const {
  const std::string& outcome = report.at("outcome").as_string();
  if (outcome == "crashed") return say_crash(report);
  if (end.code != 0) return say_without_report();
  if (outcome == "not_begun") {
    verdict.outcome = Outcome::not_begun;
  } else if (outcome == "too_big") {
    say(Outcome::too_big,
        {cat("it wanted more memory than the ", limits.memory_mb, " MB it may have"),
         cat("허용된 ", limits.memory_mb, "MB보다 많은 메모리를 쓰려 했습니다")});
  } else if (outcome == "wrong") {
    verdict.outcome = Outcome::wrong;
    verdict.input = report.at("input").as_string();
    verdict.what = report.at("what").as_string();
    verdict.wanted = report.at("wanted").as_string();
    verdict.got = report.at("got").as_string();
    verdict.hint = std::clamp(int(report.at("hint").as_i64()), 0, 3);
  } else if (outcome == "done" && report.at("comparisons").as_i64() > 0) {
    verdict.outcome = Outcome::done;
  } else {
    fail(check.string(), ": compares nothing; this is a mistake of the lab");
  }
}

void RunReader::say_crash(const Json& report) const {
  const Json* const signal = report.find("signal");
  if (!signal) {
    const std::string& said = report.at("said").as_string();
    const Json* const said_ko = report.find("said_ko");
    return say(Outcome::crashed,
               at_place(report, said_ko ? Bilingual{said, said_ko->as_string()}
                                        : exception_words(report.at("threw").as_string(), said)));
  }
  if (signal->as_i64() == SIGXCPU)
    return say_too_slow(report,
                        {"its share of the processor is used up", "CPU 시간을 다 썼습니다"});
  say(Outcome::crashed,
      at_place(report,
               signal_words(int(signal->as_i64()), report.at("stack_full").as_bool(), end.output)));
}

void RunReader::say_without_report() const {
  if (end.signal == 0) return say(Outcome::crashed, early_exit_words(end.code));
  if (end.signal == SIGXCPU)
    return say(Outcome::too_slow,
               {"its share of the processor is used up", "CPU 시간을 다 썼습니다"});
  if (end.signal == SIGKILL)
    return say(Outcome::too_big, {"the system ended it, most likely for want of memory",
                                  "메모리가 모자라 시스템이 끝낸 것으로 보입니다"});
  say(Outcome::crashed, signal_words(end.signal, false, end.output));
}

/// Where in the learner's file it was, or "".
std::string RunReader::place(const Json& report) const {
  const Json* const frames = report.find("frames");
  if (!frames || !trusted) return "";
  std::vector<u64> addresses;
  for (const Json& frame : frames->items()) addresses.push_back(frame.as_u64());
  return place_in(program, addresses, folder);
}

Bilingual RunReader::at_place(const Json& report, const Bilingual& words) const {
  const std::string at = place(report);
  if (at.empty()) return words;
  return {cat(words.en, ", at ", at), cat(words.ko, ", ", at)};
}

void RunReader::say_too_slow(const Json& report, const Bilingual& words) const {
  const std::string at = place(report);
  Bilingual text = {
      cat(words.en, at.empty() ? "" : "; stopped at ", at, ": look for a loop that does not end"),
      cat(words.ko, ". ", at.empty() ? "" : cat("멈춘 곳: ", at, ". "),
          "끝나지 않는 반복문인지 보세요.")};
  say(Outcome::too_slow, text);
}

}  // namespace lab
