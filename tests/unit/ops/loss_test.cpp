// Cross-entropy: its twin, places left out, extreme logits.
#include "tests/reference/compare.h"

namespace lab::test {
namespace {

class LossSizes : public ::testing::TestWithParam<std::pair<i64, i64>> {};
INSTANTIATE_TEST_SUITE_P(Odd, LossSizes,
                         ::testing::Values(std::pair<i64, i64>{1, 1}, std::pair<i64, i64>{3, 7},
                                           std::pair<i64, i64>{65, 3},
                                           std::pair<i64, i64>{700, 65}));

TEST_P(LossSizes, EqualsItsTwinWithPlacesLeftOut) {
  const auto [rows, V] = GetParam();
  const Tensor logits = filled({rows, V}, 1, 12);
  std::vector<i32> targets = some_ids(rows, V);
  for (size_t r = 1; r < targets.size(); r += 3) targets[r] = -1;
  Doubles want;
  const double nats = naive::cross_entropy(values_of(logits), targets, V, &want);
  for (double& g : want) g *= 2;
  for (int pass = 0; pass < 2; ++pass) {
    Tape tape;
    const Tensor loss = cross_entropy(logits, ids_of(targets));
    EXPECT_NEAR(double(loss.item()), nats, 1e-6 + kClose * nats);
    tape.backward(loss);
  }
  expect_close("dlogits", grad_of(logits), want);
  for (size_t r = 1; r < targets.size(); r += 3)
    for (i64 c = 0; c < V; ++c) ASSERT_EQ(logits.grad()[i64(r) * V + c], 0);
}

TEST(CrossEntropy, SurvivesLogitsThatExpCannotHold) {
  const Tensor logits = Tensor::zeros({2, 3}).set_needs_grad();
  const real rows[] = {1000, 0, -1000, -5000, -5000, -5001};
  std::copy_n(rows, 6, logits.data());
  Tape tape;
  const Tensor loss = cross_entropy(logits, ids_of({1, 2}));
  const double second = 1 + std::log(2 + std::exp(-1.0));
  EXPECT_NEAR(double(loss.item()), (1000 + second) / 2, 1e-3);
  tape.backward(loss);
  EXPECT_EQ(first_non_finite(logits.grad(), 6), -1);
  EXPECT_NEAR(double(logits.grad()[0]), 0.5, 1e-6);
  EXPECT_NEAR(double(logits.grad()[1]), -0.5, 1e-6);
}

TEST(CrossEntropy, NothingToPredictIsZero) {
  const Tensor logits = filled({2, 3}, 1);
  Tape tape;
  EXPECT_EQ(cross_entropy(logits, ids_of({-1, -1})).item(), 0);
  EXPECT_EQ(tape.size(), 0);
}

TEST(CrossEntropy, ANaNOrInfinityIsNotHidden) {
  for (const real bad : {real(NAN), real(INFINITY)})
    for (int place = 0; place < 3; ++place) {
      const Tensor logits = filled({1, 3}, 1);
      logits.data()[place] = bad;
      EXPECT_FALSE(std::isfinite(double(cross_entropy(logits, ids_of({1})).item()))) << place;
    }
}

TEST(CrossEntropy, WrongTargetsAreNamed) {
  const Tensor logits = filled({2, 3}, 1);
  EXPECT_EQ(error_of([&] {
              cross_entropy(logits, ids_of({0, 3}));
            }),
            "[cross_entropy] targets: want below 3, got 3");
  EXPECT_EQ(error_of([&] { cross_entropy(logits, ids_of({0})); }),
            "[cross_entropy] targets: want 2, one per row of logits (2, 3), got 1");
}

}  // namespace
}  // namespace lab::test
