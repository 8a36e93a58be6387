// embedding, linear, layer_norm, gelu, add: equal to their naive twins, gradients add up, inputs
// that need no gradient are left alone, wrong shapes are named.
#include <gmock/gmock.h>

#include "tests/reference/compare.h"

namespace lab::test {
namespace {

using ::testing::HasSubstr;

Doubles twice(Doubles values) {
  for (double& v : values) v *= 2;
  return values;
}

/// Runs an op twice on a tape each; gradients must be twice those of one pass.
template <class Op>
Tensor run_twice(const Op& op, const Doubles& dy) {
  Tensor y;
  for (int pass = 0; pass < 2; ++pass) {
    Tape tape;
    y = op();
    EXPECT_EQ(tape.size(), 1);
    backward_from(tape, y, dy);
  }
  return y;
}

class Sizes : public ::testing::TestWithParam<std::pair<i64, i64>> {};
INSTANTIATE_TEST_SUITE_P(Odd, Sizes,
                         ::testing::Values(std::pair<i64, i64>{1, 1}, std::pair<i64, i64>{3, 7},
                                           std::pair<i64, i64>{7, 3}, std::pair<i64, i64>{65, 65},
                                           std::pair<i64, i64>{700, 130}));

TEST_P(Sizes, LayerNormEqualsItsTwin) {
  const auto [rows, cols] = GetParam();
  const Tensor x = filled({rows, cols}, 1), gamma = filled({cols}, 2), beta = filled({cols}, 3);
  const Doubles dy = values_of(filled({rows, cols}, 4));
  const double eps = double(real(1e-5));
  const Tensor y = run_twice([&] { return layer_norm(x, gamma, beta); }, dy);
  expect_close("y", values_of(y),
               naive::layer_norm(values_of(x), values_of(gamma), values_of(beta), eps, cols));
  const auto want = naive::layer_norm_grad(dy, values_of(x), values_of(gamma), eps, cols);
  expect_close("dx", grad_of(x), twice(want.x), 10 * kClose, 1);
  expect_close("dgamma", grad_of(gamma), twice(want.gamma), 10 * kClose);
  expect_close("dbeta", grad_of(beta), twice(want.beta));
}

TEST_P(Sizes, LinearEqualsItsTwin) {
  const auto [rows, in] = GetParam();
  const i64 out = in + 2;
  const Tensor x = filled({rows, in}, 1), W = filled({out, in}, 2), b = filled({out}, 3);
  const Doubles dy = values_of(filled({rows, out}, 4));
  const Tensor y = run_twice([&] { return linear(x, W, b); }, dy);
  Doubles want = naive::matmul(values_of(x), false, values_of(W), true, rows, out, in);
  for (size_t i = 0; i < want.size(); ++i) want[i] += double(b.data()[i % size_t(out)]);
  expect_close("y", values_of(y), want);
  expect_close("dx", grad_of(x),
               twice(naive::matmul(dy, false, values_of(W), false, rows, in, out)));
  expect_close("dW", grad_of(W),
               twice(naive::matmul(dy, true, values_of(x), false, out, in, rows)));
  const Doubles ones(size_t(rows), 1.0);
  expect_close("db", grad_of(b), twice(naive::matmul(ones, false, dy, false, 1, out, rows)));
}

TEST_P(Sizes, EmbeddingEqualsItsTwin) {
  const auto [T, cols] = GetParam();
  const i64 B = 3, V = 11;
  const std::vector<i32> ids = some_ids(B * T, V);
  const Tensor table = filled({V, cols}, 1), positions = filled({T + 2, cols}, 2);
  const Doubles dy = values_of(filled({B, T, cols}, 3));
  const Tensor y = run_twice([&] { return embedding(ids_of(ids), B, T, table, positions); }, dy);
  EXPECT_EQ(y.shape(), Shape({B, T, cols}));
  expect_close("y", values_of(y),
               naive::embedding(ids, values_of(table), values_of(positions), T, cols));
  const auto want = naive::embedding_grad(ids, dy, V, T + 2, T, cols);
  expect_close("dtable", grad_of(table), twice(want.table));
  expect_close("dpositions", grad_of(positions), twice(want.positions));
}

TEST_P(Sizes, GeluAndAddEqualTheirTwins) {
  const auto [rows, cols] = GetParam();
  const Tensor x = filled({rows, cols}, 1, 12), z = filled({rows, cols}, 5);
  const Doubles dy = values_of(filled({rows, cols}, 2)), in = values_of(x), other = values_of(z);
  Doubles want(in.size()), slope(in.size()), sum(in.size());
  for (size_t i = 0; i < in.size(); ++i) {
    want[i] = naive::gelu(in[i]), slope[i] = dy[i] * naive::gelu_slope(in[i]);
    sum[i] = in[i] + other[i];
  }
  expect_close("gelu", values_of(run_twice([&] { return gelu(x); }, dy)), want);
  expect_close("dgelu", grad_of(x), twice(slope));
  x.zero_grad();
  expect_close("add", values_of(run_twice([&] { return add(x, z); }, dy)), sum);
  expect_close("da", grad_of(x), twice(dy));
  expect_close("db", grad_of(z), twice(dy));
}

TEST(Ops, FusedExitsGiveTheBitsOfTheirParts) {
  const Tensor x = filled({50, 70}, 1), W = filled({90, 70}, 2), b = filled({90}, 3),
               stream = filled({50, 90}, 4);
  for (const Tensor& bias : {b, Tensor()}) {
    expect_close("gelu", values_of(linear_gelu(x, W, bias)), values_of(gelu(linear(x, W, bias))),
                 0);
    for (const double p : {0.0, 0.3}) {
      const DropoutCoins coins{real(p), 5};
      expect_close("add", values_of(linear_add(x, W, bias, stream, coins)),
                   values_of(add(stream, dropout(linear(x, W, bias), real(p), 5))), 0);
    }
  }
  EXPECT_THAT(error_of([&] {
                linear_add(x, W, b, stream, {1, 5});
              }),
              testing::HasSubstr("p: want"));
}

TEST(Ops, AddOfATensorToItselfCountsTheGradientTwice) {
  const Tensor x = filled({3, 5}, 1);
  const Doubles dy = values_of(filled({3, 5}, 2));
  Tape tape;
  backward_from(tape, add(x, x), dy);
  expect_close("dx", grad_of(x), twice(dy));
}

TEST(Ops, EmbeddingWithoutPositionsCopiesRows) {
  const std::vector<i32> ids = some_ids(6, 4);
  const Tensor table = filled({4, 5}, 1);
  expect_close("y", values_of(embedding(ids_of(ids), 2, 3, table, {})),
               naive::embedding(ids, values_of(table), {}, 3, 5));
}

TEST(Ops, InputsThatNeedNoGradientAreLeftAlone) {
  const Doubles dy = values_of(filled({3, 4}, 9));
  for (int wanted = 0; wanted < 3; ++wanted) {
    const auto input = [&](int which, const Shape& shape) {
      return filled(shape, u64(which + 1), 2, which == wanted);
    };
    const Tensor x = input(0, {3, 4}), gamma = input(1, {4}), beta = input(2, {4});
    const Tensor in = input(0, {3, 2}), W = input(1, {4, 2}), b = input(2, {4});
    const Tensor table = input(0, {5, 4}), places = input(1, {3, 4}), other = input(1, {3, 4});
    Tape tape;
    const Tensor outs[] = {layer_norm(x, gamma, beta), linear(in, W, b),
                           embedding(ids_of({1, 0, 1}), 1, 3, table, places), add(x, other)};
    for (const Tensor& y : outs)
      if (y.needs_grad()) std::copy(dy.begin(), dy.end(), y.grad());
    const Tensor loss = Tensor::zeros({1});
    record("seed", loss, [] {});
    tape.backward(loss);
    for (const Tensor& t : {x, gamma, beta, in, W, b, table, places, other})
      EXPECT_EQ(t.has_grad(), t.needs_grad()) << "input " << wanted;
  }
}

TEST(Ops, RecordNothingWithoutATapeOrWithoutNeed) {
  const Tensor x = filled({3, 4}, 1), frozen = filled({3, 4}, 1, 2, false);
  EXPECT_FALSE(gelu(x).needs_grad());
  Tape tape;
  EXPECT_FALSE(gelu(frozen).needs_grad());
  EXPECT_EQ(tape.size(), 0);
  EXPECT_TRUE(gelu(x).needs_grad());
  EXPECT_EQ(tape.size(), 1);
}

TEST(Ops, WrongShapesAreNamed) {
  const Tensor x = filled({2, 3}, 1), v4 = filled({4}, 2), v3 = filled({3}, 3);
  EXPECT_EQ(error_of([&] { layer_norm(x, v4, v3); }),
            "[layer_norm] gamma: want shape (3), the last axis of x, got (4)");
  EXPECT_EQ(error_of([&] { layer_norm(x, v3, {}); }),
            "[layer_norm] beta: want shape (3), the last axis of x, got no tensor");
  EXPECT_EQ(error_of([&] {
              linear(x, filled({5, 4}, 4));
            }),
            "[linear] W: want shape (5, 3), (out, the last axis of x), got (5, 4)");
  EXPECT_EQ(error_of([&] { linear(x, v3); }), "[linear] W: want 2 axes, got (3)");
  EXPECT_EQ(error_of([&] {
              linear(x, filled({5, 3}, 4), v4);
            }),
            "[linear] b: want shape (5), the first axis of W, got (4)");
  EXPECT_EQ(error_of([&] { add(x, v3); }), "[add] b: want shape (2, 3), the shape of a, got (3)");
}

TEST(Ops, EmbeddingNamesWhatDoesNotFit) {
  const Tensor x = filled({2, 3}, 1);
  EXPECT_EQ(error_of([&] {
              embedding(ids_of({0, 1}), 1, 3, x, {});
            }),
            "[embedding] ids: want B * T = 1 * 3, got 2");
  EXPECT_EQ(error_of([&] {
              embedding(ids_of({0, 2}), 1, 2, x, {});
            }),
            "[embedding] ids: want 0 to 1, got 2");
  EXPECT_EQ(error_of([&] {
              embedding(ids_of({0, -1}), 1, 2, x, {});
            }),
            "[embedding] ids: want 0 to 1, got -1");
  EXPECT_THAT(error_of([&] {
                embedding(ids_of({0, 1, 0}), 1, 3, x, x);
              }),
              HasSubstr("[embedding] positions: want at least (3, 3), got (2, 3)"));
}

}  // namespace
}  // namespace lab::test
