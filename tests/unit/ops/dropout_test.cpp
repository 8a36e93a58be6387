// Dropout: the coins' share, their independence, and the same coins in backward.
#include "engine/core/threads.h"
#include "tests/reference/compare.h"

namespace lab::test {
namespace {

constexpr i64 kMany = 200'000;

TEST(Dropout, DropsTheShareItSaysAndKeepsTheMean) {
  const Tensor ones = Tensor::full({kMany}, 1);
  for (const double p : {0.1, 0.5, 0.9}) {
    const Tensor y = dropout(ones, real(p), 12345);
    i64 zeros = 0;
    double sum = 0;
    for (i64 i = 0; i < kMany; ++i) {
      const real v = y.data()[i];
      ASSERT_TRUE(v == 0 || std::abs(double(v) - 1 / (1 - p)) < 1e-5) << v;
      zeros += v == 0;
      sum += double(v);
    }
    const double sigma = std::sqrt(p * (1 - p) / double(kMany));
    EXPECT_NEAR(double(zeros) / double(kMany), p, 5 * sigma);
    EXPECT_NEAR(sum / double(kMany), 1, 5 * sigma / (1 - p));
  }
}

TEST(Dropout, NeighboursAndKeysAreIndependent) {
  const Tensor ones = Tensor::full({kMany}, 1);
  const Tensor a = dropout(ones, real(0.5), splitmix64(1)),
               b = dropout(ones, real(0.5), splitmix64(2));
  i64 same_neighbour = 0, same_key = 0;
  for (i64 i = 1; i < kMany; ++i) {
    same_neighbour += a.data()[i] == a.data()[i - 1];
    same_key += a.data()[i] == b.data()[i];
  }
  const double sigma = std::sqrt(0.25 * double(kMany));
  EXPECT_NEAR(double(same_neighbour), double(kMany) / 2, 5 * sigma);
  EXPECT_NEAR(double(same_key), double(kMany) / 2, 5 * sigma);
}

TEST(Dropout, BackwardThrowsTheSameCoinsAndAdds) {
  const Tensor x = Tensor::full({kMany}, 3).set_needs_grad();
  const Doubles dy(size_t(kMany), 3.0);
  Tensor y;
  for (int pass = 0; pass < 2; ++pass) {
    Tape tape;
    y = dropout(x, real(0.3), 77);
    backward_from(tape, y, dy);
  }
  for (i64 i = 0; i < kMany; ++i)  // y = x * coin and dx = dy * coin, with x = dy
    ASSERT_EQ(x.grad()[i], 2 * y.data()[i]) << i;
}

TEST(Dropout, DoesNotDependOnTheThreads) {
  const Tensor x = filled({kMany}, 1);
  set_threads(1);
  const Doubles alone = values_of(dropout(x, real(0.3), 5));
  set_threads(3);
  EXPECT_EQ(values_of(dropout(x, real(0.3), 5)), alone);
  set_threads(1);
}

TEST(Dropout, NothingToDropReturnsTheInput) {
  const Tensor x = filled({3}, 1);
  EXPECT_EQ(dropout(x, 0, 5).data(), x.data());
}

TEST(Dropout, RefusesProbabilitiesOutsideZeroToOne) {
  const Tensor x = filled({3}, 1);
  EXPECT_EQ(error_of([&] { dropout(x, 1, 5); }), "[dropout] p: want 0 <= p < 1, got 1");
  EXPECT_EQ(error_of([&] { dropout(x, -1, 5); }), "[dropout] p: want 0 <= p < 1, got -1");
  EXPECT_NE(error_of([&] { dropout(x, real(NAN), 5); }), "no error");
}

}  // namespace
}  // namespace lab::test
