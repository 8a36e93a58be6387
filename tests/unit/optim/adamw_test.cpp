// AdamW against its naive twin, clipping, and gradients that are no numbers.
#include "engine/optim/adamw.h"

#include <cstring>

#include "engine/core/threads.h"
#include "tests/unit/optim/gradients.h"

namespace lab::test {
namespace {

/// A matrix, which decays, and a vector, which does not.
Parameters two_parameters() { return {{"W", filled({65, 33}, 1)}, {"gain", filled({130}, 2)}}; }

class Clipping : public ::testing::TestWithParam<double> {};
INSTANTIATE_TEST_SUITE_P(OffUnderAndOver, Clipping, ::testing::Values(0, 1e6, 1));

TEST_P(Clipping, TwentyStepsEqualTheTwin) {
  const AdamWOptions options{.clip = real(GetParam())};
  const Parameters parameters = two_parameters();
  AdamW optimizer(parameters, options);
  std::vector<naive::AdamW> twins;
  std::vector<Doubles> w;
  for (const Parameter& p : parameters) {
    const double decay = p.name == "W" ? double(options.decay) : 0;
    twins.push_back(
        {double(options.beta1), double(options.beta2), double(options.eps), decay, {}, {}, 0});
    w.push_back(values_of(p.tensor));
  }
  for (int step = 0; step < 20; ++step) {
    give_gradients(parameters, step, 3);
    std::vector<Doubles> grads{grad_of(parameters[0].tensor), grad_of(parameters[1].tensor)};
    const double total = std::hypot(norm(grads[0]), norm(grads[1]));
    const bool over = GetParam() > 0 && total > GetParam();
    const double lr = 0.01 / (1 + step);
    double moved = 0, weights = 0;
    for (size_t p = 0; p < w.size(); ++p) {
      if (over)
        for (double& g : grads[p]) g *= GetParam() / (total + 1e-6);
      const Doubles before = w[p];
      twins[p].step(w[p], grads[p], lr);
      for (size_t i = 0; i < before.size(); ++i) {
        moved += (w[p][i] - before[i]) * (w[p][i] - before[i]);
        weights += w[p][i] * w[p][i];
      }
    }
    const AdamW::Report report = optimizer.step(real(lr));
    ASSERT_NEAR(report.grad_norm, total, 1e-6 * total);
    ASSERT_NEAR(report.update_norm, std::sqrt(moved), 1e-3 * std::sqrt(moved));
    ASSERT_NEAR(report.weight_norm, std::sqrt(weights), 1e-6 * std::sqrt(weights));
    for (size_t p = 0; p < w.size(); ++p) {
      expect_close(parameters[p].name, values_of(parameters[p].tensor), w[p]);
      expect_close("m", values_of(optimizer.first_moments()[p]), twins[p].m);
      expect_close("v", values_of(optimizer.second_moments()[p]), twins[p].v);
      for (const double g : grad_of(parameters[p].tensor)) ASSERT_EQ(g, 0);
    }
  }
  EXPECT_EQ(optimizer.steps(), 20);
}

TEST(AdamW, AGradientThatIsNoNumberLeavesEverythingAlone) {
  for (const real bad : {real(NAN), real(INFINITY)}) {
    const Parameters parameters = two_parameters();
    AdamW optimizer(parameters, {});
    give_gradients(parameters, 0, 1);
    optimizer.step(real(0.01));
    const Doubles w = values_of(parameters[0].tensor), m = values_of(optimizer.first_moments()[0]);
    give_gradients(parameters, 1, 1);
    parameters[1].tensor.grad()[129] = bad;
    EXPECT_FALSE(std::isfinite(optimizer.step(real(0.01)).grad_norm));
    EXPECT_EQ(values_of(parameters[0].tensor), w);
    EXPECT_EQ(values_of(optimizer.first_moments()[0]), m);
    EXPECT_EQ(optimizer.steps(), 1);
  }
}

TEST(AdamW, AHugeFiniteGradientIsClippedAndNotLost) {
  const Parameters parameters{{"gain", Tensor::zeros({2}).set_needs_grad()}};
  AdamW optimizer(parameters, {});
  parameters[0].tensor.grad()[0] = real(1e30);
  EXPECT_NEAR(optimizer.step(real(0.5)).grad_norm / 1e30, 1, 1e-6);
  EXPECT_NEAR(double(parameters[0].tensor.data()[0]), -0.5, 1e-5);  // Adam's first step is lr
}

TEST(AdamW, SameBitsWithAnyNumberOfThreads) {
  const auto train = [](int threads) {
    set_threads(threads);
    const Parameters parameters{{"W", filled({700, 131}, 1)}};
    AdamW optimizer(parameters, {});
    Doubles seen;
    for (int step = 0; step < 3; ++step) {
      give_gradients(parameters, step, 1);
      const auto report = optimizer.step(real(0.01));
      seen.insert(seen.end(), {report.grad_norm, report.update_norm, report.weight_norm});
    }
    const Doubles w = values_of(parameters[0].tensor);
    seen.insert(seen.end(), w.begin(), w.end());
    set_threads(1);
    return seen;
  };
  const Doubles alone = train(1);
  EXPECT_EQ(train(2), alone);
  EXPECT_EQ(train(5), alone);
}

}  // namespace
}  // namespace lab::test
