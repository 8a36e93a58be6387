// Newton and Schulz against the twin, and against what is asked of them: singular values near 1.
#include "engine/optim/newton_schulz.h"

#include "engine/core/threads.h"
#include "tests/reference/compare.h"

namespace lab::test {
namespace {

/// Eigenvalues of a symmetric matrix, by rotating its off-diagonal away.
/// Source: Jacobi 1846; Golub, Van Loan 2013, section 8.5.
Doubles eigenvalues(Doubles a, i64 n) {
  const auto at = [&](i64 r, i64 c) -> double& { return a[size_t(r * n + c)]; };
  for (int sweep = 0; sweep < 30; ++sweep)
    for (i64 p = 0; p < n; ++p)
      for (i64 q = p + 1; q < n; ++q) {
        const double angle = 0.5 * std::atan2(2 * at(p, q), at(q, q) - at(p, p));
        const double c = std::cos(angle), s = std::sin(angle);
        for (i64 k = 0; k < n; ++k) {
          const double x = at(k, p), y = at(k, q);
          at(k, p) = c * x - s * y, at(k, q) = s * x + c * y;
        }
        for (i64 k = 0; k < n; ++k) {
          const double x = at(p, k), y = at(q, k);
          at(p, k) = c * x - s * y, at(q, k) = s * x + c * y;
        }
      }
  Doubles diagonal;
  for (i64 i = 0; i < n; ++i) diagonal.push_back(at(i, i));
  return diagonal;
}

Doubles singular_values(const Doubles& x, i64 rows, i64 cols) {
  const bool wide = rows <= cols;
  const i64 n = std::min(rows, cols);
  Doubles s = eigenvalues(naive::matmul(x, !wide, x, wide, n, n, std::max(rows, cols)), n);
  for (double& v : s) v = std::sqrt(std::max(v, 0.0));
  return s;
}

Doubles orthogonalized(const Tensor& x, int iterations = 5) {
  const Tensor copy = filled(x.shape(), 0);
  std::copy_n(x.data(), x.numel(), copy.data());
  NewtonSchulz(x.numel(), std::min(x.dim(0), x.dim(1)))(copy.data(), x.dim(0), x.dim(1),
                                                        iterations);
  return values_of(copy);
}

class Matrices : public ::testing::TestWithParam<std::pair<i64, i64>> {};
INSTANTIATE_TEST_SUITE_P(WideTallSquare, Matrices,
                         ::testing::Values(std::pair{1, 1}, std::pair{1, 9}, std::pair{9, 1},
                                           std::pair{24, 70}, std::pair{70, 24}, std::pair{33, 33},
                                           std::pair{65, 300}, std::pair{200, 130}));

TEST_P(Matrices, EqualTheTwin) {
  const auto [rows, cols] = GetParam();
  const Tensor x = filled({rows, cols}, 3, 0.01);
  // What is smallest is multiplied by up to 3.4445^5 = 485, and its rounding with it.
  for (const int iterations : {1, 5})
    expect_close(cat(iterations), orthogonalized(x, iterations),
                 naive::newton_schulz(values_of(x), rows, cols, iterations), 100 * kClose);
}

TEST_P(Matrices, KeepTheDirectionAndHaveSingularValuesNearOne) {
  const auto [rows, cols] = GetParam();
  const Tensor x = filled({rows, cols}, 3);
  // Away from the singular: on the diagonal, something that random signs cannot cancel.
  for (i64 i = 0; i < std::min(rows, cols); ++i)
    x.data()[i * cols + i] += real(0.3 * std::sqrt(double(std::max(rows, cols))));
  const Doubles y = orthogonalized(x);
  for (const double s : singular_values(y, rows, cols)) {
    EXPECT_GT(s, 0.67);
    EXPECT_LT(s, 1.2);
  }
  // With U S V^T -> U S' V^T, both X^T Y and X Y^T are symmetric.
  const Doubles product = naive::matmul(values_of(x), true, y, false, cols, cols, rows);
  for (i64 r = 0; r < cols; ++r)
    for (i64 c = 0; c < r; ++c)
      EXPECT_NEAR(product[size_t(r * cols + c)], product[size_t(c * cols + r)], 2e-3);
}

TEST(NewtonSchulz, AnyScaleGivesTheSameAndZerosStay) {
  const Tensor x = filled({12, 30}, 5);
  const Doubles want = orthogonalized(x);
  for (const double factor : {1e-18, 1e-6, 1e9}) {
    const Tensor scaled = filled({12, 30}, 5);
    for (i64 i = 0; i < x.numel(); ++i) scaled.data()[i] *= real(factor);
    expect_close(cat(factor), orthogonalized(scaled), want, 100 * kClose);
  }
  for (const double zero : orthogonalized(Tensor::zeros({4, 7}))) EXPECT_EQ(zero, 0);
}

TEST(NewtonSchulz, SameBitsWithAnyNumberOfThreads) {
  const Tensor x = filled({200, 390}, 7);
  std::vector<Doubles> seen;
  for (const int n : {1, 2, 5}) {
    set_threads(n);
    seen.push_back(orthogonalized(x));
  }
  set_threads(1);
  EXPECT_EQ(seen[0], seen[1]);
  EXPECT_EQ(seen[0], seen[2]);
}

TEST(NewtonSchulz, RefusesWhatItHasNoRoomFor) {
  NewtonSchulz orthogonalize(20, 4);
  Tensor x = Tensor::zeros({5, 5});
  EXPECT_NE(error_of([&] { orthogonalize(x.data(), 5, 5); }).find("want at most 20 numbers"),
            std::string::npos);
}

}  // namespace
}  // namespace lab::test
