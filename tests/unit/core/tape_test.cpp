// The tape: order, nesting, what it keeps and when it lets go, and long chains.
#include "engine/core/tape.h"

#include <chrono>
#include <thread>

#include "tests/reference/compare.h"

namespace lab::test {
namespace {

TEST(Tape, RecordsOnlyWhileInScopeAndTheInnermostOne) {
  EXPECT_EQ(Tape::current(), nullptr);
  const Tensor x = filled({3}, 1);
  {
    Tape outer;
    gelu(x);
    {
      Tape inner;
      EXPECT_EQ(Tape::current(), &inner);
      gelu(x), gelu(x);
      EXPECT_EQ(inner.size(), 2);
    }
    EXPECT_EQ(Tape::current(), &outer);
    EXPECT_EQ(outer.size(), 1);
  }
  EXPECT_EQ(Tape::current(), nullptr);
}

TEST(Tape, EachThreadHasItsOwn) {
  Tape tape;
  Tape* seen = &tape;
  std::thread([&] { seen = Tape::current(); }).join();
  EXPECT_EQ(seen, nullptr);
}

TEST(Tape, AValueUsedTwiceCollectsBothGradients) {
  const Tensor x = filled({4}, 1);
  Tape tape;
  const Tensor y = add(x, x);                    // 2x
  const Tensor z = add(y, x);                    // 3x
  backward_from(tape, add(z, y), {1, 2, 3, 4});  // 5x
  expect_close("dx", grad_of(x), {5, 10, 15, 20});
}

TEST(Tape, BackwardEmptiesItAndDropsIntermediateGradients) {
  const Tensor x = filled({4}, 1);
  Tape tape;
  const Tensor y = add(x, x), unused = gelu(y), z = add(y, x);
  backward_from(tape, z, {1, 1, 1, 1});
  EXPECT_EQ(tape.size(), 0);
  EXPECT_TRUE(x.has_grad());
  EXPECT_FALSE(y.has_grad());
  EXPECT_FALSE(z.has_grad());
  EXPECT_FALSE(unused.has_grad());
  expect_close("dx", grad_of(x), {3, 3, 3, 3});
}

TEST(Tape, GradientsOfParametersAddUpOverTapes) {
  const Tensor x = filled({2}, 1);
  for (int i = 0; i < 3; ++i) {
    Tape tape;
    backward_from(tape, add(x, x), {1, 10});
  }
  expect_close("dx", grad_of(x), {6, 60});
  x.zero_grad();
  expect_close("dx", grad_of(x), {0, 0});
}

TEST(Tape, RefusesALossThatCannotBeSentBack) {
  Tape tape;
  EXPECT_EQ(error_of([&] { tape.backward(filled({3}, 1)); }),
            "[backward] want a loss with one element, got shape (3)");
  EXPECT_EQ(error_of([&] { tape.backward({}); }),
            "[backward] want a loss with one element, got shape no tensor");
  EXPECT_NE(error_of([&] { tape.backward(Tensor::zeros({1})); }).find("depends on nothing"),
            std::string::npos);
}

TEST(Tape, NamesTheFirstOpThatIsNotFinite) {
  const Tensor x = filled({3}, 1);
  Tape tape;
  const Tensor y = gelu(x);
  add(y, x);
  EXPECT_EQ(tape.first_non_finite(), "");
  y.data()[1] = real(INFINITY);
  EXPECT_EQ(tape.first_non_finite(), "gelu");
}

TEST(Tape, TwoHundredThousandOpsNeedNoRecursion) {
  constexpr i64 kOps = 200'000;
  const Tensor x = Tensor::full({4}, 1).set_needs_grad();
  const Tensor zero = Tensor::zeros({4});
  const auto began = std::chrono::steady_clock::now();
  {
    Tape tape;
    Tensor y = x;
    for (i64 i = 0; i < kOps; ++i) y = add(y, zero);
    EXPECT_EQ(tape.size(), kOps);
    backward_from(tape, y, {1, 2, 3, 4});
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  expect_close("dx", grad_of(x), {1, 2, 3, 4});
  RecordProperty("us_per_op", std::to_string(took.count() * 1e6 / double(kOps)));
  EXPECT_LT(took.count() * 1e6 / double(kOps), 50) << "us per op, forward and backward";
  release_cached_memory();
}

}  // namespace
}  // namespace lab::test
