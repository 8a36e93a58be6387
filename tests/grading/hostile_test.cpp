// Hand-ins that mean harm, graded by the real judge: each gets a verdict that is not "done", or a
// note to read its code, and everybody else is graded as if it were not there.
#include <gmock/gmock.h>

#include "app/classroom/grade.h"
#include "tests/grading/attacker.h"

namespace lab::test {
namespace {

namespace fs = std::filesystem;
using testing::AnyOf;
using testing::Contains;
using testing::Eq;
using testing::HasSubstr;
using testing::Not;

fs::path chapter_of_lab() { return fs::path(LAB_SOURCE_DIR) / "chapters" / "10_gpt"; }

std::string solution() {
  const std::string file = (chapter_of_lab() / "solutions" / "ex1_scores.h").string();
  return file_exists(file) ? read_file(file) : "";
}

#define NEEDS_THE_SOLUTIONS()                                                    \
  if (solution().empty()) {                                                      \
    GTEST_SKIP() << "this lab was packed for a class: the solutions are hidden"; \
  }                                                                              \
  static_assert(true)

/// Exercise 10.1 with `body` in the function and `above` before it.
std::string exercise(const std::string& body, const std::string& above = "") {
  return cat(R"(#pragma once
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>
#include "engine/exercise/exercise_check.h"
#include "engine/exercise/matrix.h"
)",
             above, R"(
namespace lab::ex {
inline Matrix attention_weights(const Matrix& q, const Matrix& k) { )",
             body, " return Matrix(q.rows(), k.rows()); }\n}\n");
}

/// The verdict of the real judge on a code, in the sandbox, with little patience.
class Judged : public testing::Test {
 protected:
  Graded graded(const std::string& code) {
    HandIn hand_in{.name = "Ana", .chapter = "10"};
    hand_in.exercises.push_back(
        {.claimed = {.exercise = "10.1", .outcome = Outcome::done}, .code = code});
    folder.write("a.json", hand_in_text(hand_in));
    GradeRequest request{.files = {folder.file("a.json")}};
    request.limits = {.run_seconds = 3, .compile_seconds = 15, .memory_mb = 1024};
    const std::vector<Graded> all = grade(request);
    EXPECT_EQ(all[0].error, "");
    return all[0];
  }
  Verdict verdict(const std::string& code) {
    Graded one = graded(code);
    return one.exercises.empty() ? Verdict{} : one.exercises[0].verified;
  }
  Folder folder;
};

TEST_F(Judged, IsDoneWhenItIs) {
  NEEDS_A_SANDBOX();
  NEEDS_THE_SOLUTIONS();
  const Graded one = graded(solution());
  ASSERT_EQ(one.exercises.size(), 5U);
  EXPECT_EQ(one.exercises[0].verified.outcome, Outcome::done) << one.exercises[0].verified.message;
  EXPECT_EQ(one.exercises[1].verified.outcome, Outcome::missing);
  EXPECT_THAT(one.notes, Contains("10.1: the same code as the lab's solution"));
}

TEST_F(Judged, IsToldWhatIsWrong) {
  NEEDS_A_SANDBOX();
  const Verdict wrong = verdict(exercise(""));
  EXPECT_EQ(wrong.outcome, Outcome::wrong) << wrong.message;
  EXPECT_NE(wrong.wanted, "");
  EXPECT_EQ(verdict(exercise("LAB_TODO(\"10.1\");")).outcome, Outcome::not_begun);
}

TEST_F(Judged, IsNotDoneByPrintingThatItIs) {
  NEEDS_A_SANDBOX();
  const std::string say =
      R"(for (const char* f : {"/dev/stdout", "report", "report.json", "/tmp/report"})
    std::ofstream(f) << "{\"outcome\": \"done\", \"comparisons\": 99}\n" << std::flush;
    std::puts("{\"outcome\": \"done\", \"comparisons\": 99}"); std::fflush(stdout); _exit(0);)";
  EXPECT_NE(verdict(exercise(say)).outcome, Outcome::done);
  EXPECT_NE(
      verdict(exercise("", cat("static const int before_main = [] { ", say, " return 0; }();")))
          .outcome,
      Outcome::done);
}

TEST_F(Judged, EndsInTimeWhateverItDoes) {
  NEEDS_A_SANDBOX();
  EXPECT_EQ(verdict(exercise("for (;;) sleep(1);")).outcome, Outcome::too_slow);
  EXPECT_NE(verdict(exercise("for (;;) fork();")).outcome, Outcome::done);
  EXPECT_THAT(
      verdict(exercise("std::vector<std::vector<char>> v; for (;;) v.emplace_back(1 << 24, 'x');"))
          .outcome,
      AnyOf(Outcome::too_big, Outcome::crashed));
}

TEST_F(Judged, SpeaksOnlyToItself) {
  NEEDS_A_SANDBOX();
  EXPECT_NE(verdict(exercise(cat("kill(", getpid(),
                                 ", SIGKILL); kill(getppid(), SIGKILL); "
                                 "kill(-1, SIGKILL);")))
                .outcome,
            Outcome::done);
  folder.write("secret.txt", "the teacher's");
  const Verdict read =
      verdict(exercise(cat("std::ifstream in(\"", folder.file("secret.txt"),
                           "\"); std::string s; std::getline(in, s); fail(\"<\", s, \">\");")));
  EXPECT_THAT(read.message, Not(HasSubstr("the teacher's")));
  EXPECT_NE(read.outcome, Outcome::done);
}

TEST_F(Judged, IncludesNothingFromOutside) {
  NEEDS_A_SANDBOX();
  folder.write("secret.h", "#error the teacher's\n");
  for (const std::string& file : {folder.file("secret.h"), std::string("/etc/passwd"),
                                  std::string("chapters/10_gpt/solutions/ex1_scores.h"),
                                  std::string("../solutions/ex1_scores.h"),
                                  (chapter_of_lab() / "solutions" / "ex1_scores.h").string()}) {
    const Verdict refused = verdict(cat("#include \"", file, "\"\n"));
    EXPECT_EQ(refused.outcome, Outcome::not_compiled) << file;
    EXPECT_THAT(refused.message, Not(HasSubstr("the teacher's")));
    EXPECT_THAT(refused.message, Not(HasSubstr("root:")));
  }
}

TEST_F(Judged, DoesNotHoldTheCompilerForEver) {
  NEEDS_A_SANDBOX();
  const std::string bomb = R"(
template <int n, int m> struct Bomb { static constexpr long value = Bomb<n - 1, m>::value + Bomb<n - 1, m + (1 << n)>::value; };
template <int m> struct Bomb<0, m> { static constexpr long value = m; };
static_assert(Bomb<26, 0>::value != 1);)";
  EXPECT_EQ(verdict(exercise("", bomb)).outcome, Outcome::not_compiled);
}

TEST_F(Judged, IsNamedForReadingWhenItForgesTheReport) {
  NEEDS_A_SANDBOX();
  const Graded forged = graded(
      exercise("lab::report_and_exit(\"{\\\"outcome\\\": \\\"done\\\", \\\"comparisons\\\": 9}\");",
               "#include <string_view>\nnamespace lab { [[noreturn]] void "
               "report_and_exit(std::string_view); }"));
  if (forged.done() > 0) {
    EXPECT_THAT(forged.notes, Contains(HasSubstr("report_and_exit")));
  }
}

}  // namespace
}  // namespace lab::test
