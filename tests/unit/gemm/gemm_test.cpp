// Every micro-kernel that this CPU can run against triple loops; the same bits with any number of
// threads and from every kernel of ours.
#include "engine/gemm/gemm.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cstring>

#include "engine/core/threads.h"
#include "tests/reference/compare.h"

namespace lab::test {
namespace {

struct Product {
  i64 m, n, k;
};

/// C of a product whose rows lie `pad` numbers further apart than they are long.
std::vector<real> product(const Product& p, bool ta, bool tb, real alpha, real beta, i64 pad) {
  const i64 lda = (ta ? p.m : p.k) + pad, ldb = (tb ? p.k : p.n) + pad, ldc = p.n + pad;
  const Tensor a = filled({ta ? p.k : p.m, lda}, 1), b = filled({tb ? p.n : p.k, ldb}, 2);
  const Tensor c = filled({p.m, ldc}, 3);
  gemm(Trans(ta), Trans(tb), p.m, p.n, p.k, alpha, a.data(), lda, b.data(), ldb, beta, c.data(),
       ldc);
  return {c.data(), c.data() + c.numel()};
}

/// The same by its definition, the padding untouched.
Doubles naive_product(const Product& p, bool ta, bool tb, double alpha, double beta, i64 pad) {
  const i64 lda = (ta ? p.m : p.k) + pad, ldb = (tb ? p.k : p.n) + pad, ldc = p.n + pad;
  const Doubles a = values_of(filled({ta ? p.k : p.m, lda}, 1));
  const Doubles b = values_of(filled({tb ? p.n : p.k, ldb}, 2));
  Doubles c = values_of(filled({p.m, ldc}, 3));
  for (i64 i = 0; i < p.m; ++i)
    for (i64 j = 0; j < p.n; ++j) {
      double sum = 0;
      for (i64 l = 0; l < p.k; ++l)
        sum +=
            a[size_t(ta ? l * lda + i : i * lda + l)] * b[size_t(tb ? j * ldb + l : l * ldb + j)];
      c[size_t(i * ldc + j)] = alpha * sum + beta * c[size_t(i * ldc + j)];
    }
  return c;
}

/// Runs each case with each kernel and puts the first choice back.
class Kernels : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { set_gemm_kernel(GetParam()); }
  void TearDown() override {
    set_gemm_kernel(gemm_kernels()[0]);
    set_threads(1);
  }
};

TEST_P(Kernels, EqualTripleLoopsForEveryTransposeAlphaBetaAndPadding) {
  for (const Product p : {Product{1, 1, 1}, {3, 7, 5}, {65, 3, 64}, {1, 65, 130}, {130, 65, 7}})
    for (int flags = 0; flags < 4; ++flags)
      for (const auto& [alpha, beta] : {std::pair{1.0, 0.0}, {1.0, 1.0}, {-0.5, 2.0}})
        for (const i64 pad : {0, 3}) {
          const bool ta = flags & 1, tb = flags & 2;
          const auto got = product(p, ta, tb, real(alpha), real(beta), pad);
          expect_close(cat(p.m, "x", p.n, "x", p.k, " flags ", flags, " beta ", beta),
                       doubles(got.data(), i64(got.size())),
                       naive_product(p, ta, tb, alpha, beta, pad));
        }
}

TEST_P(Kernels, EqualTripleLoopsAtEverySmallSizeAndBeyondOneBlockOfSteps) {
  for (const i64 m : {4, 5, 7, 8, 9, 15})
    for (const i64 n : {1, 15, 16, 17, 31, 32, 33, 70})
      for (const i64 k : {1, 2, 16, 17, 1100})
        for (int flags = 0; flags < 4; ++flags) {
          const Product p{m, n, k};
          const auto got = product(p, flags & 1, flags & 2, 1, 1, 1);
          expect_close(
              cat(m, "x", n, "x", k, " flags ", flags), doubles(got.data(), i64(got.size())),
              naive_product(p, flags & 1, flags & 2, 1, 1, 1), k > 1000 ? 5 * kClose : kClose);
        }
}

TEST_P(Kernels, EqualTripleLoopsWhereTheSumIsCutInSlabs) {
  for (const i64 k : {4096, 4097, 9000})
    for (int flags = 0; flags < 4; ++flags) {
      const Product p{9, 35, k};
      const auto got = product(p, flags & 1, flags & 2, 1, 1, 1);
      expect_close(cat("k ", k, " flags ", flags), doubles(got.data(), i64(got.size())),
                   naive_product(p, flags & 1, flags & 2, 1, 1, 1), 20 * kClose);
    }
}

TEST_P(Kernels, BetaZeroOverwritesNaN) {
  const real a[] = {2}, b[] = {3};
  real c[] = {real(NAN)};
  gemm(Trans::no, Trans::no, 1, 1, 1, 1, a, 1, b, 1, 0, c, 1);
  EXPECT_EQ(c[0], 6);
  std::vector<real> left(8, 1), right(40, 1), out(8 * 40, real(NAN));
  gemm(Trans::no, Trans::no, 8, 40, 1, 1, left.data(), 1, right.data(), 40, 0, out.data(), 40);
  for (const real x : out) ASSERT_EQ(x, 1);
}

TEST_P(Kernels, GiveTheSameBitsWithAnyNumberOfThreads) {
  // Both sides are cut in several tiles here, the last one shorter than the others.
  for (const Product p : {Product{768, 65, 128}, {769, 387, 131}, {65, 515, 768}})
    for (int flags = 0; flags < 4; ++flags) {
      set_threads(1);
      const auto alone = product(p, flags & 1, flags & 2, 1, 1, 0);
      for (const int n : {2, 3, 5}) {
        set_threads(n);
        const auto shared = product(p, flags & 1, flags & 2, 1, 1, 0);
        ASSERT_EQ(0, std::memcmp(alone.data(), shared.data(), alone.size() * sizeof(real)))
            << n << " threads, " << p.m << "x" << p.n << "x" << p.k;
      }
    }
}

TEST_P(Kernels, ExitSeesEveryFinishedElementOnce) {
  const Product p{150, 135, 600};
  const Tensor a = filled({p.m, p.k}, 1), b = filled({p.n, p.k}, 2);
  for (const int n_threads : {1, 3}) {
    set_threads(n_threads);
    std::vector<real> c(size_t(p.m * p.n)), seen(c.size());
    const auto finish = [&](i64 r0, i64 r1, i64 c0, i64 c1) {
      for (i64 r = r0; r < r1; ++r)
        for (i64 j = c0; j < c1; ++j) seen[size_t(r * p.n + j)] += c[size_t(r * p.n + j)];
    };
    gemm(Trans::no, Trans::yes, p.m, p.n, p.k, 1, a.data(), p.k, b.data(), p.k, 0, c.data(), p.n,
         exit_to(finish));
    EXPECT_EQ(seen, c);
  }
}

TEST_P(Kernels, PackedOnceGivesTheSameBitsAsPackedEachTime) {
  for (const bool ta : {false, true})
    for (const bool tb : {false, true}) {
      const Product p{40, 77, 65};
      const i64 lda = ta ? p.m : p.k, ldb = tb ? p.k : p.n;
      const Tensor a = filled({ta ? p.k : p.m, lda}, 1), b = filled({tb ? p.n : p.k, ldb}, 2);
      const PackedMatrix packed(Trans(tb), p.n, p.k, b.data(), ldb);
      std::vector<real> got(size_t(p.m * p.n)), part(got), want(got);
      gemm(Trans(ta), p.m, 1, a.data(), lda, packed, 0, got.data(), p.n);
      gemm_part({.n = p.n, .k_end = p.k}, Trans(ta), p.m, 1, a.data(), lda, packed, 0, part.data(),
                p.n);
      gemm(Trans(ta), Trans(tb), p.m, p.n, p.k, 1, a.data(), lda, b.data(), ldb, 0, want.data(),
           p.n);
      const double close = GetParam() == "openblas" ? kClose : 0;
      expect_close("packed", doubles(got.data(), i64(got.size())),
                   doubles(want.data(), i64(want.size())), close);
      expect_close("part", doubles(part.data(), i64(part.size())),
                   doubles(want.data(), i64(want.size())), close);
    }
}

TEST_P(Kernels, PartOfAPackedMatrixIsTheProductOfThatPart) {
  const i64 m = 9, n = 80, k = 50, k_begin = 13, k_end = 47, n_part = 41;
  const Tensor a = filled({k_end - k_begin, m}, 1), b = filled({k, n}, 2);
  const PackedMatrix packed(Trans::no, n, k, b.data(), n);
  std::vector<real> got(size_t(m * n_part)), want(got);
  gemm_part({n_part, k_begin, k_end}, Trans::yes, m, 2, a.data(), m, packed, 0, got.data(), n_part);
  blas_gemm(Trans::yes, Trans::no, m, n_part, k_end - k_begin, 2, a.data(), m,
            b.data() + k_begin * n, n, 0, want.data(), n_part);
  expect_close("part", doubles(got.data(), i64(got.size())),
               doubles(want.data(), i64(want.size())));
}

INSTANTIATE_TEST_SUITE_P(Gemm, Kernels,
                         testing::ValuesIn(gemm_kernels().begin(), gemm_kernels().end()),
                         [](const auto& info) {
                           std::string name = info.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST(Gemm, OurKernelsAgreeToTheLastBit) {
  std::vector<std::vector<real>> results;
  for (const std::string& name : gemm_kernels()) {
    if (name == "openblas") continue;
    set_gemm_kernel(name);
    results.push_back(product({130, 77, 1030}, true, true, real(-0.5), 2, 3));
  }
  set_gemm_kernel(gemm_kernels()[0]);
  if (results.size() < 2) GTEST_SKIP() << "this CPU runs one kernel of ours, or none";
  for (const auto& result : results)
    EXPECT_EQ(0, std::memcmp(result.data(), results[0].data(), result.size() * sizeof(real)));
}

TEST(Gemm, UnknownKernelNamesThoseThatThisCpuHas) {
  EXPECT_THAT(error_of([] { set_gemm_kernel("avx1024"); }),
              testing::AllOf(testing::HasSubstr("openblas"), testing::HasSubstr("avx1024")));
}

TEST(Blas, NamesItsKernelAndBuild) {
  EXPECT_FALSE(blas_core_name().empty());
  EXPECT_NE(blas_config().find("OpenBLAS"), std::string::npos);
}

}  // namespace
}  // namespace lab::test
