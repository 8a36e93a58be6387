// gemm against triple loops, and the same bits with any number of threads.
#include <cstring>

#include "engine/core/blas.h"
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

TEST(Gemm, EqualsTripleLoopsForEveryTransposeAlphaBetaAndPadding) {
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

TEST(Gemm, BetaZeroOverwritesNaN) {
  const real a[] = {2}, b[] = {3};
  real c[] = {real(NAN)};
  gemm(Trans::no, Trans::no, 1, 1, 1, 1, a, 1, b, 1, 0, c, 1);
  EXPECT_EQ(c[0], 6);
}

TEST(Gemm, SameBitsWithAnyNumberOfThreads) {
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
  set_threads(1);
}

TEST(Blas, NamesItsKernelAndBuild) {
  EXPECT_FALSE(blas_core_name().empty());
  EXPECT_NE(blas_config().find("OpenBLAS"), std::string::npos);
}

}  // namespace
}  // namespace lab::test
