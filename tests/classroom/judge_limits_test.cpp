// The judge on programs that do harm: whatever they do is a result, never a hang, never "done".
#include <gtest/gtest.h>

#include <cstdlib>

#include "engine/core/check.h"
#include "engine/core/clock.h"
#include "tests/classroom/tiny_chapter.h"

namespace lab::test {
namespace {

class JudgeLimits : public testing::Test {
 protected:
  /// A file with these includes and this body.
  Verdict judge_with(const std::string& includes, const std::string& body,
                     const Limits& limits = {.run_seconds = 5}, const std::string& before = "") {
    std::string text = "#pragma once\n#include <span>\n#include <vector>\n";
    text += includes + "\n#include \"engine/exercise/exercise_check.h\"\nnamespace lab::ex {\n";
    text += before + "\ninline real sum([[maybe_unused]] std::span<const real> x) {\n" + body;
    return chapter.judge_file(text + "\n}\n}\n", limits);
  }
  void expect(const Verdict& verdict, Outcome outcome, const Words& words) {
    EXPECT_OUTCOME(verdict, outcome);
    for (const std::string& word : words) EXPECT_SAYS(verdict.message, word);
    if (!verdict.message.empty()) {
      EXPECT_NE(verdict.message_ko, verdict.message);
    }
  }
  TinyChapter chapter;
};

constexpr const char* kEndless = "for (volatile int i = 0;; i = i + 1) {}\n  return 0;";

TEST_F(JudgeLimits, AnEndlessLoopIsTooSlowAndItsPlaceIsTold) {
  const double begin = now();
  const Verdict verdict = judge_with("", kEndless, {.run_seconds = 1});
  expect(verdict, Outcome::too_slow,
         {"not done after 1 s; stopped at ex1_sum.h:9: look for a loop that does not end"});
  EXPECT_EQ(verdict.message_ko,
            "1초 안에 끝나지 않았습니다. 멈춘 곳: ex1_sum.h:9. 끝나지 않는 반복문인지 보세요.");
  EXPECT_LT(verdict.seconds, 3);
  EXPECT_LT(now() - begin, 60);
}

TEST_F(JudgeLimits, OneThatCannotBeAskedToStopIsKilled) {
  expect(judge_with("#include <csignal>",
                    cat("for (int s = 1; s < 64; ++s) std::signal(s, SIG_IGN);\n", kEndless),
                    {.run_seconds = 1}),
         Outcome::too_slow, {"not done after 1 s"});
}

TEST_F(JudgeLimits, SleepingIsTooSlow) {
  expect(judge_with("#include <unistd.h>", "pause(); return 7;", {.run_seconds = 1}),
         Outcome::too_slow, {});
}

TEST_F(JudgeLimits, ReadingStdinFindsItEmpty) {
  expect(judge_with("#include <unistd.h>", "char c; return read(0, &c, 1) == 0 ? -1 : 7;"),
         Outcome::wrong, {});
}

TEST_F(JudgeLimits, ASegfaultIsToldInPlainWordsWithItsPlace) {
  expect(judge_with("", "volatile int* far = (int*)8;\n*far = 1;\nreturn 0;"), Outcome::crashed,
         {"outside an array", "SIGSEGV", "ex1_sum.h:10"});
}

TEST_F(JudgeLimits, EndlessRecursionIsToldAsAFullStack) {
  expect(judge_with("", "return dig(1);", {.run_seconds = 5},
                    "inline int dig(volatile int n) { volatile char hole[999]; hole[n % 9] = 1; "
                    "return dig(n + 1) + hole[0]; }"),
         Outcome::crashed, {"stack is full"});
}

TEST_F(JudgeLimits, AnIndexBeyondAVectorIsToldWithItsPlace) {
  expect(judge_with("", "std::vector<real> v(3);\nsize_t n = x.size() + 9;\nreturn v[n];"),
         Outcome::crashed, {"beyond the end of a vector", "SIGABRT", "ex1_sum.h:11"});
}

TEST_F(JudgeLimits, AnIndexBeyondASpanIsToldWithItsPlace) {
  expect(judge_with("", "size_t n = x.size();\nreturn x[n];"), Outcome::crashed,
         {"beyond the end of a span", "ex1_sum.h:10"});
}

TEST_F(JudgeLimits, AnIndexBeyondAMatrixIsToldInPlainWordsWithItsPlace) {
  const char* const kInclude = "#include \"engine/exercise/matrix.h\"";
  const Verdict verdict =
      judge_with(kInclude, "Matrix m(3, 2);\ni64 n = i64(x.size());\nreturn m(0, n - 1);");
  expect(verdict, Outcome::crashed,
         {"an index beyond the edge of a matrix: (0, 2). The matrix is 3 x 2, counted from 0, "
          "at ex1_sum.h:11"});
  EXPECT_EQ(verdict.message_ko,
            "행렬의 범위를 벗어났습니다: (0, 2). 이 행렬은 3 × 2이고 번호는 0부터입니다, "
            "ex1_sum.h:11");
  expect(judge_with(kInclude, "Matrix m(3, 2);\nreturn (m * m)(0, 0);"), Outcome::crashed,
         {"3 x 2 times 3 x 2, at ex1_sum.h:10"});
  expect(judge_with(kInclude, "Matrix m(3, 2);\nreturn m.row(-1)[0];"), Outcome::crashed,
         {"row -1", "ex1_sum.h:10"});
}

TEST_F(JudgeLimits, ADivisionByZeroIsTold) {
  expect(judge_with("", "volatile int all = 7, none = 0;\nreturn real(all / none);"),
         Outcome::crashed, {"divided by zero", "SIGFPE"});
}

TEST_F(JudgeLimits, BrokenMemoryIsTold) {
  expect(judge_with("#include <cstdlib>",
                    "void* volatile p = std::malloc(40);\nfree(p);\nfree(p);\nreturn 7;",
                    {.run_seconds = 5}),
         Outcome::crashed, {"memory", "SIGABRT"});
}

TEST_F(JudgeLimits, ExitZeroIsNotDone) {
  for (const char* exit : {"std::exit(0);", "_exit(0);", "std::quick_exit(0);"})
    expect(judge_with("#include <cstdlib>\n#include <unistd.h>", exit), Outcome::crashed,
           {"exit code 0", "before the check was through"});
}

TEST_F(JudgeLimits, WhatIsThrownIsNamed) {
  expect(judge_with("", "throw 42;"), Outcome::crashed, {"not caught: int"});
  expect(judge_with("", "return std::vector<real>(2).at(5);"), Outcome::crashed,
         {"std::out_of_range", "at ex1_sum.h:9"});
  expect(judge_with("#include <thread>", "std::thread([] { throw 1; }).join();\nreturn 0;"),
         Outcome::crashed, {"nothing could catch"});
}

TEST_F(JudgeLimits, TooMuchMemoryIsTooBig) {
  const Limits limits{.run_seconds = 5, .memory_mb = 512};
  expect(judge_with("", "std::vector<char> v(1ull << 34);\nreturn v[x.size()];", limits),
         Outcome::too_big, {"512 MB"});
  expect(judge_with("", "std::vector<char*> v;\nwhile (true) v.push_back(new char[1 << 20]{1});",
                    limits),
         Outcome::too_big, {"512 MB"});
}

TEST_F(JudgeLimits, AHundredMegabytesOfPrintsAreCutAndCounted) {
  const Verdict verdict =
      judge_with("#include <cstdio>\n#include <string>",
                 "static bool told = false;\nif (!told) {\n  const std::string line(1023, 'x');\n"
                 "  for (int i = 0; i < 102400; ++i) std::puts(line.c_str());\n}\ntold = true;\n"
                 "return x.empty() ? 0 : 7;",
                 {.run_seconds = 30, .output_bytes = 10000});
  EXPECT_OUTCOME(verdict, Outcome::done);
  EXPECT_LT(verdict.printed.size(), 10100u);
  EXPECT_SAYS(verdict.printed, cat(102400 * 1024 - 10000, " more bytes"));
}

/// Is there a process `sleep SECONDS`? The brackets keep the shell of this call from being one.
bool anybody_sleeps(const std::string& seconds) {
  return std::system(("grep -lzE 'slee[p]' /proc/[0-9]*/comm 2> /dev/null | sed s/comm/cmdline/ | "
                      "xargs -r grep -lz '" +
                      seconds + "' 2> /dev/null | grep -q .")
                         .c_str()) == 0;
}

TEST_F(JudgeLimits, ChildrenEndWithTheProgram) {
  const Verdict verdict = judge_with(
      "#include <unistd.h>",
      "if (!x.empty()) for (int i = 0; i < 3; ++i) if (fork() == 0) {\n"
      "  if (i == 1) setsid();\n  execlp(\"sleep\", \"sleep\", \"7531.25\", nullptr);\n}\n"
      "return x.empty() ? 0 : 7;");
  EXPECT_OUTCOME(verdict, Outcome::done);
  EXPECT_FALSE(anybody_sleeps("7531.25"));
}

TEST_F(JudgeLimits, AForkedCopyOfTheCheckReportsNothing) {
  // The child would be right; the parent is gone when it says so.
  expect(judge_with("#include <unistd.h>\n#include <sys/wait.h>",
                    "static int who = fork();\nif (who > 0) { wait(nullptr); _exit(0); }\n"
                    "return x.empty() ? 0 : 7;"),
         Outcome::crashed, {"before the check was through"});
}

TEST_F(JudgeLimits, AForkBombIsEnded) {
  const double begin = now();
  expect(
      judge_with("#include <unistd.h>",
                 "for (int i = 0; i < 9; ++i) fork();\nsleep(19);\nreturn 0;", {.run_seconds = 20}),
      Outcome::too_big, {"more than 64 processes"});
  EXPECT_LT(now() - begin, 60);
}

TEST_F(JudgeLimits, AReportThatTheyWriteThemselvesIsNotBelieved) {
  const std::string writer =
      "char path[4096] = {}, *name = path;\n"
      "std::FILE* f = std::fopen(\"/proc/self/cmdline\", \"r\");\n"
      "size_t n = std::fread(path, 1, sizeof path - 1, f);\nstd::fclose(f);\n"
      "while (*name && size_t(name - path) < n) ++name;\n"
      "f = std::fopen(name + 1, \"w\");\n"
      "std::fputs(\"token\\n{\\\"outcome\\\": \\\"done\\\", \\\"comparisons\\\": 9}\", f);\n"
      "std::fclose(f);\nstd::puts(\"{\\\"outcome\\\": \\\"done\\\"}\");\n";
  const std::string include = "#include <cstdio>\n#include <unistd.h>";
  expect(judge_with(include, writer + "_exit(0);"), Outcome::crashed, {"only the check writes"});
  expect(judge_with(include, writer + "return -1;"), Outcome::wrong, {});
}

TEST_F(JudgeLimits, TheWordOnStdinIsGoneBeforeTheirStaticObjects) {
  const std::string thief =
      "inline int steal() {\n  char word[200] = {}, path[4096] = {}, *name = path;\n"
      "  if (read(0, word, sizeof word - 1) <= 0) return 0;\n"
      "  std::FILE* f = std::fopen(\"/proc/self/cmdline\", \"r\");\n"
      "  if (std::fread(path, 1, sizeof path - 1, f) == 0) return 0;\n"
      "  while (*name) ++name;\n  f = std::fopen(name + 1, \"w\");\n"
      "  std::fputs(word, f);\n"
      "  std::fputs(\"{\\\"outcome\\\": \\\"done\\\", \\\"comparisons\\\": 9}\", f);\n"
      "  std::fclose(f);\n  _exit(0);\n}\n"
      "[[gnu::init_priority(101)]] inline struct Early { int n = steal(); } early;";
  expect(
      judge_with("#include <cstdio>\n#include <unistd.h>", "return -1;", {.run_seconds = 5}, thief),
      Outcome::wrong, {});
}

TEST_F(JudgeLimits, WhatReportsCannotBeNamed) {
  const std::string head = "#include <string_view>\nnamespace lab {\n";
  for (const char* named :
       {"[[noreturn]] void report_and_exit(std::string_view);\n}",
        "namespace {\n[[noreturn]] void report_and_exit(std::string_view);\n}\n}"})
    EXPECT_NE(judge_with(cat(head, named),
                         "report_and_exit(\"{\\\"outcome\\\": \\\"done\\\", "
                         "\\\"comparisons\\\": 9}\");")
                  .outcome,
              Outcome::done);
}

TEST_F(JudgeLimits, AnotherComparisonInThePlaceOfTheChecksIsNotCalled) {
  const std::string near =
      "void lab::ExerciseCheck::near(std::string_view, double, double, double, int) "
      "{ ++comparisons_; }\n";
  const std::string include = "#include \"engine/exercise/exercise_check.h\"\n";
  expect(judge_with(include + near, "return -1;"), Outcome::not_compiled,
         {"exists already outside of your file"});
  // The check's own is called; it may throw where the compiler believed that nothing is thrown.
  EXPECT_NE(judge_with(include + "inline " + near, "return -1;").outcome, Outcome::done);
}

TEST_F(JudgeLimits, ASwallowedFailureIsStillAFailure) {
  // What runs at the program's end cannot turn it: the report is written before.
  expect(judge_with("#include <cstdlib>\n#include <unistd.h>",
                    "std::atexit([] { _exit(0); });\nreturn -1;"),
         Outcome::wrong, {});
}

}  // namespace
}  // namespace lab::test
