// NgramCounts against counts made from the definition.
#include "engine/ngram/counts.h"

#include <gtest/gtest.h>

#include "engine/core/rng.h"
#include "tests/reference/error_of.h"
#include "tests/unit/ngram/naive_ngram.h"

namespace lab::test {
namespace {

const NgramShape kRun{.order = 4, .vocab_size = 5, .start = 0};
const NgramShape kBare{.order = 3, .vocab_size = 4};
const NgramShape kWords{.order = 4, .vocab_size = 6, .start = 1, .end = 2, .predict_start = false};
const NgramShape kLong{.order = 10, .vocab_size = 3, .start = 0};
const NgramShape kUnigrams{
    .order = 1, .vocab_size = 4, .start = 1, .end = 2, .predict_start = false};

void expect_equal(const NgramCounts& counts, const NaiveNgrams& naive) {
  for (int n = 1; n <= counts.order(); ++n) {
    std::array<i64, 5> raw{}, adjusted{};
    i64 distinct = 0;
    for (const auto& [ngram, c] : naive.all(n, false)) {
      EXPECT_EQ(counts.count(ngram), c);
      EXPECT_EQ(counts.adjusted_count(ngram), naive.adjusted(ngram));
      ++distinct;
      if (c <= 4) ++raw[std::size_t(c)];
      if (naive.adjusted(ngram) <= 4) ++adjusted[std::size_t(naive.adjusted(ngram))];
    }
    EXPECT_EQ(counts.distinct(n), distinct) << "order " << n;
    for (int r = 1; r <= 4; ++r) {
      EXPECT_EQ(counts.count_of_counts(n, r), raw[std::size_t(r)]) << n << " " << r;
      EXPECT_EQ(counts.adjusted_count_of_counts(n, r), adjusted[std::size_t(r)]) << n << " " << r;
    }
  }
}

TEST(NgramCounts, AreTheDefinitionsAfterEveryAdd) {
  for (const NgramShape& shape : {kRun, kBare, kWords, kLong, kUnigrams}) {
    const std::vector<i32> text = random_text(shape, 120, 7);
    NgramCounts counts(shape);
    Rng rng(3);
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t n = std::min<std::size_t>(1 + rng.below(17), text.size() - at);
      counts.add(std::span(text).subspan(at, n));
      at += n;
      SCOPED_TRACE(at);
      expect_equal(counts, NaiveNgrams(shape, std::span(text).first(at)));
    }
    EXPECT_EQ(counts.tokens(), i64(text.size()));
  }
}

/// What followers() says of every context, from the grams themselves.
void expect_followers(const NgramCounts& counts) {
  for (int k = 0; k < counts.order(); ++k)
    for (u32 context = 0; context < (k == 0 ? 1 : counts.grams(k)); ++context) {
      NgramFollowers want, raw;
      for (u32 i = 0; i < counts.grams(k + 1); ++i) {
        const Gram& gram = counts.gram(k + 1, i);
        if (gram.context != context || gram.count == 0) continue;
        want.total += gram.count, want.adjusted_total += gram.adjusted, ++want.types;
        want.once += gram.adjusted == 1, want.twice += gram.adjusted == 2;
        raw.once += gram.count == 1, raw.twice += gram.count == 2;
      }
      const NgramFollowers got = counts.followers(k, context);
      EXPECT_EQ(got.total, want.total);
      EXPECT_EQ(got.adjusted_total, want.adjusted_total);
      EXPECT_EQ(got.types, want.types);
      EXPECT_EQ(got.once, want.once);
      EXPECT_EQ(got.twice, want.twice);
      const NgramFollowers by_count = counts.raw_followers(k, context);
      EXPECT_EQ(by_count.adjusted_total, want.total);
      EXPECT_EQ(by_count.once, raw.once);
      EXPECT_EQ(by_count.twice, raw.twice);
      if (k == 0) continue;
      i64 listed = 0;
      for (u32 i = counts.first_follower(k, context); i != kNoGram; i = counts.gram(k + 1, i).next)
        listed += counts.gram(k + 1, i).context == context;
      EXPECT_EQ(listed, want.types);
    }
}

TEST(NgramCounts, FollowersOfEveryContextAddUp) {
  for (const NgramShape& shape : {kRun, kBare, kWords, kLong, kUnigrams})
    for (const u64 seed : {1, 2}) {
      NgramCounts counts(shape);
      counts.add(random_text(shape, 400, seed));
      expect_followers(counts);
    }
}

TEST(NgramCounts, ManyGramsThroughAllSizesOfTheTables) {
  const NgramShape shape{.order = 3, .vocab_size = 300, .start = 0};
  const std::vector<i32> text = random_text(shape, 40'000, 11);
  NgramCounts counts(shape);
  counts.add(text);
  std::map<Ngram, i64> want;
  for (std::size_t i = 2; i < text.size(); ++i) ++want[{text[i - 2], text[i - 1], text[i]}];
  want[{0, text[0], text[1]}]++;
  EXPECT_EQ(counts.distinct(3), i64(want.size()));
  for (const auto& [ngram, c] : want) ASSERT_EQ(counts.count(ngram), c);
  EXPECT_GT(counts.distinct(3), 15'000);
  EXPECT_GT(counts.memory_bytes(), counts.distinct() * 24);
}

TEST(NgramCounts, ASentenceCanBeginByHand) {
  NgramCounts by_shape(kWords), by_hand({.order = 4, .vocab_size = 6});
  by_shape.add(std::vector<i32>{3, 4, 2, 5, 2});
  by_hand.begin_sentence(1);
  by_hand.add(std::vector<i32>{3, 4, 2});
  by_hand.begin_sentence(1);
  by_hand.add(std::vector<i32>{5, 2});
  for (const Ngram& ngram : {Ngram{1, 3}, Ngram{1, 5, 2}, Ngram{4, 2}, Ngram{2, 5}, Ngram{2}}) {
    EXPECT_EQ(by_hand.count(ngram), by_shape.count(ngram));
    EXPECT_EQ(by_hand.adjusted_count(ngram), by_shape.adjusted_count(ngram));
  }
  EXPECT_EQ(by_hand.count(Ngram{2, 5}), 0);  // nothing runs on over the border
}

TEST(NgramCounts, ACopyStandsAlone) {
  NgramCounts counts(kRun);
  counts.add(random_text(kRun, 50, 1));
  NgramCounts copy = counts;
  copy.add(std::vector<i32>{1, 2, 3});
  EXPECT_EQ(counts.tokens(), 50);
  EXPECT_EQ(copy.tokens(), 53);
  EXPECT_EQ(copy.count(Ngram{1}), counts.count(Ngram{1}) + 1);
}

TEST(NgramCounts, RefusesWhatIsNoText) {
  EXPECT_EQ(error_of([] { NgramCounts({.order = 11, .vocab_size = 3}); }),
            "n-grams: want an order from 1 to 10, got 11");
  EXPECT_EQ(error_of([] { NgramCounts({.order = 2, .vocab_size = 0}); }),
            "n-grams: want a vocabulary of 1 to 2147483647 tokens, got 0");
  EXPECT_EQ(error_of([] { NgramCounts({.order = 2, .vocab_size = 3, .start = 3}); }),
            "n-grams: want start and end from 0 to 2 or -1, got 3");
  NgramCounts counts(kWords);
  EXPECT_EQ(error_of([&] {
              counts.add(std::vector<i32>{3, 6});
            }),
            "n-grams: want ids from 0 to 5, got 6");
  EXPECT_EQ(counts.tokens(), 1);
  EXPECT_EQ(error_of([&] { counts.add(std::vector<i32>{1}); }),
            "n-grams: id 1 is the mark before a sentence; it cannot stand in a text");
  EXPECT_EQ(error_of([&] {
              counts.count(Ngram{1, 2, 3, 4, 5});
            }),
            "n-grams: want an order from 1 to 4, got 5");
}

}  // namespace
}  // namespace lab::test
