// Products with few rows of x, in full and with int8 weights, against their twins; and the promise
// that a result's bits know nothing of its neighbours and of the threads.
#include "engine/kernels/matvec.h"

#include "engine/core/threads.h"
#include "tests/reference/compare.h"

namespace lab::test {
namespace {

struct Size {
  i64 rows, in, out;
};

/// One product with its inputs and both results.
struct Product {
  explicit Product(const Size& s, bool bias = true)
      : size(s),
        x(filled({s.rows, s.in}, 1)),
        W(filled({s.out, s.in}, 2)),
        b(bias ? filled({s.out}, 3) : Tensor()),
        q(size_t(s.out * s.in)),
        scale(size_t(s.out)) {
    quantize_rows(q.data(), scale.data(), W.data(), s.out, s.in);
  }
  const real* bias() const { return b ? b.data() : nullptr; }
  Doubles full(i64 first = 0, i64 count = -1) const {
    count = count < 0 ? size.rows : count;
    std::vector<real> y(size_t(count * size.out), real(99));
    matvec(y.data(), x.data() + first * size.in, W.data(), bias(), count, size.in, size.out);
    return doubles(y.data(), i64(y.size()));
  }
  Doubles int8(i64 first = 0, i64 count = -1) const {
    count = count < 0 ? size.rows : count;
    std::vector<real> y(size_t(count * size.out), real(99));
    matvec_int8(y.data(), x.data() + first * size.in, q.data(), scale.data(), bias(), count,
                size.in, size.out);
    return doubles(y.data(), i64(y.size()));
  }
  /// The weights that the int8 product stands for.
  Doubles rounded() const {
    Doubles weights;
    for (size_t i = 0; i < q.size(); ++i)
      weights.push_back(double(q[i]) * double(scale[i / size_t(size.in)]));
    return weights;
  }
  Doubles want(const Doubles& weights) const {
    Doubles y;
    for (i64 r = 0; r < size.rows; ++r) {
      const Doubles row = naive::matvec(weights, doubles(x.data() + r * size.in, size.in),
                                        b ? values_of(b) : Doubles(size_t(size.out)));
      y.insert(y.end(), row.begin(), row.end());
    }
    return y;
  }

  Size size;
  Tensor x, W, b;
  std::vector<i8> q;
  std::vector<real> scale;
};

class MatvecSizes : public ::testing::TestWithParam<Size> {};
// Rows in twos and alone; widths and outputs around whole vectors and blocks; one over many tiles.
INSTANTIATE_TEST_SUITE_P(Edges, MatvecSizes,
                         ::testing::Values(Size{1, 1, 1}, Size{2, 15, 8}, Size{3, 16, 9},
                                           Size{1, 17, 7}, Size{5, 100, 65}, Size{4, 128, 16},
                                           Size{1, 3, 1000}, Size{2, 1536, 384},
                                           Size{1, 384, 1151}));

TEST_P(MatvecSizes, EqualTheirTwins) {
  for (const bool bias : {true, false}) {
    const Product p(GetParam(), bias);
    expect_close("full", p.full(), p.want(values_of(p.W)));
    expect_close("int8", p.int8(), p.want(p.rounded()));
  }
}

TEST_P(MatvecSizes, ARowHasTheSameBitsInAnyCompany) {
  const Product p(GetParam());
  const Doubles full = p.full(), int8 = p.int8();
  const auto row_of = [&](const Doubles& all, i64 r) {
    return Doubles(all.begin() + r * p.size.out, all.begin() + (r + 1) * p.size.out);
  };
  for (i64 r = 0; r < p.size.rows; ++r) {
    EXPECT_EQ(p.full(r, 1), row_of(full, r)) << r;
    EXPECT_EQ(p.int8(r, 1), row_of(int8, r)) << r;
  }
}

TEST_P(MatvecSizes, HaveTheSameBitsWithAnyNumberOfThreads) {
  const Product p(GetParam());
  set_threads(1);
  const Doubles full = p.full(), int8 = p.int8();
  for (const int n : {2, 3, 5}) {
    set_threads(n);
    EXPECT_EQ(p.full(), full) << n;
    EXPECT_EQ(p.int8(), int8) << n;
  }
  set_threads(available_cores());
}

TEST(QuantizeRows, KeepTheLargestExactlyAndAllElseWithinHalfAStep) {
  const i64 out = 6, in = 50;
  const Tensor W = filled({out, in}, 1);
  for (i64 i = 0; i < in; ++i) W.data()[2 * in + i] = 0;
  for (i64 i = 0; i < in; ++i) W.data()[3 * in + i] *= real(1e-6);
  W.data()[4 * in] = -3;  // an outlier coarsens its own row only
  std::vector<i8> q(size_t(out * in));
  std::vector<real> scale(size_t(out), real(99));
  quantize_rows(q.data(), scale.data(), W.data(), out, in);
  for (i64 o = 0; o < out; ++o) {
    const auto row = q.begin() + o * in;
    const auto [least, most] = std::minmax_element(row, row + in);
    EXPECT_EQ(std::max<int>(-*least, *most), o == 2 ? 0 : 127) << o;
    for (i64 i = 0; i < in; ++i)
      EXPECT_LE(std::abs(double(row[i]) * double(scale[size_t(o)]) - double(W.data()[o * in + i])),
                0.5001 * double(scale[size_t(o)]));
  }
  EXPECT_EQ(scale[2], 0);
  EXPECT_EQ(q[size_t(4 * in)], -127);
}

TEST(AttendCached, EqualsTheLastRowOfAttention) {
  for (const auto& [n, D] : {std::pair<i64, i64>{1, 1}, {1, 16}, {7, 3}, {64, 32}, {65, 24}}) {
    const Tensor qkv = filled({n, 3 * D}, 1, 4);  // one head: q, k, v side by side
    std::vector<real> keys, values, out(size_t(D), real(99)), p(size_t(n), real(99));
    for (i64 t = 0; t < n; ++t) {
      const real* row = qkv.data() + t * 3 * D;
      keys.insert(keys.end(), row + D, row + 2 * D);
      values.insert(values.end(), row + 2 * D, row + 3 * D);
    }
    attend_cached(out.data(), p.data(), qkv.data() + (n - 1) * 3 * D, keys.data(), values.data(), n,
                  D);
    const auto want = naive::causal_attention(values_of(qkv), 1, n, 1, D);
    expect_close("out", doubles(out.data(), D), {want.out.end() - D, want.out.end()});
    expect_close("p", doubles(p.data(), n), {want.att.end() - n, want.att.end()});
  }
}

}  // namespace
}  // namespace lab::test
