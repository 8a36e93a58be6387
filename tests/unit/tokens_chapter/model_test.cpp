// The unigram over byte pairs: equations by hand, merges as the trainer's, replay as learning.
#include <gmock/gmock.h>

#include <cmath>
#include <map>

#include "engine/text/unicode.h"
#include "engine/tokens/readers.h"
#include "engine/tokens/tokenizer_json.h"
#include "tests/unit/tokens_chapter/small_run.h"

namespace lab::test {
namespace {

using ::testing::HasSubstr;

TEST(BpeUnigram, OneMergeByHand) {
  BpeUnigram model("abab ab", {.vocab = 300, .split = "none"});
  const auto id = [&](std::string_view bytes) { return model.encode(bytes).front(); };
  // a 3, b 3, space 1 of 7 bytes; V = 256
  EXPECT_NEAR(model.log_p()[size_t(id("a"))], std::log(4. / 263), 1e-12);
  EXPECT_NEAR(model.train_nats_per_char(), -(3 * std::log(4. / 263) * 2 + std::log(2. / 263)) / 7,
              1e-12);
  ASSERT_TRUE(model.learn());
  EXPECT_EQ(model.bytes(256), "ab");
  EXPECT_EQ(model.count(256), 3);
  EXPECT_EQ(model.count(id("a")), 0);
  // ab 3, space 1 of 4 tokens; V = 257
  EXPECT_NEAR(model.train_nats_per_char(), -(3 * std::log(4. / 261) + std::log(2. / 261)) / 7,
              1e-12);
  EXPECT_NEAR(model.log_p()[size_t(id("a"))], std::log(1. / 261), 1e-12);
}

TEST(BpeUnigram, LearnsTheMergesOfTheTrainer) {
  const std::string& text = town_corpus().train;
  for (const auto& [name, split] : {std::pair("gpt2", PreSplit::gpt2), {"none", PreSplit::none}}) {
    BpeUnigram model(text, {.vocab = 400, .split = name});
    while (model.learn()) {
    }
    const BpeVocabulary wanted = train_bpe(text, {.vocab_size = 400, .split = split});
    ASSERT_EQ(model.merges().size(), wanted.merges.size());
    for (size_t i = 0; i < wanted.merges.size(); ++i) {
      EXPECT_EQ(model.merges()[i].left, wanted.merges[i].left) << i;
      EXPECT_EQ(model.merges()[i].right, wanted.merges[i].right) << i;
      EXPECT_EQ(model.merges()[i].count, wanted.merges[i].count) << i;
    }
  }
}

TEST(BpeUnigram, CutsAsTheTokenizerThatTheTrainerWrites) {
  BpeUnigram model(town_corpus().train, small_options());
  while (model.learn()) {
  }
  const auto tokenizer = parse_tokenizer_json(
      bpe_to_json(train_bpe(town_corpus().train, {.vocab_size = 400})), "t.json");
  for (const std::string& text : {std::string("The king's 12 cats.\n\n  어느 날 왕이"),
                                  std::string("\xFF\xFE\0z", 4), town_corpus().valid})
    EXPECT_EQ(model.encode(text), tokenizer->encode(text));
}

TEST(BpeUnigram, CountsAreThoseOfTheTextCutAgain) {
  BpeUnigram model(town_corpus().train, small_options());
  for (int merge = 0; merge < 60; ++merge) {
    ASSERT_TRUE(model.learn());
    std::map<i32, i64> counts;
    for (const i32 id : model.encode(town_corpus().train)) ++counts[id];
    double sum = 0;
    for (i32 id = 0; id < i32(model.vocab_size()); ++id) {
      ASSERT_EQ(model.count(id), counts[id]) << "merge " << merge << ", token " << id;
      sum += std::exp(model.log_p()[size_t(id)]);
    }
    ASSERT_NEAR(sum, 1, 1e-9);
  }
}

TEST(BpeUnigram, ReplayStandsWhereLearningStood) {
  const std::string text = "aaaaa aabab baab " + town_corpus().train.substr(0, 5000);
  BpeUnigram learned(text, small_options()), replayed(text, small_options());
  std::vector<Merge> merges;
  for (int i = 0; i < 40; ++i) learned.learn();
  merges = learned.merges();
  // forward, back, and from a list that goes another way
  std::vector<Merge> other(merges.begin(), merges.begin() + 20);
  std::swap(other[10], other[11]);
  const std::vector<Merge> first(merges.begin(), merges.begin() + 7);
  for (const auto& list : {merges, first, other, first}) replayed.replay(list);
  BpeUnigram seven(text, small_options());
  for (int i = 0; i < 7; ++i) seven.learn();
  EXPECT_EQ(replayed.encode(text), seven.encode(text));  // later merges are forgotten
  EXPECT_EQ(replayed.log_p(), seven.log_p());
  replayed.replay(merges);
  EXPECT_EQ(replayed.vocab_size(), learned.vocab_size());
  EXPECT_EQ(replayed.log_p(), learned.log_p());
  EXPECT_EQ(replayed.train_nats_per_char(), learned.train_nats_per_char());
  EXPECT_EQ(replayed.encode(text), learned.encode(text));
  // and goes on alike
  for (int i = 0; i < 40; ++i) {
    ASSERT_TRUE(learned.learn() && replayed.learn());
    ASSERT_EQ(learned.merges().back().merged, replayed.merges().back().merged);
    ASSERT_EQ(learned.bytes(learned.merges().back().merged),
              replayed.bytes(replayed.merges().back().merged));
  }
}

TEST(BpeUnigram, RefusesMergesOfWhatIsNoToken) {
  BpeUnigram model("abc", small_options());
  const Merge bad[] = {{.left = 0, .right = 1}, {.left = 257, .right = 0}};
  EXPECT_THAT(error_of([&] { model.replay(bad); }),
              HasSubstr("merge 1 joins the tokens 257 and 0, and there are 257"));
  const real rows[] = {3, 4, 1, 0.5, 2, 1};
  EXPECT_THAT(error_of([&] { merges_from(rows); }), HasSubstr("merge 1 joins token 0.5"));
  const real far[] = {256, 4, 1};
  EXPECT_THAT(error_of([&] { merges_from(far); }), HasSubstr("from 0 to 255"));
}

TEST(BpeUnigram, StopsWhenNothingIsLeftToJoin) {
  BpeUnigram model("ab ab", {.vocab = 1000});
  EXPECT_TRUE(model.learn());
  EXPECT_TRUE(model.learn());
  EXPECT_FALSE(model.learn());
  EXPECT_EQ(model.vocab_size(), 258);
  BpeUnigram full("abcabc", {.vocab = 257});
  EXPECT_TRUE(full.learn());
  EXPECT_FALSE(full.learn());
}

}  // namespace
}  // namespace lab::test
