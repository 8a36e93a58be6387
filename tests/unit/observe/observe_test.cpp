// Frames are plain data; generation reads a ghost token by token.
#include <gtest/gtest.h>

#include <cmath>

#include "engine/core/check.h"
#include "engine/observe/ghost.h"

namespace lab::test {
namespace {

/// Believes that the next id is one more than the last, with one nat of doubt per step of distance.
class CountingGhost final : public Ghost {
 public:
  void load(const Weights&) override {}
  void look(const Probe&, Frame&) override {}
  void next_logits(std::span<const i32> ids, std::vector<float>& logits) override {
    longest = std::max(longest, i64(ids.size()));
    logits.resize(5);
    for (i32 v = 0; v < 5; ++v) logits[size_t(v)] = -float((v - ids.back() + 9) % 5);
  }
  std::vector<i32> encode(const std::string&, i64&) const override { return {}; }
  std::string decode(i32 id) const override { return std::to_string(id); }
  i64 vocab_size() const override { return 5; }
  std::vector<ParamShape> shapes() const override { return {}; }
  i32 start_token() const override { return 3; }
  i64 longest = 0;
};

TEST(Generate, IsGreedyAtTemperatureZeroAndSaysTheProbabilities) {
  CountingGhost ghost;
  std::vector<float> p{9, 9};
  EXPECT_EQ(generate(ghost, {}, 4, {.temperature = 0}, &p), (std::vector<i32>{4, 0, 1, 2}));
  EXPECT_EQ(ghost.longest, 4);
  double sum = 0;
  for (int v = 0; v < 5; ++v) sum += std::exp(-v);
  ASSERT_EQ(p.size(), 4u);
  for (const float q : p) EXPECT_NEAR(double(q), 1 / sum, 1e-6);
  const std::vector<i32> prompt{1, 1};
  EXPECT_EQ(generate(ghost, prompt, 2, {.temperature = 0}), (std::vector<i32>{2, 3}));
  EXPECT_TRUE(generate(ghost, prompt, 0, {}).empty());
}

TEST(Generate, DependsOnTheSeedAlone) {
  CountingGhost ghost;
  const auto once = generate(ghost, {}, 50, {.temperature = 1, .seed = 5});
  EXPECT_EQ(generate(ghost, {}, 50, {.temperature = 1, .seed = 5}), once);
  EXPECT_NE(generate(ghost, {}, 50, {.temperature = 1, .seed = 6}), once);
}

TEST(Generate, Int8WeightsAreRefusedByModelsWithoutThem) {
  CountingGhost ghost;
  EXPECT_THROW(ghost.use_int8_weights(), Error);
}

TEST(Frame, FindsTapsAndTheirSlices) {
  Frame frame;
  frame.taps.push_back({"a", {"x"}, {2}, {1, 2}});
  frame.taps.push_back({"b", {"head", "query", "key"}, {2, 2, 2}, {0, 1, 2, 3, 4, 5, 6, 7}});
  ASSERT_NE(frame.find("b"), nullptr);
  EXPECT_EQ(frame.find("b")->slice(1)[0], 4);
  EXPECT_EQ(frame.find("c"), nullptr);
}

}  // namespace
}  // namespace lab::test
