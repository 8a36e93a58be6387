// Shapes, views, errors.
#include "engine/core/tensor.h"

#include "tests/reference/compare.h"

namespace lab::test {
namespace {

TEST(Shape, KnowsItsSizes) {
  const Shape s{2, 3, 4};
  EXPECT_EQ(s.numel(), 24);
  EXPECT_EQ(s.dim(-1), 4);
  EXPECT_EQ(s[0], 2);
  EXPECT_EQ(s.str(), "(2, 3, 4)");
  EXPECT_EQ(Shape{}.numel(), 1);
  EXPECT_NE(s, Shape({2, 3}));
  EXPECT_EQ(error_of([&] { s.dim(3); }), "[shape] axis 3 of (2, 3, 4) does not exist");
  EXPECT_EQ(error_of([&] { s.dim(-4); }), "[shape] axis -4 of (2, 3, 4) does not exist");
  EXPECT_EQ(error_of([&] { Shape({2, -3}); }), "[shape] dimension 1 is negative: -3");
  EXPECT_EQ(error_of([&] {
              Shape({1, 1, 1, 1, 1, 1, 1});
            }),
            "[shape] want at most 6 dimensions, got 7");
}

TEST(Tensor, ReshapeIsAViewOfDataAndGradient) {
  const Tensor a = filled({2, 6}, 1);
  const Tensor b = a.reshape({3, 4});
  EXPECT_EQ(a.data(), b.data());
  EXPECT_EQ(b.rows(), 3);
  b.data()[5] = 42;
  EXPECT_EQ(a.data()[5], 42);
  b.grad()[7] = 1;
  EXPECT_EQ(a.grad()[7], 1);
  EXPECT_TRUE(b.needs_grad());
  EXPECT_EQ(error_of([&] {
              a.reshape({5, 2});
            }),
            "[reshape] (2, 6) has 12 elements; (5, 2) needs 10");
}

TEST(Tensor, GradientsFlowThroughAView) {
  const Tensor x = filled({2, 3}, 1), W = filled({4, 6}, 2);
  Tape tape;
  const Tensor y = linear(gelu(x).reshape({1, 6}), W);
  backward_from(tape, y, {1, 2, 3, 4});
  Doubles want = naive::matmul({1, 2, 3, 4}, false, values_of(W), false, 1, 6, 4);
  for (size_t i = 0; i < 6; ++i) want[i] *= naive::gelu_slope(double(x.data()[i]));
  expect_close("dx", grad_of(x), want);
}

TEST(Tensor, HandlesShareAndEmptyOnesSaySo) {
  const Tensor a = Tensor::full({2}, 3), copy = a;
  copy.data()[0] = 5;
  EXPECT_EQ(a.data()[0], 5);
  const Tensor none;
  EXPECT_FALSE(none);
  EXPECT_FALSE(none.needs_grad());
  EXPECT_FALSE(none.has_grad());
  EXPECT_EQ(none.numel(), 0);
  EXPECT_EQ(error_of([&] { a.item(); }), "[item] want a tensor with one element, got shape (2)");
  EXPECT_EQ(Tensor::full({1, 1}, 7).item(), 7);
}

TEST(Tensor, GradientStartsAtZeroAndCanBeDropped) {
  release_cached_memory();
  { Tensor::full({100}, 9); }  // leaves a dirty buffer of the same size behind
  const Tensor a = Tensor::zeros({100});
  EXPECT_FALSE(a.has_grad());
  for (i64 i = 0; i < 100; ++i) ASSERT_EQ(a.grad()[i], 0);
  a.grad()[3] = 1;
  a.drop_grad();
  EXPECT_FALSE(a.has_grad());
  EXPECT_EQ(a.grad()[3], 0);
}

TEST(Tensor, FindsTheFirstNumberThatIsNone) {
  const Tensor a = filled({50}, 1);
  EXPECT_EQ(first_non_finite(a.data(), 50), -1);
  a.data()[49] = real(-INFINITY);
  a.data()[17] = real(NAN);
  EXPECT_EQ(first_non_finite(a.data(), 50), 17);
}

}  // namespace
}  // namespace lab::test
