// What a check says about a comparison that does not hold.
#include "engine/exercise/exercise_check.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <vector>

namespace lab {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

/// The failure of one comparison, with "the input" given; what "holds" means none.
CaseFailed failure_of(const std::function<void(ExerciseCheck&)>& compare) {
  ExerciseCheck check;
  check.given("the input");
  try {
    compare(check);
  } catch (const CaseFailed& failed) {
    EXPECT_TRUE(check.failure().has_value());
    EXPECT_EQ(check.failure()->what, failed.what);
    EXPECT_EQ(failed.input, "the input");
    EXPECT_EQ(check.comparisons(), 1);
    return failed;
  }
  EXPECT_FALSE(check.failure().has_value());
  return {.what = "holds"};
}

TEST(ExerciseCheck, TellsInputWhatWantedGotAndHint) {
  const CaseFailed failed =
      failure_of([](ExerciseCheck& check) { check.equal("the number of heads", 3, 4, 2); });
  EXPECT_EQ(failed.what, "the number of heads");
  EXPECT_EQ(failed.wanted, "4");
  EXPECT_EQ(failed.got, "3");
  EXPECT_EQ(failed.hint, 2);
}

TEST(ExerciseCheck, ToleranceIsRelativeAboveOneAndAbsoluteBelow) {
  const auto near = [](double got, double wanted) {
    return failure_of([=](ExerciseCheck& check) { check.near("x", got, wanted, 1e-3); }).what;
  };
  EXPECT_EQ(near(1000.9, 1000), "holds");
  EXPECT_EQ(near(1001.1, 1000), "x");
  EXPECT_EQ(near(0.0009, 0), "holds");
  EXPECT_EQ(near(0.0011, 0), "x");
  EXPECT_EQ(near(-1000.9, -1000), "holds");
}

TEST(ExerciseCheck, NanAndInfinityAreNearToNoFiniteNumber) {
  const auto near = [](double got, double wanted) {
    return failure_of([=](ExerciseCheck& check) { check.near("x", got, wanted, 1e30); }).what;
  };
  EXPECT_EQ(near(kNan, 0), "x");
  EXPECT_EQ(near(kInf, 0), "x");
  EXPECT_EQ(near(0, kInf), "x");
  EXPECT_EQ(near(kNan, kNan), "x");
  EXPECT_EQ(near(kInf, kInf), "holds");
  EXPECT_EQ(near(-kInf, kInf), "x");
}

TEST(ExerciseCheck, NamesTheFirstElementThatDiffersAndShowsItsNeighbours) {
  const std::vector<real> wanted = {1, 2, 3, 4, 5, 6, 7, 8};
  std::vector<real> got = wanted;
  got[5] = -6, got[7] = 0;
  const i64 dims[] = {2, 2, 2};
  const CaseFailed failed =
      failure_of([&](ExerciseCheck& check) { check.near("out", got, wanted, 1e-6, 1, dims); });
  EXPECT_EQ(failed.what, "out at [1, 0, 1]");
  EXPECT_EQ(failed.wanted, "6  in ..., 4, 5, [6], 7, 8");
  EXPECT_EQ(failed.got, "-6  in ..., 4, 5, [-6], 7, 0");
  const CaseFailed flat =
      failure_of([&](ExerciseCheck& check) { check.near("out", got, wanted, 1e-6); });
  EXPECT_EQ(flat.what, "out at [5]");
}

TEST(ExerciseCheck, AnotherSizeIsToldAsSuch) {
  const std::vector<real> wanted(6), got(5);
  const CaseFailed failed =
      failure_of([&](ExerciseCheck& check) { check.near("out", got, wanted, 1); });
  EXPECT_EQ(failed.wanted, "6 numbers");
  EXPECT_EQ(failed.got, "5 numbers");
}

TEST(ExerciseCheck, TellsNumbersApartThatDifferLate) {
  const CaseFailed failed =
      failure_of([](ExerciseCheck& check) { check.near("x", 0.12345678, 0.12345677, 1e-9); });
  EXPECT_EQ(failed.wanted, "0.12345677");
  EXPECT_EQ(failed.got, "0.12345678");
}

TEST(ExerciseCheck, WordsWhereThereAreNoNumbers) {
  const CaseFailed failed = failure_of(
      [](ExerciseCheck& check) { check.that("the order", false, "rising", "falling", 3); });
  EXPECT_EQ(failed.wanted, "rising");
  EXPECT_EQ(failed.got, "falling");
  EXPECT_EQ(failed.hint, 3);
  EXPECT_EQ(failure_of([](ExerciseCheck& check) { check.that("x", true, "", ""); }).what, "holds");
}

TEST(ExerciseCheck, AFailureThatSomebodySwallowsStillCounts) {
  ExerciseCheck check;
  try {
    check.equal("n", 1, 2);
  } catch (...) {
  }
  ASSERT_TRUE(check.failure().has_value());
  EXPECT_EQ(check.failure()->got, "1");
}

TEST(LabTodo, NamesItsExercise) {
  try {
    LAB_TODO("10.1");
  } catch (const NotDoneYet& error) {
    EXPECT_STREQ(error.exercise, "10.1");
    EXPECT_NE(std::string(error.what()).find("10.1"), std::string::npos);
  }
}

}  // namespace
}  // namespace lab
