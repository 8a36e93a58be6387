#include "engine/tokens/merge_trainer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "engine/core/check.h"
#include "engine/core/rng.h"
#include "engine/tokens/bpe_train.h"
#include "engine/tokens/tokenizer_json.h"
#include "tests/reference/error_of.h"

namespace lab {
namespace {

using test::error_of;
using testing::ElementsAre;
using testing::HasSubstr;

using Words = std::map<std::vector<std::string>, i64>;

/// Counts everything again before each merge.
std::vector<std::pair<std::string, std::string>> naive_merges(Words words, i64 most) {
  std::vector<std::pair<std::string, std::string>> merges;
  for (i64 n = 0; n < most; ++n) {
    std::map<std::pair<std::string, std::string>, i64> counts;
    for (const auto& [word, count] : words)
      for (size_t i = 0; i + 1 < word.size(); ++i) counts[{word[i], word[i + 1]}] += count;
    const auto best = std::max_element(counts.begin(), counts.end(), [](auto& a, auto& b) {
      return a.second != b.second ? a.second < b.second : a.first < b.first;
    });
    if (best == counts.end()) break;
    const auto [left, right] = best->first;
    Words merged;
    for (const auto& [word, count] : words) {
      std::vector<std::string> joined;
      for (size_t i = 0; i < word.size(); ++i) {
        const bool here = word[i] == left && i + 1 < word.size() && word[i + 1] == right;
        joined.push_back(here ? left + right : word[i]);
        i += here;
      }
      merged[joined] += count;
    }
    words = std::move(merged);
    merges.emplace_back(left, right);
  }
  return merges;
}

TEST(MergeTrainer, EqualsCountingAgainBeforeEachMerge) {
  Rng rng(11);
  for (int round = 0; round < 300; ++round) {
    const u64 letters = 2 + rng.below(4);
    std::vector<std::string> alphabet;
    for (u64 i = 0; i < letters; ++i) alphabet.push_back(std::string(1, char('a' + i)));
    MergeTrainer trainer(alphabet);
    Words words;
    for (u64 n = 1 + rng.below(12); n > 0; --n) {
      std::vector<i32> symbols;
      std::vector<std::string> word;
      for (u64 length = 1 + rng.below(12); length > 0; --length) {
        symbols.push_back(i32(rng.below(letters)));
        word.push_back(alphabet[size_t(symbols.back())]);
      }
      const i64 count = 1 + i64(rng.below(5));
      trainer.add_word(symbols, count);
      words[word] += count;
    }
    std::vector<std::pair<std::string, std::string>> got;
    while (const std::optional<Merge> merge = trainer.step())
      got.emplace_back(trainer.tokens()[size_t(merge->left)],
                       trainer.tokens()[size_t(merge->right)]);
    ASSERT_EQ(got, naive_merges(words, 1'000)) << "round " << round;
  }
}

TEST(MergeTrainer, TokenCountsAreThoseOfItsWords) {
  Rng rng(29);
  for (int round = 0; round < 200; ++round) {
    MergeTrainer trainer({"a", "b", "c"});
    std::vector<i64> counts;
    for (u64 n = 1 + rng.below(8); n > 0; --n) {
      std::vector<i32> symbols(1 + rng.below(12));
      for (i32& symbol : symbols) symbol = i32(rng.below(3));
      counts.push_back(1 + i64(rng.below(5)));
      trainer.add_word(symbols, counts.back());
    }
    do {
      std::vector<i64> wanted(trainer.tokens().size());
      for (size_t i = 0; i < counts.size(); ++i)
        for (const i32 symbol : trainer.word(i64(i))) wanted[size_t(symbol)] += counts[i];
      ASSERT_EQ(trainer.token_counts(), wanted) << "round " << round;
    } while (trainer.step());
  }
}

TEST(MergeTrainer, JoinsAnyPairAndGoesOnAsIfItHadChosenIt) {
  Rng rng(31);
  for (int round = 0; round < 200; ++round) {
    MergeTrainer steps({"a", "b", "c"}), joins({"a", "b", "c"});
    for (u64 n = 1 + rng.below(8); n > 0; --n) {
      std::vector<i32> symbols(1 + rng.below(12));
      for (i32& symbol : symbols) symbol = i32(rng.below(3));
      const i64 count = 1 + i64(rng.below(5));
      steps.add_word(symbols, count);
      joins.add_word(symbols, count);
    }
    while (const std::optional<Merge> merge = steps.step()) {
      const Merge same = rng.below(2) ? joins.join(merge->left, merge->right) : *joins.step();
      ASSERT_EQ(same.merged, merge->merged);
      ASSERT_EQ(same.count, merge->count);
    }
    ASSERT_FALSE(joins.step());
  }
}

TEST(MergeTrainer, TiesGoToTheGreaterBytes) {
  MergeTrainer trainer({"a", "b", "\xC3", "c"});
  const i32 ab[] = {0, 1}, ac[] = {0, 3}, high[] = {2, 0};
  trainer.add_word(ab, 2);
  trainer.add_word(ac, 2);
  trainer.add_word(high, 2);
  EXPECT_EQ(trainer.step()->left, 2);   // bytes are unsigned: C3 is greater than a
  EXPECT_EQ(trainer.step()->right, 3);  // equal left, greater right
  EXPECT_EQ(trainer.step()->right, 1);
  EXPECT_FALSE(trainer.step());
}

TEST(MergeTrainer, ShowsItsWordsAndStopsAtRarePairs) {
  MergeTrainer trainer({"a", "b"});
  const i32 word[] = {0, 0, 0, 0, 0, 1};
  trainer.add_word(word, 1);
  EXPECT_EQ(trainer.step()->count, 4);  // overlapping pairs count, as in the reference
  EXPECT_THAT(trainer.word(0), ElementsAre(2, 2, 0, 1));
  EXPECT_FALSE(trainer.step(2));
  EXPECT_TRUE(trainer.step(1));
}

TEST(BpeTrainer, WikipediasExample) {
  const BpeVocabulary made = train_bpe("aaabdaaabac", {.vocab_size = 256 + 3});
  ASSERT_EQ(made.merges.size(), 3u);
  EXPECT_EQ(made.tokens[256], "aa");
  EXPECT_EQ(made.tokens[257], "aaa");  // "ab" has two as well, but aa is greater than a
  EXPECT_EQ(made.tokens[258], "aaab");
}

TEST(BpeTrainer, SpecialTokensAreBordersAndComeFirst) {
  const BpeVocabulary made =
      train_bpe("ab<|x|>ab<|x|>ab", {.vocab_size = 300, .specials = {"<|x|>"}});
  EXPECT_EQ(made.tokens[0], "<|x|>");
  EXPECT_EQ(made.tokens[1], "!");
  EXPECT_EQ(made.tokens.size(), 258u);  // nothing but ab is left to merge
  EXPECT_EQ(made.tokens[257], "ab");
  EXPECT_EQ(made.merges[0].count, 3);
}

TEST(BpeTrainer, RefusesWhatHasNoRoom) {
  EXPECT_THAT(error_of([] { BpeTrainer({.vocab_size = 256, .specials = {"<s>"}}); }),
              HasSubstr("at least 257"));
  EXPECT_THAT(error_of([] { BpeTrainer({.specials = {"<s>", "<s>"}}); }), HasSubstr("twice"));
  EXPECT_THAT(error_of([] { BpeTrainer({.specials = {""}}); }), HasSubstr("empty"));
  EXPECT_THAT(error_of([] { bpe_to_json(train_bpe("b", {.specials = {"a"}})); }),
              HasSubstr("\"a\" is also"));
}

}  // namespace
}  // namespace lab
