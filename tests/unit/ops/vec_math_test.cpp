// exp_vec, tanh_vec and GELU over their whole range against the C library in double.
#include "engine/kernels/vec_math.h"

#include "tests/reference/compare.h"

namespace lab::test {
namespace {

TEST(ExpVec, IsWithinTwoUnitsInTheLastPlace) {
  double worst = 0;
  for (float x = -87.2f; x < 88.3f; x += 0.00037f) {
    const double want = std::exp(double(x));
    worst = std::max(worst, std::abs(double(exp_vec(x)) - want) / want);
  }
  EXPECT_LT(worst, 2e-7);
}

TEST(ExpVec, KeepsItsPromisesAtTheEnds) {
  EXPECT_EQ(exp_vec(0.f), 1.f);
  EXPECT_EQ(exp_vec(-87.4f), 0.f);
  EXPECT_EQ(exp_vec(-INFINITY), 0.f);
  for (const float x : {88.3f, 88.5f, 88.7f, 1e4f, INFINITY}) {
    EXPECT_TRUE(std::isfinite(exp_vec(x))) << x;
    EXPECT_GT(exp_vec(x), 1e38f) << x;
  }
  EXPECT_TRUE(std::isnan(exp_vec(NAN)));
}

TEST(TanhVec, IsWithinFourUnitsInTheLastPlaceNearZeroToo) {
  double worst = 0;
  for (float x = 1e-6f; x < 12; x *= 1.00007f) {
    const double want = std::tanh(double(x));
    worst = std::max(worst, std::abs(double(tanh_vec(x)) - want) / want);
    EXPECT_EQ(tanh_vec(-x), -tanh_vec(x));
  }
  EXPECT_LT(worst, 4e-7);
}

TEST(TanhVec, SaturatesWithoutNaN) {
  EXPECT_EQ(tanh_vec(0.f), 0.f);
  for (const float x : {20.f, 1e4f, INFINITY}) {
    EXPECT_EQ(tanh_vec(x), 1.f);
    EXPECT_EQ(tanh_vec(-x), -1.f);
  }
  EXPECT_TRUE(std::isnan(tanh_vec(NAN)));
}

TEST(Gelu, SaturatesWithoutNaN) {
  for (const real x : {real(1), real(10), real(100), real(1e4)}) {
    EXPECT_NEAR(double(gelu(x)), naive::gelu(double(x)), 1e-6 * double(x));
    EXPECT_NEAR(double(gelu(-x)), naive::gelu(-double(x)), 1e-6);
    EXPECT_NEAR(double(gelu_slope(x)), naive::gelu_slope(double(x)), 1e-6);
    EXPECT_NEAR(double(gelu_slope(-x)), naive::gelu_slope(-double(x)), 1e-6);
  }
}

}  // namespace
}  // namespace lab::test
