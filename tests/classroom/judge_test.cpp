// The judge on files as learners write them: right, wrong, unfinished, not C++.
#include <gtest/gtest.h>

#include "engine/core/check.h"
#include "tests/classroom/tiny_chapter.h"

namespace lab::test {
namespace {

class Judge : public testing::Test {
 protected:
  /// The file that the compiler refuses must be told with these words, and in Korean too.
  void expect_refused(const Verdict& verdict, const Words& words) {
    EXPECT_OUTCOME(verdict, Outcome::not_compiled);
    for (const std::string& word : words) EXPECT_SAYS(verdict.message, word);
    EXPECT_NE(verdict.message_ko, verdict.message);
    EXPECT_EQ(verdict.message.find("/tmp"), std::string::npos) << verdict.message;
  }
  TinyChapter chapter;
};

TEST_F(Judge, RightIsDone) { EXPECT_OUTCOME(chapter.judge_sum(kRightSum), Outcome::done); }

TEST_F(Judge, TheStubIsNotBegun) {
  EXPECT_OUTCOME(chapter.judge_sum("LAB_TODO(\"10.1\");"), Outcome::not_begun);
}

TEST_F(Judge, WrongIsToldWithInputWantedGotAndHint) {
  const Verdict verdict = chapter.judge_sum("return x.empty() ? 0 : x[0];");
  EXPECT_OUTCOME(verdict, Outcome::wrong);
  EXPECT_EQ(verdict.input, "x = 1, 2, 4");
  EXPECT_EQ(verdict.what, "the sum");
  EXPECT_EQ(verdict.wanted, "7");
  EXPECT_EQ(verdict.got, "1");
  EXPECT_EQ(verdict.hint, 2);
}

TEST_F(Judge, JudgesTheFolderThatItIsGiven) {
  const Exercise exercise = find_exercise("10.1");
  chapter.write_sum("return 0;");
  EXPECT_OUTCOME(judge(exercise, chapter.folder() / "solutions"), Outcome::done);
  EXPECT_OUTCOME(judge(exercise, chapter.folder() / "exercises"), Outcome::wrong);
  EXPECT_OUTCOME(judge(exercise, (chapter.folder() / "exercises").string() + "/"), Outcome::wrong);
}

TEST_F(Judge, AMissingFileIsMissing) {
  const Verdict verdict = judge(find_exercise("10.1"), chapter.room.path("home"));
  EXPECT_OUTCOME(verdict, Outcome::missing);
  EXPECT_SAYS(verdict.message, "ex1_sum.h");
}

TEST_F(Judge, OneBrokenFileDoesNotHideTheOthers) {
  chapter.write_sum("return 3 3;");
  EXPECT_OUTCOME(judge(find_exercise("10.1"), chapter.folder() / "exercises"),
                 Outcome::not_compiled);
  EXPECT_OUTCOME(judge(find_exercise("10.2"), chapter.folder() / "exercises"), Outcome::not_begun);
}

TEST_F(Judge, WhatIsPrintedIsKeptInOrder) {
  const Verdict verdict = chapter.judge_file(
      "#pragma once\n#include <cstdio>\n#include <iostream>\n#include <span>\n"
      "#include \"engine/exercise/exercise_check.h\"\nnamespace lab::ex {\n"
      "inline real sum(std::span<const real> x) {\n  std::printf(\"n %zu\\n\", x.size());\n"
      "  std::cout << \"here\" << std::endl;\n  std::cerr << \"there\\n\";\n  real t = 0;\n"
      "  for (real v : x) t += v;\n  return t;\n}\n}\n");
  EXPECT_OUTCOME(verdict, Outcome::done);
  EXPECT_EQ(verdict.printed, "n 3\nhere\nthere\nn 0\nhere\nthere\n");
}

TEST_F(Judge, AMissingSemicolonIsToldFirstInPlainWords) {
  const Verdict verdict = chapter.judge_sum("real total = 0\n  return total;");
  expect_refused(verdict, {"ex1_sum.h:9: a semicolon is missing at the end", "real total = 0;\n"});
  EXPECT_SAYS(verdict.message_ko, "ex1_sum.h:9: 이 줄 끝에 세미콜론(;)이 빠졌습니다");
}

TEST_F(Judge, WhatFollowsFromAMissingSemicolonIsNotTold) {
  const Verdict verdict = chapter.judge_sum(
      "real t = 0  // begins\n\n  i64 n = 1, m = 2;\n"
      "  return t + real(n + m);");
  expect_refused(verdict, {"ex1_sum.h:9: a semicolon is missing at the end"});
  EXPECT_EQ(verdict.message.find("ex1_sum.h:11"), std::string::npos) << verdict.message;
}

TEST_F(Judge, AnUnknownNameIsTold) {
  expect_refused(chapter.judge_sum("return totl;"),
                 {"ex1_sum.h:9: nobody knows this name", "'totl'"});
}

TEST_F(Judge, AMissingIncludeIsTold) {
  expect_refused(chapter.judge_sum("std::map<i64, real> seen;\n  return seen[i64(x.size())];"),
                 {"#include that is missing", "<map>"});
}

TEST_F(Judge, AFunctionWithoutReturnIsRefusedNotRun) {
  expect_refused(chapter.judge_sum("real total = 0;\n  for (real v : x) total += v;"),
                 {"returns nothing"});
}

TEST_F(Judge, AConstThatIsWrittenIsTold) {
  expect_refused(chapter.judge_sum("x[0] = 1;\n  return 0;"), {"ex1_sum.h:9: ", "const"});
}

TEST_F(Judge, AnErrorInsideTheLibraryIsToldWhereItWasAskedFor) {
  const Verdict verdict = chapter.judge_file(
      "#pragma once\n#include <algorithm>\n#include <span>\n#include <vector>\n"
      "#include \"engine/exercise/exercise_check.h\"\nnamespace lab::ex {\nstruct Odd {};\n"
      "inline real sum(std::span<const real> x) {\n  std::vector<Odd> odd(3);\n"
      "  std::sort(odd.begin(), odd.end());\n  return real(x.size());\n}\n}\n");
  expect_refused(verdict, {"ex1_sum.h:10: "});
}

TEST_F(Judge, AnUnclosedBraceIsTold) {
  expect_refused(chapter.judge_file("#pragma once\n#include <span>\n"
                                    "#include \"engine/exercise/exercise_check.h\"\n"
                                    "namespace lab::ex {\n"
                                    "inline real sum(std::span<const real> x) {\n"
                                    "  for (real v : x) {\n    return v;\n  return 0;\n}\n"),
                 {"brace is opened and never closed"});
}

TEST_F(Judge, AnotherSignatureIsToldWithTheOneThatIsWanted) {
  const char* const kFile =
      "#pragma once\n#include <vector>\n#include \"engine/exercise/exercise_check.h\"\n"
      "namespace lab::ex {\ninline real sum(std::vector<double>* x) { return x->size(); }\n}\n";
  const Verdict verdict = chapter.judge_file(kFile);
  expect_refused(verdict,
                 {"the check cannot call", "wanted: inline real sum(std::span<const real> x)"});
}

TEST_F(Judge, ANameThatWasChangedIsToldWithTheOneThatIsWanted) {
  const char* const kFile =
      "#pragma once\n#include <span>\n#include \"engine/exercise/exercise_check.h\"\n"
      "namespace lab::ex {\ninline real sum_up(std::span<const real> x) { return x[0]; }\n}\n";
  expect_refused(chapter.judge_file(kFile), {"wanted: inline real sum("});
}

TEST_F(Judge, AFunctionThatIsOnlyPromisedIsTold) {
  expect_refused(chapter.judge_file("#pragma once\n#include <span>\n"
                                    "#include \"engine/exercise/exercise_check.h\"\n"
                                    "namespace lab::ex {\nreal sum(std::span<const real> x);\n}\n"),
                 {"promised but never written", "lab::ex::sum"});
}

TEST_F(Judge, AMainOfTheirOwnIsTold) {
  chapter.write_sum(kRightSum);
  const std::string whole = chapter.room.read("chapters/10_gpt/exercises/ex1_sum.h");
  expect_refused(chapter.judge_file(whole + "int main() {}\n"), {"main"});
}

TEST_F(Judge, WhatTheLinkerRefusesIsTheirsIfTheAuthorsFileIsTaken) {
  const Verdict verdict = chapter.judge_file(
      "#pragma once\n#include <span>\n#include \"engine/exercise/exercise_check.h\"\n"
      "extern \"C\" __thread int optind;\nnamespace lab::ex {\n"
      "inline real sum(std::span<const real> x) { return real(x.size()) + real(optind); }\n}\n");
  expect_refused(verdict, {"does not go together with the check", "optind"});
}

TEST_F(Judge, WhatTheAssemblerRefusesIsTheirs) {
  expect_refused(chapter.judge_sum("asm(\"no such instruction\");\n  return 0;"),
                 {"does not go together with the check"});
}

TEST_F(Judge, ANameThatTheCheckHasTooIsTheirs) {
  chapter.room.write("chapters/10_gpt/check/ex1_sum.cpp",
                     "#include \"ex1_sum.h\"\nnamespace lab {\nint helper() { return 7; }\n"
                     "void check_exercise(ExerciseCheck& c) { c.equal(\"n\", helper(), 7); }\n}\n");
  chapter.write_sum(kRightSum);
  const std::string whole = chapter.room.read("chapters/10_gpt/exercises/ex1_sum.h");
  expect_refused(
      chapter.judge_file(whole + "namespace lab { inline double helper() { return 9; } }\n"),
      {"does not go together with the check"});
}

TEST_F(Judge, ABrokenCheckIsTheLabsMistakeNotTheirs) {
  chapter.room.write("chapters/10_gpt/check/ex1_sum.cpp", "#include \"ex1_sum.h\"\nnonsense\n");
  EXPECT_THROW(chapter.judge_sum(kRightSum), Error);
  chapter.room.write("chapters/10_gpt/check/ex1_sum.cpp",
                     "#include \"ex1_sum.h\"\nvoid lab::check_exercise(ExerciseCheck&) {}\n");
  EXPECT_THROW(chapter.judge_sum(kRightSum), Error);  // compares nothing
}

}  // namespace
}  // namespace lab::test
