// The random numbers: the published generator, unbiased, and its state can be written down.
#include "engine/core/rng.h"

#include <cmath>
#include <set>

#include "tests/reference/compare.h"

namespace lab::test {
namespace {

// From the reference recurrence in tests/golden/gpt/make_golden.py (Rng, splitmix64), computed in
// Python's unbounded integers.
TEST(Rng, IsXoshiro256PlusPlusSeededBySplitmix64) {
  EXPECT_EQ(splitmix64(0), 0xe220a8397b1dcdafu);
  Rng rng(42);
  const u64 want[] = {0xd0764d4f4476689fu, 0x519e4174576f3791u, 0xfbe07cfb0c24ed8cu,
                      0xb37d9f600cd835b8u};
  for (const u64 w : want) EXPECT_EQ(rng.next(), w);
  // State 1, 2, 3, 4: worked by hand: rotl(1 + 4, 23) + 1 = 5 * 2^23 + 1.
  rng.set_state("1 2 3 4");
  EXPECT_EQ(rng.next(), (u64(5) << 23) + 1);
  EXPECT_EQ(rng.state(), "7 0 262146 211106232532992");
}

TEST(Rng, StateMakesTheRoundTrip) {
  Rng a(7), b(8);
  for (int i = 0; i < 100; ++i) a.normal();
  b.set_state(a.state());
  for (int i = 0; i < 100; ++i) ASSERT_EQ(a.next(), b.next());
}

TEST(Rng, RefusesWhatIsNoState) {
  for (const char* text : {"", "1 2 3", "1 2 3 4 5", "1 2 3 x", "0 0 0 0", "1 2 3 -4",
                           "1 2 3 99999999999999999999999", "1 2 3 4 "}) {
    Rng rng(1);
    const std::string before = rng.state();
    EXPECT_NE(error_of([&] { rng.set_state(text); }), "no error") << '"' << text << '"';
    EXPECT_EQ(rng.state(), before);
  }
}

/// Sum of (seen - expected)^2 / expected over n equally likely cells.
double chi_square(u64 seed, u64 n, i64 draws) {
  Rng rng(seed);
  std::vector<i64> seen(n);
  for (i64 i = 0; i < draws; ++i) ++seen[rng.below(n)];
  double sum = 0;
  const double expected = double(draws) / double(n);
  for (const i64 s : seen) sum += (double(s) - expected) * (double(s) - expected) / expected;
  return sum;
}

TEST(Rng, BelowIsUniform) {
  for (const u64 n : {2u, 3u, 10u, 97u}) {
    const double degrees = double(n - 1);  // mean of chi-square; its variance is twice that
    EXPECT_NEAR(chi_square(5, n, 200'000), degrees, 5 * std::sqrt(2 * degrees)) << n;
  }
}

// With n = 3 * 2^62, a plain remainder would draw the lowest quarter twice as often.
TEST(Rng, BelowIsUnbiasedWhereARemainderIsNot) {
  Rng rng(11);
  const u64 n = u64(3) << 62;
  i64 low = 0;
  constexpr i64 kDraws = 30'000;
  for (i64 i = 0; i < kDraws; ++i) low += rng.below(n) < (u64(1) << 62);
  EXPECT_NEAR(double(low), kDraws / 3.0, 5 * std::sqrt(kDraws * 2 / 9.0));
  EXPECT_EQ(rng.below(1), 0u);
}

TEST(Rng, UniformAndNormalHaveTheirMoments) {
  Rng rng(3);
  constexpr i64 kDraws = 400'000;
  double uniform = 0, m1 = 0, m2 = 0, m3 = 0, m4 = 0, far = 0;
  for (i64 i = 0; i < kDraws; ++i) {
    const double u = rng.uniform();
    ASSERT_TRUE(u >= 0 && u < 1);
    uniform += u;
    const double x = rng.normal();
    m1 += x, m2 += x * x, m3 += x * x * x, m4 += x * x * x * x;
    far += std::abs(x) > 1.959963985;
  }
  const double root = std::sqrt(double(kDraws)), n = double(kDraws);
  EXPECT_NEAR(uniform / n, 0.5, 5 * std::sqrt(1 / 12.0) / root);
  EXPECT_NEAR(m1 / n, 0, 5 / root);
  EXPECT_NEAR(m2 / n, 1, 5 * std::sqrt(2.0) / root);
  EXPECT_NEAR(m3 / n, 0, 5 * std::sqrt(15.0) / root);
  EXPECT_NEAR(m4 / n, 3, 5 * std::sqrt(96.0) / root);
  EXPECT_NEAR(far / n, 0.05, 5 * std::sqrt(0.05 * 0.95) / root);
}

TEST(Rng, FillNormalScalesAndShifts) {
  Rng rng(4);
  std::vector<real> values(100'000);
  rng.fill_normal(values, 3, real(0.5));
  double mean = 0, square = 0;
  for (const real v : values) mean += double(v) / double(values.size());
  for (const real v : values) square += (double(v) - mean) * (double(v) - mean);
  EXPECT_NEAR(mean, 3, 0.01);
  EXPECT_NEAR(std::sqrt(square / double(values.size())), 0.5, 0.01);
}

TEST(Rng, SeedsAreFarApart) {
  std::set<u64> firsts;
  for (u64 seed = 0; seed < 1000; ++seed) firsts.insert(Rng(seed).next());
  EXPECT_EQ(firsts.size(), 1000u);
}

}  // namespace
}  // namespace lab::test
