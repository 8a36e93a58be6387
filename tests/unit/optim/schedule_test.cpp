// Warm-up, plateau and both ways down: hand-worked values.
#include "engine/optim/schedule.h"

#include <gtest/gtest.h>

namespace lab::test {
namespace {

TEST(Cosine, RisesFallsAndStays) {
  const LrSchedule s{.peak = 1, .floor = 0.1, .warmup = 4, .total = 12};
  EXPECT_DOUBLE_EQ(s.at(0), 0.2);
  EXPECT_DOUBLE_EQ(s.at(3), 0.8);
  EXPECT_DOUBLE_EQ(s.at(4), 1);     // the peak
  EXPECT_DOUBLE_EQ(s.at(8), 0.55);  // half way: cos(pi / 2) = 0
  EXPECT_NEAR(s.at(6), 0.1 + 0.9 * 0.5 * (1 + 0.70710678118654752), 1e-12);
  EXPECT_GT(s.at(11), 0.1);
  EXPECT_DOUBLE_EQ(s.at(12), 0.1);
  EXPECT_DOUBLE_EQ(s.at(1'000'000), 0.1);
}

TEST(Cosine, NeverRisesAfterItsWarmUp) {
  const LrSchedule s{};
  for (i64 step = 1; step < 2100; ++step)
    EXPECT_EQ(s.at(step) > s.at(step - 1), step <= s.warmup) << step;
}

TEST(Cosine, DegenerateLengthsStayWithinItsBounds) {
  for (const i64 warmup : {0, 1, 5})
    for (const i64 total : {0, 1, 5, 6}) {
      const LrSchedule s{.peak = 1, .floor = 0.1, .warmup = warmup, .total = total};
      for (i64 step = 0; step < 10; ++step) {
        EXPECT_GT(s.at(step), 0) << warmup << ' ' << total << ' ' << step;
        EXPECT_LE(s.at(step), 1) << warmup << ' ' << total << ' ' << step;
      }
    }
}

TEST(WarmupStableDecay, StaysAtItsPeakAndFallsInAStraightLine) {
  const LrSchedule s{.peak = 1,
                     .floor = 0.2,
                     .warmup = 3,
                     .total = 20,
                     .decay = LrSchedule::Decay::linear,
                     .decay_share = 0.25};
  EXPECT_DOUBLE_EQ(s.at(0), 0.25);
  EXPECT_DOUBLE_EQ(s.at(2), 0.75);
  for (const i64 step : {3, 10, 15}) EXPECT_DOUBLE_EQ(s.at(step), 1) << step;
  EXPECT_DOUBLE_EQ(s.at(16), 1 - 0.8 / 5);
  EXPECT_DOUBLE_EQ(s.at(19), 1 - 0.8 * 4 / 5);
  EXPECT_DOUBLE_EQ(s.at(20), 0.2);
  EXPECT_DOUBLE_EQ(s.at(1'000'000), 0.2);
}

TEST(WarmupStableDecay, ShareOneFallsFromTheWarmUpOnAndShareZeroDropsAtTheEnd) {
  LrSchedule s{.peak = 1,
               .floor = 0,
               .warmup = 2,
               .total = 10,
               .decay = LrSchedule::Decay::linear,
               .decay_share = 1};
  EXPECT_DOUBLE_EQ(s.at(2), 1);
  EXPECT_DOUBLE_EQ(s.at(6), 0.5);
  s.decay_share = 0;
  EXPECT_DOUBLE_EQ(s.at(9), 1);
  EXPECT_DOUBLE_EQ(s.at(10), 0);
}

}  // namespace
}  // namespace lab::test
