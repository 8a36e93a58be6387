// Warm-up and half a cosine: hand-worked values.
#include <gtest/gtest.h>

#include "engine/optim/adamw.h"

namespace lab::test {
namespace {

TEST(CosineSchedule, RisesFallsAndStays) {
  const CosineSchedule s{.peak = 1, .floor = 0.1, .warmup = 4, .total = 12};
  EXPECT_DOUBLE_EQ(s.at(0), 0.2);
  EXPECT_DOUBLE_EQ(s.at(3), 0.8);
  EXPECT_DOUBLE_EQ(s.at(4), 1);     // the peak
  EXPECT_DOUBLE_EQ(s.at(8), 0.55);  // half way: cos(pi / 2) = 0
  EXPECT_NEAR(s.at(6), 0.1 + 0.9 * 0.5 * (1 + 0.70710678118654752), 1e-12);
  EXPECT_GT(s.at(11), 0.1);
  EXPECT_DOUBLE_EQ(s.at(12), 0.1);
  EXPECT_DOUBLE_EQ(s.at(1'000'000), 0.1);
}

TEST(CosineSchedule, NeverRisesAfterItsWarmUp) {
  const CosineSchedule s{};
  for (i64 step = 1; step < 2100; ++step)
    EXPECT_EQ(s.at(step) > s.at(step - 1), step <= s.warmup) << step;
}

TEST(CosineSchedule, DegenerateLengthsStayWithinItsBounds) {
  for (const i64 warmup : {0, 1, 5})
    for (const i64 total : {0, 1, 5, 6}) {
      const CosineSchedule s{.peak = 1, .floor = 0.1, .warmup = warmup, .total = total};
      for (i64 step = 0; step < 10; ++step) {
        EXPECT_GT(s.at(step), 0) << warmup << ' ' << total << ' ' << step;
        EXPECT_LE(s.at(step), 1) << warmup << ' ' << total << ' ' << step;
      }
    }
}

}  // namespace
}  // namespace lab::test
