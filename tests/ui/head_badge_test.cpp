// Heads whose pattern is known are called by its name.
#include "viz/panels/head_badge.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <vector>

namespace lab {
namespace {

constexpr i64 kTokens = 24;

/// (T, T) causal rows, proportional to `like` and summing to 1.
std::vector<float> rows(const std::function<double(i64 q, i64 k)>& like) {
  std::vector<float> p(std::size_t(kTokens * kTokens), 0);
  for (i64 q = 0; q < kTokens; ++q) {
    double sum = 0;
    for (i64 k = 0; k <= q; ++k) sum += like(q, k);
    for (i64 k = 0; k <= q; ++k) p[std::size_t(q * kTokens + k)] = float(like(q, k) / sum);
  }
  return p;
}

std::vector<i32> all_different() {
  std::vector<i32> ids;
  for (i32 i = 0; i < kTokens; ++i) ids.push_back(i);
  return ids;
}

TEST(HeadBadge, SharpPatternsAreNamedWithTheirShare) {
  const auto judge = [](auto like) { return judge_head(rows(like), all_different()); };
  const HeadBadge previous = judge([](i64 q, i64 k) { return k == q - 1 ? 9. : 1. / double(q); });
  EXPECT_EQ(previous.kind, HeadKind::previous);
  EXPECT_NEAR(previous.strength, 0.9, 0.01);
  EXPECT_EQ(judge([](i64 q, i64 k) { return k == q ? 20. : 1.; }).kind, HeadKind::self);
  EXPECT_EQ(judge([](i64, i64 k) { return k == 0 ? 20. : 1.; }).kind, HeadKind::first);
}

TEST(HeadBadge, EvenAndNearbyAttention) {
  const HeadBadge uniform = judge_head(rows([](i64, i64) { return 1.; }), all_different());
  EXPECT_EQ(uniform.kind, HeadKind::uniform);
  EXPECT_NEAR(uniform.strength, 1, 1e-5);
  const HeadBadge local = judge_head(
      rows([](i64 q, i64 k) { return std::exp(-0.4 * double(q - k)); }), all_different());
  EXPECT_EQ(local.kind, HeadKind::local);
}

TEST(HeadBadge, InductionNeedsATextThatRepeats) {
  std::vector<i32> twice;
  for (i32 i = 0; i < kTokens; ++i) twice.push_back(i % (kTokens / 2));
  // Looks at what followed the same token last time.
  const auto p = rows([](i64 q, i64 k) { return k == q - kTokens / 2 + 1 ? 30. : 1.; });
  const HeadBadge badge = judge_head(p, twice);
  EXPECT_EQ(badge.kind, HeadKind::induction);
  EXPECT_GT(badge.strength, 0.55);
  EXPECT_NE(judge_head(p, all_different()).kind, HeadKind::induction);
}

TEST(HeadBadge, ShortTextsAreNotJudged) {
  const std::vector<float> p{1, 0, 0.5f, 0.5f};
  const std::vector<i32> ids{1, 2};
  EXPECT_EQ(judge_head(p, ids).kind, HeadKind::mixed);
  EXPECT_EQ(judge_head(p, ids).strength, 0);
}

}  // namespace
}  // namespace lab
