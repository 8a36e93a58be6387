#include "engine/text/batches.h"

#include <gtest/gtest.h>

#include <numeric>

#include "engine/core/check.h"

namespace lab {
namespace {

std::vector<i32> counting(i64 n) {
  std::vector<i32> ids(static_cast<size_t>(n));
  std::iota(ids.begin(), ids.end(), 0);
  return ids;
}

TEST(Batches, TargetsAreTheNextIds) {
  Batches batches(counting(100), 5, 7, 1);
  for (int n = 0; n < 50; ++n) {
    batches.next();
    ASSERT_EQ(batches.x().size(), 35u);
    for (size_t i = 0; i < 35; ++i) {
      ASSERT_EQ(batches.y()[i], batches.x()[i] + 1);
      if (i % 7 > 0) {
        ASSERT_EQ(batches.x()[i], batches.x()[i - 1] + 1);
      }
      ASSERT_LT(batches.y()[i], 100);
    }
  }
}

TEST(Batches, StartsAreUniformIncludingBothEnds) {
  constexpr i64 kN = 12, kT = 4, kDraws = 80'000;  // 8 places
  Batches batches(counting(kN), 1, kT, 3);
  std::vector<i64> counts(kN);
  for (i64 i = 0; i < kDraws; ++i) {
    batches.next();
    ++counts[size_t(batches.x()[0])];
  }
  for (i64 start = 0; start < kN; ++start) {
    const double wanted = start < kN - kT ? kDraws / 8. : 0;
    EXPECT_NEAR(double(counts[size_t(start)]), wanted, wanted > 0 ? 500 : 0) << start;  // 5 sigma
  }
}

TEST(Batches, StateResumesExactly) {
  Batches a(counting(1000), 3, 8, 7);
  for (int i = 0; i < 10; ++i) a.next();
  Batches b(counting(1000), 3, 8, 99);
  b.set_state(a.state());
  for (int i = 0; i < 10; ++i) {
    a.next(), b.next();
    ASSERT_EQ(a.x(), b.x());
    ASSERT_EQ(a.y(), b.y());
  }
}

TEST(Batches, SeedsDiffer) {
  Batches a(counting(1000), 3, 8, 1), b(counting(1000), 3, 8, 2), c(counting(1000), 3, 8, 1);
  a.next(), b.next(), c.next();
  EXPECT_NE(a.x(), b.x());
  EXPECT_EQ(a.x(), c.x());
}

TEST(Batches, SmallestTextHasOneWindow) {
  Batches batches(counting(5), 2, 4, 1);
  batches.next();
  EXPECT_EQ(batches.x(), (std::vector<i32>{0, 1, 2, 3, 0, 1, 2, 3}));
  EXPECT_THROW(Batches(counting(4), 2, 4, 1), Error);
  EXPECT_THROW(Batches(counting(9), 0, 4, 1), Error);
  EXPECT_THROW(Batches(counting(9), 1, 0, 1), Error);
}

}  // namespace
}  // namespace lab
