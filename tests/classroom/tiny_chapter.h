// A chapter with two small exercises in a folder of its own, for tests of the judge.
#pragma once
#include <filesystem>
#include <string>

#include "app/classroom/judge.h"
#include "tests/cli/process.h"

namespace lab::test {

/// Where the judge looks is LAB_CHAPTERS and LAB_HOME; both are set while one lives.
class TinyChapter {
 public:
  TinyChapter();
  ~TinyChapter();
  TinyChapter(const TinyChapter&) = delete;
  TinyChapter& operator=(const TinyChapter&) = delete;

  Room room;  ///< chapters/10_gpt/{exercises,solutions,check}, home/
  std::filesystem::path folder() const { return room.path("chapters/10_gpt"); }
  Start start() const;  ///< for programs: the same environment

  /// Writes exercise 10.1, "the sum of numbers", with this body.
  void write_sum(const std::string& body) const;
  /// The whole of its file.
  void write_file(const std::string& text) const;
  Verdict judge_sum(const std::string& body, const Limits& limits = {}) const;
  Verdict judge_file(const std::string& text, const Limits& limits = {}) const;
};

inline constexpr const char* kRightSum =
    "real total = 0;\n  for (real v : x) total += v;\n  return total;";

/// Everything about a verdict, for the message of a failed test.
std::string story(const Verdict& verdict);

#define EXPECT_OUTCOME(verdict, wanted) \
  EXPECT_STREQ(name_of((verdict).outcome), name_of(wanted)) << story(verdict)

}  // namespace lab::test
