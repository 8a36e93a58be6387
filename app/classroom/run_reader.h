// From the end of a check program, and the report that it left, to a verdict.
#pragma once
#include <filesystem>
#include <string>

#include "app/classroom/judge.h"
#include "app/classroom/process.h"

namespace lab {

class Json;

struct RunReader {
  std::filesystem::path check, program, folder;
  const Limits& limits;
  bool trusted;  ///< other tools may read the program: it is no stranger's
  const JobEnd& end;
  Verdict& verdict;

  /// Fills the verdict. Only a report that begins with `token` counts; without one the outcome is
  /// never "done". Throws Error if the check compared nothing.
  void read(const std::string& text, const std::string& token) const;

  void say(Outcome outcome, const Bilingual& message) const;
  void take_report(const Json& report) const;
  void say_crash(const Json& report) const;
  void say_without_report() const;
  std::string place(const Json& report) const;
  Bilingual at_place(const Json& report, const Bilingual& words) const;
  void say_too_slow(const Json& report, const Bilingual& words) const;
};

}  // namespace lab
