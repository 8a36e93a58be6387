#include "engine/text/sampling.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "engine/core/check.h"
#include "engine/core/rng.h"

namespace lab {
namespace {

std::vector<Candidate> rank(std::vector<float> logits, SamplerOptions options) {
  std::vector<Candidate> out;
  rank_candidates(logits, options, out);
  return out;
}

std::vector<i32> kept_ids(const std::vector<Candidate>& candidates) {
  std::vector<i32> ids;
  for (const Candidate& c : candidates)
    if (c.kept) ids.push_back(c.id);
  return ids;
}

double total(const std::vector<Candidate>& candidates, float Candidate::*field) {
  double sum = 0;
  for (const Candidate& c : candidates) sum += c.*field;
  return sum;
}

using Ids = std::vector<i32>;

TEST(Sampling, SoftmaxValuesByHand) {
  const auto c = rank({0, std::log(3.f)}, {.temperature = 0.5f});
  EXPECT_EQ(c[0].id, 1);
  EXPECT_NEAR(c[0].raw, 0.75, 1e-6);
  EXPECT_NEAR(c[0].tempered, 0.9, 1e-6);  // 9 / (9 + 1)
  EXPECT_NEAR(c[0].final, 0.9, 1e-6);
  EXPECT_NEAR(c[1].final, 0.1, 1e-6);
}

TEST(Sampling, SortsTiesByIdAndKeepsAllTokens) {
  const auto c = rank({1, 2, 1, 2, 0}, {.temperature = 1});
  Ids order;
  for (const Candidate& candidate : c) order.push_back(candidate.id);
  EXPECT_EQ(order, (Ids{1, 3, 0, 2, 4}));
}

TEST(Sampling, TopKCutsThroughTiesBySmallerId) {
  EXPECT_EQ(kept_ids(rank({5, 5, 5, 5}, {.temperature = 1, .top_k = 2})), (Ids{0, 1}));
  EXPECT_EQ(kept_ids(rank({1, 2, 3}, {.temperature = 1, .top_k = 1})), (Ids{2}));
  EXPECT_EQ(kept_ids(rank({1, 2, 3}, {.temperature = 1, .top_k = 99})), (Ids{2, 1, 0}));
  EXPECT_EQ(kept_ids(rank({1, 2, 3}, {.temperature = 1, .top_k = 0})), (Ids{2, 1, 0}));
}

TEST(Sampling, TopPKeepsTheSmallestSetThatReachesP) {
  const std::vector<float> logits = {std::log(.5f), std::log(.3f), std::log(.2f)};
  const auto kept = [&](float p) { return kept_ids(rank(logits, {.temperature = 1, .top_p = p})); };
  EXPECT_EQ(kept(1e-6f), (Ids{0}));
  EXPECT_EQ(kept(.5f), (Ids{0}));  // exactly reached
  EXPECT_EQ(kept(.51f), (Ids{0, 1}));
  EXPECT_EQ(kept(.8f), (Ids{0, 1}));
  EXPECT_EQ(kept(.81f), (Ids{0, 1, 2}));
  EXPECT_EQ(kept(1), (Ids{0, 1, 2}));
}

TEST(Sampling, TopPCountsWhatTopKLeft) {
  // .5 .3 .2 -> top-k 2 -> .625 .375: p = 0.6 is reached by the first alone.
  const std::vector<float> logits = {std::log(.5f), std::log(.3f), std::log(.2f)};
  const auto c = rank(logits, {.temperature = 1, .top_k = 2, .top_p = .6f});
  EXPECT_EQ(kept_ids(c), (Ids{0}));
  EXPECT_FLOAT_EQ(c[0].final, 1);
  EXPECT_FLOAT_EQ(c[1].final, 0);
  EXPECT_NEAR(c[1].tempered, .3, 1e-6);
}

TEST(Sampling, TemperatureZeroIsGreedyWithTiesToTheSmallerId) {
  const auto c = rank({2, 7, 7}, {.temperature = 0});
  EXPECT_EQ(c[0].id, 1);
  EXPECT_EQ(kept_ids(c), (Ids{1}));
  EXPECT_EQ(c[0].final, 1);
  EXPECT_EQ(c[0].tempered, 1);
  EXPECT_NEAR(c[0].raw, 0.498, 1e-3);  // the belief stays what it was
  EXPECT_EQ(pick(c, 0.999), 0u);
}

TEST(Sampling, ExtremesDoNotOverflow) {
  const float huge = std::numeric_limits<float>::max();
  for (const float temperature : {1e-30f, 1e-3f, 1.f, 1e30f, huge}) {
    const auto c = rank({huge, -huge, 0, 1e-40f}, {.temperature = temperature});
    for (float Candidate::*field : {&Candidate::raw, &Candidate::tempered, &Candidate::final}) {
      EXPECT_NEAR(total(c, field), 1, 1e-6) << temperature;
      for (const Candidate& candidate : c) EXPECT_TRUE(std::isfinite(candidate.*field));
    }
  }
  const auto flat = rank({1, 2, 3, 4}, {.temperature = 1e30f});
  for (const Candidate& c : flat) EXPECT_NEAR(c.final, .25, 1e-6);
}

TEST(Sampling, FinalSumsToOneForRandomLogitsAndOptions) {
  Rng rng(5);
  for (int n = 0; n < 2000; ++n) {
    std::vector<float> logits(1 + rng.below(300));
    for (float& x : logits) x = float(10 * rng.normal());
    const SamplerOptions options{.temperature = float(3 * rng.uniform()),
                                 .top_k = int(rng.below(50)),
                                 .top_p = 1 - float(rng.uniform())};
    const auto c = rank(logits, options);
    ASSERT_NEAR(total(c, &Candidate::final), 1, 1e-5);
    ASSERT_NEAR(total(c, &Candidate::raw), 1, 1e-5);
    const size_t kept = kept_ids(c).size();
    ASSERT_GE(kept, 1u);
    for (size_t i = 0; i < c.size(); ++i) ASSERT_EQ(c[i].kept, i < kept);  // a prefix, always
    const size_t picked = pick(c, rng.uniform());
    ASSERT_TRUE(c[picked].kept);
    ASSERT_GT(c[picked].final, 0);
  }
}

TEST(Sampling, PickFollowsTheCumulativeMass) {
  const auto c = rank({std::log(.5f), std::log(.25f), std::log(.25f)}, {.temperature = 1});
  EXPECT_EQ(pick(c, 0), 0u);
  EXPECT_EQ(pick(c, .4999), 0u);
  EXPECT_EQ(pick(c, .5001), 1u);
  EXPECT_EQ(pick(c, .7501), 2u);
  EXPECT_EQ(pick(c, std::nextafter(1., 0.)), 2u);
  std::vector<i64> counts(3);
  Rng rng(1);
  for (int i = 0; i < 40'000; ++i) ++counts[pick(c, rng.uniform())];
  EXPECT_NEAR(double(counts[0]), 20'000, 500);  // 5 sigma
  EXPECT_NEAR(double(counts[2]), 10'000, 435);
}

TEST(Sampling, RefusesWhatHasNoMeaning) {
  const float inf = std::numeric_limits<float>::infinity();
  for (const float bad : {inf, -inf, std::nanf("")}) EXPECT_THROW(rank({0, bad}, {}), Error);
  EXPECT_THROW(rank({}, {}), Error);
  EXPECT_THROW(rank({1}, {.temperature = -1}), Error);
  EXPECT_THROW(rank({1}, {.temperature = inf}), Error);
  EXPECT_THROW(rank({1}, {.temperature = std::nanf("")}), Error);
  EXPECT_THROW(rank({1}, {.top_k = -1}), Error);
  for (const float p : {0.f, -1.f, 1.01f, std::nanf("")})
    EXPECT_THROW(rank({1}, {.top_p = p}), Error);
  EXPECT_THROW(pick({}, 0.5), Error);
}

}  // namespace
}  // namespace lab
