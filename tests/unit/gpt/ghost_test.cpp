// The twin that looks: equal to the model that trains, true to the tap contract.
#include <gmock/gmock.h>

#include "tests/unit/gpt/tiny_gpt.h"

namespace lab::test {
namespace {

/// A session after some steps and a ghost with its weights.
class GhostTest : public ::testing::Test {
 protected:
  void SetUp() override {
    session_ = tiny_session();
    for (int i = 0; i < 40; ++i) session_->step();
    ghost_ = session_->make_ghost();
    ghost_->load({40, weights_of(*session_)});
  }
  Frame look(const Probe& probe) {
    Frame frame;
    ghost_->look(probe, frame);
    return frame;
  }
  std::unique_ptr<GptSession> session_;
  std::unique_ptr<Ghost> ghost_;
};

TEST_F(GhostTest, LogitsEqualTheTrainingModels) {
  const Frame frame = look({.text = "the cat", .taps = taps::kAll});
  NoObserver nobody;
  const Tensor want = session_->model()(ids_of(frame.ids), 1, 7, nobody);
  const Tap* logits = frame.find("logits");
  ASSERT_NE(logits, nullptr);
  ASSERT_EQ(logits->shape, (std::vector<i64>{7, session_->model().vocab()}));
  for (i64 i = 0; i < want.numel(); ++i)
    ASSERT_EQ(logits->values[size_t(i)], float(want.data()[i])) << i;
  std::vector<float> next;
  ghost_->next_logits(frame.ids, next);
  expect_close("next", Doubles(next.begin(), next.end()),
               Doubles(logits->slice(6), logits->slice(7)), 1e-5);
}

TEST_F(GhostTest, NextLogitsDependOnWeightsAndTextAlone) {
  const auto fresh = [&](std::span<const i32> ids, bool int8) {
    const auto ghost = session_->make_ghost();
    if (int8) ghost->use_int8_weights();
    ghost->load({40, weights_of(*session_)});
    std::vector<float> logits;
    ghost->next_logits(ids, logits);
    return logits;
  };
  i64 dropped = 0;
  const std::vector<i32> text = ghost_->encode("the cat saw a dog", dropped);
  const std::span<const i32> all(text);
  std::vector<float> got;
  for (const bool int8 : {false, true}) {
    if (int8) ghost_->use_int8_weights();
    // Onward, past the context of 8, back, the same again, another beginning.
    for (const auto& ids : {all.first(3), all.first(4), all.first(8), all.first(9), all,
                            all.first(2), all.first(2), all.subspan(4, 3)}) {
      ghost_->next_logits(ids, got);
      EXPECT_EQ(got, fresh(ids, int8)) << ids.size();
      const auto last = ids.last(std::min<size_t>(8, ids.size()));
      NoObserver nobody;
      const Tensor want =
          session_->model()(ids_of({last.begin(), last.end()}), 1, i64(last.size()), nobody);
      const i64 V = session_->model().vocab();
      const Doubles whole = doubles(want.data() + want.numel() - V, V);
      expect_close("whole pass", {got.begin(), got.end()}, whole, int8 ? 0.05 : 1e-5);
      if (int8) {
        EXPECT_NE(Doubles(got.begin(), got.end()), whole) << ids.size();
      }
    }
  }
}

TEST_F(GhostTest, NewWeightsAreReadAtOnce) {
  const std::vector<i32> text{1, 2, 3};
  std::vector<float> before, after, want;
  for (const bool int8 : {false, true}) {
    if (int8) ghost_->use_int8_weights();
    ghost_->next_logits(text, before);
    session_->step();
    ghost_->load({41, weights_of(*session_)});
    ghost_->next_logits(text, after);
    EXPECT_NE(after, before);
    const auto other = session_->make_ghost();
    if (int8) other->use_int8_weights();
    other->load({41, weights_of(*session_)});
    other->next_logits(text, want);
    EXPECT_EQ(after, want);
  }
}

TEST_F(GhostTest, TapsHaveTheShapesOfTheContract) {
  const Frame frame = look({.text = "the cat", .taps = taps::kAll});
  const i64 T = 7, H = 2, D = 8, C = 16, V = session_->model().vocab(), L = 2;
  std::map<std::string, std::vector<i64>> want{
      {"final.ln", {T, C}}, {"logits", {T, V}}, {"emb.tok", {V, C}}, {"emb.pos", {8, C}}};
  for (i64 l = 0; l < L; ++l) {
    const std::string block = cat("blk", l, ".");
    for (const char* name : {"attn.p", "attn.score"}) want[block + name] = {H, T, T};
    for (const char* name : {"attn.q", "attn.k", "attn.v"}) want[block + name] = {H, T, D};
    want[block + "attn.head_out"] = {H, T, C};
    for (const char* name : {"resid_mid", "resid_out"}) want[block + name] = {T, C};
    want[block + "mlp.act"] = {T, 4 * C};
  }
  for (const Tap& tap : frame.taps) {
    ASSERT_TRUE(want.contains(tap.name)) << tap.name;
    EXPECT_EQ(tap.shape, want[tap.name]) << tap.name;
    EXPECT_EQ(tap.axes.size(), tap.shape.size()) << tap.name;
    EXPECT_EQ(i64(tap.values.size()), count_numbers(tap.shape)) << tap.name;
  }
  EXPECT_EQ(frame.taps.size(), want.size());
}

TEST_F(GhostTest, OnlyTheTapsAskedForAreFilled) {
  Frame frame = look({.text = "the cat", .taps = taps::kAll});
  ghost_->look({.text = "a", .taps = taps::kLogits}, frame);
  ASSERT_EQ(frame.taps.size(), 1u);
  EXPECT_EQ(frame.taps[0].name, "logits");
  EXPECT_EQ(frame.taps[0].shape[0], 1);
}

TEST_F(GhostTest, AttentionRowsSumToOneAndFollowTheScores) {
  const Frame frame = look({.text = "the cat"});
  for (const char* block : {"blk0.", "blk1."}) {
    const Tap *p = frame.find(cat(block, "attn.p")), *score = frame.find(cat(block, "attn.score"));
    ASSERT_TRUE(p && score);
    for (i64 h = 0; h < 2; ++h)
      for (i64 t = 0; t < 7; ++t) {
        const float* row = p->slice(h) + t * 7;
        const float* scores = score->slice(h) + t * 7;
        const Doubles want = naive::softmax(Doubles(scores, scores + t + 1));
        for (i64 s = 0; s < 7; ++s)
          EXPECT_NEAR(double(row[s]), s <= t ? want[size_t(s)] : 0, 1e-5) << h << t << s;
      }
  }
}

TEST_F(GhostTest, HeadOutputsSumToTheAttentionsPartOfTheStream) {
  const Frame frame = look({.text = "the cat", .taps = taps::kAll});
  const Tap *heads = frame.find("blk1.attn.head_out"), *mid = frame.find("blk1.resid_mid"),
            *before = frame.find("blk0.resid_out");
  for (size_t i = 0; i < 7 * 16; ++i)
    EXPECT_NEAR(double(heads->slice(0)[i] + heads->slice(1)[i]),
                double(mid->values[i] - before->values[i]), 1e-5);
}

TEST_F(GhostTest, ASilencedHeadChangesTheLogitsButNotItsLayersAttention) {
  const Probe plain{.text = "the cat", .taps = taps::kAll};
  const Frame before = look(plain);
  for (const HeadMode mode : {HeadMode::zero, HeadMode::mean}) {
    Probe probe = plain;
    probe.heads = {{.layer = 0, .head = 1, .mode = mode}};
    const Frame after = look(probe);
    EXPECT_NE(before.find("logits")->values, after.find("logits")->values);
    EXPECT_EQ(before.find("blk0.attn.p")->values, after.find("blk0.attn.p")->values);
    EXPECT_NE(before.find("blk1.attn.p")->values, after.find("blk1.attn.p")->values);
    const Tap* out = after.find("blk0.attn.head_out");
    for (i64 t = 0; t < 7; ++t)
      for (i64 c = 0; c < 16; ++c) {
        const float v = out->slice(1)[t * 16 + c];
        EXPECT_EQ(v, mode == HeadMode::zero ? 0 : out->slice(1)[c]);
      }
  }
  Probe same = plain;
  same.heads = {{.layer = 0, .head = 1, .mode = HeadMode::normal}, {.layer = 9, .head = 9}};
  EXPECT_EQ(look(same).find("logits")->values, before.find("logits")->values);
  EXPECT_EQ(look(plain).find("logits")->values, before.find("logits")->values);
}

TEST_F(GhostTest, ScoresTheTextAndRanksTheNextToken) {
  const Frame frame = look({.text = "the cat", .sampler = {.temperature = 1}, .taps = taps::kAll});
  EXPECT_TRUE(std::isnan(frame.log_p[0]));
  EXPECT_EQ(frame.rank[0], -1);
  const Tap* logits = frame.find("logits");
  const i64 V = logits->shape[1];
  for (i64 t = 1; t < 7; ++t) {
    const float* row = logits->slice(t - 1);
    const i32 id = frame.ids[size_t(t)];
    const Doubles p = naive::softmax(Doubles(row, row + V));
    EXPECT_NEAR(double(frame.log_p[size_t(t)]), std::log(p[size_t(id)]), 1e-5);
    EXPECT_EQ(frame.rank[size_t(t)],
              std::count_if(p.begin(), p.end(), [&](double q) { return q > p[size_t(id)]; }));
  }
  ASSERT_EQ(i64(frame.candidates.size()), V);
  const Doubles last = naive::softmax(Doubles(logits->slice(6), logits->slice(6) + V));
  for (const Candidate& c : frame.candidates) EXPECT_NEAR(double(c.raw), last[size_t(c.id)], 1e-5);
  EXPECT_TRUE(frame.sampled >= 0 && frame.sampled < V);
}

TEST_F(GhostTest, LongTextsKeepTheirEndAndUnknownCharactersAreCounted) {
  const Frame frame = look({.text = "the cat saw Ω dog"});
  EXPECT_EQ(frame.ids.size(), 8u);  // the context
  EXPECT_EQ(frame.dropped, 1 + (16 - 8));
  EXPECT_EQ(frame.text_tokens, 8);
  EXPECT_EQ(frame.labels.back(), "g");
  const Frame forced = look({.text = "the", .forced = {1, 2}});
  EXPECT_EQ(forced.ids.size(), 5u);
  EXPECT_EQ(forced.text_tokens, 3);
  EXPECT_EQ(look({.text = ""}).ids, std::vector<i32>{ghost_->start_token()});
  EXPECT_EQ(look({.text = "", .forced = {-1, 9999}}).ids.size(), 1u);
}

TEST_F(GhostTest, GeneratesTheSameTextAgainBeyondItsContext) {
  const SamplerOptions options{.temperature = 1, .seed = 4};
  std::vector<float> p;
  const auto once = generate(*ghost_, {}, 30, options, &p);
  EXPECT_EQ(once.size(), 30u);
  EXPECT_EQ(generate(*ghost_, {}, 30, options), once);
  EXPECT_NE(generate(*ghost_, {}, 30, {.temperature = 1, .seed = 5}), once);
  for (const float q : p) EXPECT_TRUE(q > 0 && q <= 1);
}

TEST_F(GhostTest, SharesNothingWithTheTrainingAndRefusesOtherWeights) {
  const Frame before = look({.text = "the cat", .taps = taps::kLogits});
  session_->step();
  EXPECT_EQ(look({.text = "the cat", .taps = taps::kLogits}).taps[0].values, before.taps[0].values);
  EXPECT_THAT(error_of([&] {
                ghost_->load({1, std::vector<real>(7)});
              }),
              ::testing::HasSubstr("a model of another shape"));
}

}  // namespace
}  // namespace lab::test
