#include "app/bench/measure.h"

#include <gtest/gtest.h>
#include <sched.h>

#include <thread>

#include "engine/core/check.h"
#include "engine/core/clock.h"
#include "engine/core/threads.h"

namespace lab {
namespace {

void wait(double seconds) {
  for (const double began = now(); now() - began < seconds;) {
  }
}

TEST(Measure, ASummaryNamesMedianFastestAndTenth) {
  const Timing even = summarise({4, 1, 3, 2});
  EXPECT_EQ(even.median, 2.5);
  EXPECT_EQ(even.min, 1);
  EXPECT_EQ(even.n, 4);
  std::vector<double> many;
  for (int i = 19; i >= 1; --i) many.push_back(i);
  const Timing odd = summarise(many);
  EXPECT_EQ(odd.median, 10);
  EXPECT_EQ(odd.p10, 2) << "one of 19 is faster";
  EXPECT_EQ(summarise({7}).median, 7);
  EXPECT_EQ(summarise({7}).p10, 7);
}

TEST(Measure, WarmsUpAndRepeatsAtLeastFiveTimes) {
  int calls = 0;
  const Timing t = measure({.run = [&] { ++calls, wait(2e-3); }}, 1e-6);
  EXPECT_GE(t.n, 5);
  EXPECT_GE(calls, t.n + 2) << "the first ones do not count";
  EXPECT_GE(t.min, 2e-3);
}

TEST(Measure, ShortWorkIsTimedInGroups) {
  i64 calls = 0;
  const Timing t = measure({.run = [&] { ++calls, wait(1e-6); }}, 0.05);
  EXPECT_GE(t.min, 0.9e-6) << "seconds are of one repetition, not of the group";
  EXPECT_LT(t.min, 20e-6);
  EXPECT_GT(calls, 5 * t.n);
}

TEST(Measure, PreparationIsNotTimed) {
  int prepared = 0, calls = 0;
  const Timing t =
      measure({.run = [&] { ++calls; }, .prepare = [&] { ++prepared, wait(2e-3); }}, 0.02);
  EXPECT_EQ(prepared, calls) << "once before each";
  EXPECT_LT(t.min, 1e-3);
}

/// Bound to the last core, where the first endless loop runs too.
TEST(Measure, BesideABusyCoreItsShareIsLost) {
  cpu_set_t allowed, last;
  ASSERT_EQ(sched_getaffinity(0, sizeof allowed, &allowed), 0);
  CPU_ZERO(&last);
  for (int core = CPU_SETSIZE - 1; core >= 0 && !CPU_COUNT(&last); --core)
    if (CPU_ISSET(core, &allowed)) CPU_SET(core, &last);
  Contest contest;
  std::thread bound([&] {
    sched_setaffinity(0, sizeof last, &last);
    contest = measure_beside({.run =
                                  [] {
                                    volatile u32 sum = 0;
                                    for (u32 i = 0; i < 20'000'000; ++i) sum = sum + i;
                                  }},
                             1, 0.5);
  });
  bound.join();
  EXPECT_GT(contest.slowdown, 1.2);
  EXPECT_LE(contest.slowdown_min, contest.slowdown);
  EXPECT_GE(contest.slowdown_max, contest.slowdown);
  EXPECT_GT(contest.busy.median, contest.quiet.median);
}

TEST(Measure, NoMoreLoopsThanCores) {
  const Work nothing{.run = [] {}};
  EXPECT_THROW(measure_beside(nothing, 0, 0.01), UsageError);
  EXPECT_THROW(measure_beside(nothing, available_cores() + 1, 0.01), UsageError);
}

}  // namespace
}  // namespace lab
