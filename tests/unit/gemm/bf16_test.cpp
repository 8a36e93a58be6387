// Products of bfloat16 pairs: both factors rounded to the nearest bfloat16, sums in float.
#include <bit>

#include "engine/core/threads.h"
#include "engine/gemm/gemm.h"
#include "tests/reference/compare.h"

namespace lab::test {
namespace {

/// The nearest number with 8 bits of precision, ties to even, by its definition.
double rounded(double x) {
  if (x == 0) return 0;
  int exponent;
  const double mantissa = std::frexp(x, &exponent);  // 1/2 <= |mantissa| < 1
  return std::ldexp(std::nearbyint(std::ldexp(mantissa, 8)), exponent - 8);
}

Doubles rounded(const Tensor& t) {
  Doubles out = values_of(t);
  for (double& x : out) x = rounded(x);
  return out;
}

class Bf16 : public testing::Test {
 protected:
  void SetUp() override {
    if (kRealIsDouble) GTEST_SKIP() << "real = double has no bfloat16 products";
  }
  void TearDown() override { set_gemm_kernel(gemm_kernels()[0]); }
};

TEST_F(Bf16, EqualsTheProductOfTheRoundedFactors) {
  for (const std::string& kernel : gemm_kernels()) {
    if (kernel == "openblas") continue;
    set_gemm_kernel(kernel);
    for (const i64 m : {1, 9, 70})
      for (const i64 n : {1, 33, 130})
        for (const i64 k : {2, 3, 31, 64, 1203})
          for (int flags = 0; flags < 4; ++flags) {
            const bool ta = flags & 1, tb = flags & 2;
            const Tensor a = filled({ta ? k : m, ta ? m : k}, 1),
                         b = filled({tb ? n : k, tb ? k : n}, 2);
            const Tensor c = Tensor::empty({m, n});
            const Bf16Scope bf16;
            gemm(Trans(ta), Trans(tb), m, n, k, 1, a.data(), a.dim(1), b.data(), b.dim(1), 0,
                 c.data(), n);
            expect_close(cat(kernel, " ", m, "x", n, "x", k, " flags ", flags), values_of(c),
                         naive::matmul(rounded(a), ta, rounded(b), tb, m, n, k), 1e-5);
          }
  }
}

TEST_F(Bf16, RoundsTiesToEvenAndKeepsNaNAndInfinity) {
  // 1 + 2^-8 lies between 1 and 1 + 2^-7: to the even one, 1. 1 + 3 * 2^-8: up to 1 + 2^-6.
  const std::pair<float, float> cases[] = {{1 + 0x1p-8f, 1},
                                           {1 + 3 * 0x1p-8f, 1 + 0x1p-6f},
                                           {-(1 + 0x1p-8f), -1},
                                           {1 + 0x1.02p-8f, 1 + 0x1p-7f},
                                           {INFINITY, INFINITY}};
  for (const auto& [given, want] : cases) {
    std::vector<real> a(8, 0), b(8, 0), c(16);
    for (int i = 0; i < 4; ++i) a[size_t(2 * i)] = given;
    b[0] = 1;
    const Bf16Scope bf16;
    gemm(Trans::no, Trans::no, 4, 4, 2, 1, a.data(), 2, b.data(), 4, 0, c.data(), 4);
    EXPECT_EQ(c[0], want) << given;
  }
  std::vector<real> a(8, real(NAN)), b(8, 1), c(16);
  const Bf16Scope bf16;
  gemm(Trans::no, Trans::no, 4, 4, 2, 1, a.data(), 2, b.data(), 4, 0, c.data(), 4);
  EXPECT_TRUE(std::isnan(c[0]));
}

TEST_F(Bf16, SameBitsWithAnyNumberOfThreadsAndOnlyInsideTheScope) {
  const i64 m = 769, n = 387, k = 131;
  const Tensor a = filled({m, k}, 1), b = filled({n, k}, 2);
  std::vector<std::vector<real>> results;
  for (const int n_threads : {1, 2, 5}) {
    set_threads(n_threads);
    const Bf16Scope bf16;
    results.emplace_back(size_t(m * n));
    gemm(Trans::no, Trans::yes, m, n, k, 1, a.data(), k, b.data(), k, 0, results.back().data(), n);
  }
  set_threads(1);
  EXPECT_EQ(results[0], results[1]);
  EXPECT_EQ(results[0], results[2]);
  std::vector<real> full(size_t(m * n));
  gemm(Trans::no, Trans::yes, m, n, k, 1, a.data(), k, b.data(), k, 0, full.data(), n);
  EXPECT_NE(full, results[0]);
}

TEST(Bf16InDouble, IsRefused) {
  if (!kRealIsDouble) GTEST_SKIP() << "this build has real = float";
  EXPECT_NE(error_of([] { const Bf16Scope bf16; }).find("double"), std::string::npos);
}

}  // namespace
}  // namespace lab::test
