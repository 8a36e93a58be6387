#include "tests/classroom/tiny_chapter.h"

#include <cstdlib>

#include "engine/core/check.h"

namespace lab::test {
namespace {

constexpr const char* kTable = R"json([
 {"id": "10.1", "file": "ex1_sum", "stars": 1, "section": "1",
  "title": {"en": "the sum of numbers", "ko": "수의 합"},
  "task": {"en": "Add them up.", "ko": "모두 더하세요."},
  "hints": [{"en": "Begin with nothing.", "ko": "0에서 시작하세요."},
            {"en": "A loop.", "ko": "반복문을 쓰세요."},
            {"en": "total += v", "ko": "total += v"}],
  "signature": "inline real sum(std::span<const real> x)"
},
 {"id": "10.2", "file": "ex2_two", "stars": 3, "section": "2",
  "title": {"en": "two", "ko": "둘"}, "task": {"en": "Say two.", "ko": "2를 돌려주세요."},
  "hints": [{"en": "a", "ko": "가"}, {"en": "b", "ko": "나"}, {"en": "c", "ko": "다"}]}
])json";

constexpr const char* kSumCheck = R"(#include "ex1_sum.h"

#include <vector>

namespace lab {

void check_exercise(ExerciseCheck& check) {
  const std::vector<real> x = {1, 2, 4};
  check.given("x = 1, 2, 4");
  check.near("the sum", double(ex::sum(x)), 7, 1e-6, 2);
  check.given("no numbers");
  check.near("the sum", double(ex::sum({})), 0, 1e-6);
}

}  // namespace lab
)";

constexpr const char* kTwoCheck = R"(#include "ex2_two.h"

namespace lab {

void check_exercise(ExerciseCheck& check) { check.equal("two", ex::two(), 2); }

}  // namespace lab
)";

constexpr const char* kHead = R"(#pragma once
#include <span>

#include "engine/exercise/exercise_check.h"

namespace lab::ex {

)";

std::string two_with(const char* body) {
  return cat(kHead, "inline i64 two() {\n  ", body, "\n}\n\n}  // namespace lab::ex\n");
}

std::string sum_with(const std::string& body) {
  return cat(kHead, "inline real sum(std::span<const real> x) {\n  ", body,
             "\n}\n\n}  // namespace lab::ex\n");
}

}  // namespace

TinyChapter::TinyChapter() {
  room.write("chapters/10_gpt/exercises/exercises.json", kTable);
  room.write("chapters/10_gpt/check/ex1_sum.cpp", kSumCheck);
  room.write("chapters/10_gpt/check/ex2_two.cpp", kTwoCheck);
  room.write("chapters/10_gpt/solutions/ex1_sum.h", sum_with(kRightSum));
  room.write("chapters/10_gpt/solutions/ex2_two.h", two_with("return 2;"));
  room.write("chapters/10_gpt/exercises/ex2_two.h", two_with("LAB_TODO(\"10.2\");"));
  write_sum("LAB_TODO(\"10.1\");");
  const Start own = start();
  for (const auto& [name, value] : own.environment) setenv(name.c_str(), value.c_str(), 1);
}

TinyChapter::~TinyChapter() {
  const Start own = start();
  for (const auto& [name, value] : own.environment) unsetenv(name.c_str());
}

Start TinyChapter::start() const {
  return {
      .environment = {{"LAB_CHAPTERS", room.path("chapters")}, {"LAB_HOME", room.path("home")}}};
}

void TinyChapter::write_sum(const std::string& body) const { write_file(sum_with(body)); }

void TinyChapter::write_file(const std::string& text) const {
  room.write("chapters/10_gpt/exercises/ex1_sum.h", text);
}

Verdict TinyChapter::judge_sum(const std::string& body, const Limits& limits) const {
  return judge_file(sum_with(body), limits);
}

Verdict TinyChapter::judge_file(const std::string& text, const Limits& limits) const {
  write_file(text);
  return judge(find_exercise("10.1"), folder() / "exercises", limits);
}

std::string story(const Verdict& verdict) {
  return cat(verdict.exercise, ": ", name_of(verdict.outcome), "\ninput ", verdict.input, "\nwhat ",
             verdict.what, "\nwanted ", verdict.wanted, "\ngot ", verdict.got, "\nhint ",
             verdict.hint, "\nmessage ", verdict.message, "\nprinted ",
             verdict.printed.substr(0, 2000), "\nseconds ", verdict.seconds, "\n");
}

}  // namespace lab::test
