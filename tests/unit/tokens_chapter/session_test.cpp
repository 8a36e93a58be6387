// Training of chapter 02: it starts where bytes stand, learns, and resumes to the same bits.
#include <gmock/gmock.h>

#include <cmath>

#include "engine/core/threads.h"
#include "engine/text/unicode.h"
#include "tests/unit/tokens_chapter/small_run.h"

namespace lab::test {
namespace {

using ::testing::HasSubstr;

TEST(TokensSession, StartsAtTheBytesAndLearns) {
  TokensSession session(small_options(), town_corpus());
  EXPECT_EQ(session.chars_seen(), 0);
  EXPECT_EQ(session.model_size(), 256);
  double before = 1e9;
  i64 rises = 0;
  for (int step = 0; step < 144; ++step) {
    const StepResult result = session.step();
    EXPECT_TRUE(std::isnan(result.lr) && std::isnan(result.grad_norm));
    rises += result.loss >= before;
    before = result.loss;
  }
  EXPECT_LE(rises, 2);  // a merge of frequent pairs nearly always pays
  const Evaluation valid = session.evaluate(town_corpus().valid_ids);
  TokensSession fresh(small_options(), town_corpus());
  EXPECT_LT(valid.nats_per_char(), 0.8 * fresh.evaluate(town_corpus().valid_ids).nats_per_char());
  EXPECT_EQ(session.model_size(), 400);
  EXPECT_EQ(session.chars_seen(), i64(town_corpus().train_ids.size()));
}

TEST(TokensSession, EvaluatesAnyTextPerCharacter) {
  TokensSession session(small_options(), town_corpus());
  for (int i = 0; i < 30; ++i) session.step();
  const std::string& text = town_corpus().valid;
  const Evaluation a = session.evaluate(town_corpus().valid_ids);
  const Evaluation b = session.evaluate_text(town_corpus().vocab, text);
  EXPECT_EQ(a.nats_per_token, b.nats_per_token);
  EXPECT_EQ(a.characters, count_chars(text));
  EXPECT_EQ(a.tokens, i64(session.model().encode(text).size()));
  double nats = 0;
  for (const i32 id : session.model().encode(text)) nats -= session.model().log_p()[size_t(id)];
  EXPECT_NEAR(a.nats_per_char(), nats / double(a.characters), 1e-9);
  // characters that the training text does not have
  const Evaluation snow = session.evaluate_text(town_corpus().vocab, "☃ 뷁");
  EXPECT_EQ(snow.characters, 3);
  EXPECT_EQ(snow.unknown, 0);
  EXPECT_TRUE(std::isfinite(snow.nats_per_char()));
}

TEST(TokensSession, SeveralMergesAStepEndWhereSingleOnesEnd) {
  TokensSession one(small_options(), town_corpus());
  TokensSession ten({.vocab = 400, .merges_per_step = 10}, town_corpus());
  for (int i = 0; i < 20; ++i) one.step();
  for (int i = 0; i < 2; ++i) ten.step();
  EXPECT_TRUE(weights_of(one) == weights_of(ten));
  EXPECT_EQ(one.step().loss, ten.step().loss);
  EXPECT_EQ(TokensOptions({.vocab = 400, .merges_per_step = 10}).steps(), 15);
}

TEST(TokensSession, SameBitsWithAnyNumberOfThreads) {
  std::vector<std::vector<real>> weights;
  std::vector<double> losses;
  for (const int n : {1, 2, 3}) {
    set_threads(n);
    TokensSession session(small_options(), town_corpus());
    for (int i = 0; i < 50; ++i) session.step();
    weights.push_back(weights_of(session));
    losses.push_back(session.evaluate(town_corpus().valid_ids).nats_per_token);
  }
  set_threads(1);
  EXPECT_TRUE(weights[0] == weights[1] && weights[0] == weights[2]);
  EXPECT_TRUE(losses[0] == losses[1] && losses[0] == losses[2]);
}

TEST(TokensSession, ResumesToTheSameBits) {
  const TempDir dir;
  for (const char* split : {"gpt2", "none"}) {
    const TokensOptions options{.vocab = 400, .split = split};
    TokensSession whole(options, town_corpus()), resumed(options, town_corpus());
    for (int i = 0; i < 40; ++i) whole.step();
    whole.set_lr_scale(0.5);
    save(whole, dir / "c.safetensors");
    for (int i = 0; i < 3; ++i) resumed.step();
    resumed.restore(Checkpoint::read(dir / "c.safetensors"));
    EXPECT_EQ(resumed.steps_done(), 40);
    EXPECT_TRUE(weights_of(whole) == weights_of(resumed));
    EXPECT_EQ(resumed.lr_scale(), 0.5);
    for (int i = 0; i < 110; ++i) ASSERT_EQ(whole.step().loss, resumed.step().loss) << i;
    EXPECT_TRUE(weights_of(whole) == weights_of(resumed));
    EXPECT_EQ(whole.state(), resumed.state());
  }
}

TEST(TokensSession, RefusesTheCheckpointOfAnotherModel) {
  const TempDir dir;
  TokensSession session(small_options(), town_corpus());
  session.step();
  save(session, dir / "c.safetensors");
  TokensSession larger({.vocab = 401}, town_corpus());
  EXPECT_THAT(error_of([&] { larger.restore(Checkpoint::read(dir / "c.safetensors")); }),
              HasSubstr("merges"));
  TokensSession other({.vocab = 400, .split = "none"}, town_corpus());
  EXPECT_THAT(error_of([&] { other.restore(Checkpoint::read(dir / "c.safetensors")); }),
              HasSubstr("split=gpt2"));
}

TEST(TokensChapter, PresetsFillTheirVocabularies) {
  for (const Preset& preset : make_tokens_chapter()->presets()) {
    const auto model = make_tokens_chapter();
    for (const auto& [key, value] : preset.options) set_option(model->options(), key, value);
    EXPECT_EQ(preset.steps, model->default_steps()) << preset.name;
  }
}

}  // namespace
}  // namespace lab::test
