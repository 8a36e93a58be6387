#include "engine/text/count_model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string_view>

#include "engine/core/check.h"

namespace lab {
namespace {

std::vector<i32> ids_of(std::string_view text, char first = 'a') {
  std::vector<i32> ids;
  for (const char c : text) ids.push_back(c - first);
  return ids;
}

/// A text whose next token depends on the last three: enough to fill all orders.
std::vector<i32> walk(std::size_t length, i32 vocab_size) {
  std::vector<i32> ids{1, 0, 2};
  u64 state = 12345;
  while (ids.size() < length) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    const i32 noise = static_cast<i32>(state >> 62);
    const std::size_t n = ids.size();
    ids.push_back((ids[n - 1] + 2 * ids[n - 3] + noise) % vocab_size);
  }
  return ids;
}

TEST(CountModel, UnigramIsWittenBellByHand) {
  CountModel model(1, 4);
  model.train(ids_of("aabac"));  // a 3, b 1, c 1; 5 tokens, 3 types
  const double uniform = 0.25;
  EXPECT_DOUBLE_EQ(model.probability({}, 0), (3 + 3 * uniform) / 8);
  EXPECT_DOUBLE_EQ(model.probability({}, 1), (1 + 3 * uniform) / 8);
  EXPECT_DOUBLE_EQ(model.probability({}, 3), (0 + 3 * uniform) / 8);  // never seen, not impossible
}

TEST(CountModel, BigramIsWittenBellByHand) {
  CountModel model(2, 4);
  model.train(ids_of("aabac"));  // after a: a, b, c once each: 3 tokens, 3 types
  const double unigram_b = (1 + 3 * 0.25) / 8, unigram_d = (3 * 0.25) / 8;
  const i32 a = 0, c = 2;
  EXPECT_DOUBLE_EQ(model.probability({&a, 1}, 1), (1 + 3 * unigram_b) / 6);
  EXPECT_DOUBLE_EQ(model.probability({&a, 1}, 3), (0 + 3 * unigram_d) / 6);
  // c was seen, but nothing after it: the question goes to the shorter context.
  EXPECT_DOUBLE_EQ(model.probability({&c, 1}, 1), unigram_b);
}

TEST(CountModel, ProbabilitiesSumToOneInEveryContextAndOrder) {
  constexpr i32 kVocab = 17;
  const std::vector<i32> text = walk(5000, kVocab);
  for (int order = 1; order <= 6; ++order) {
    CountModel model(order, kVocab + 3);  // three ids that never occur
    model.train(text);
    const std::vector<i32> strange = {19, 3, 18, 0, 19};
    for (std::size_t end = 0; end < 300; end += 7) {
      const auto context =
          end % 2 == 0 ? std::span(text).first(end) : std::span(strange).first(end % 6);
      double sum = 0;
      for (i32 id = 0; id < kVocab + 3; ++id) {
        const double p = model.probability(context, id);
        EXPECT_GT(p, 0);
        sum += p;
      }
      EXPECT_NEAR(sum, 1, 1e-12) << "order " << order;
    }
  }
}

TEST(CountModel, ScoreIsTheMeanOfTheProbabilitiesItGives) {
  const std::vector<i32> text = walk(3000, 9), valid = walk(3400, 9);
  for (const int order : {1, 2, 5}) {
    CountModel model(order, 9);
    model.train(text);
    double nats = 0;
    for (std::size_t t = 0; t < valid.size(); ++t)
      nats -= std::log(model.probability(std::span(valid).first(t), valid[t]));
    EXPECT_NEAR(model.nats_per_token(valid), nats / static_cast<double>(valid.size()), 1e-12);
  }
}

TEST(CountModel, LongerContextsHelpWhereTheTextHasMemory) {
  const std::vector<i32> all = walk(60000, 7);
  const auto train = std::span(all).first(50000), valid = std::span(all).subspan(50000);
  std::vector<double> nats;
  for (const int order : {1, 3, 4}) {
    CountModel model(order, 7);
    model.train(train);
    nats.push_back(model.nats_per_token(valid));
  }
  EXPECT_NEAR(nats[0], std::log(7), 0.1);  // every token is as frequent as the others
  EXPECT_GT(nats[1], nats[2] + 0.3);       // the third token back decides
  EXPECT_GT(nats[2], std::log(4));         // two bits of noise nobody can know
  EXPECT_LT(nats[2], std::log(4) + 0.05);
}

TEST(CountModel, TrainingTwiceAddsUpAndJoinsNothing) {
  CountModel twice(3, 4), once(3, 4);
  twice.train(ids_of("ab"));
  twice.train(ids_of("cd"));
  once.train(ids_of("abcd"));
  EXPECT_EQ(twice.ngrams(), 4 + 2);     // a b c d, ab cd
  EXPECT_EQ(once.ngrams(), 4 + 3 + 2);  // and bc; abc bcd
}

TEST(CountModel, SaysWhatIsWrong) {
  EXPECT_THROW(CountModel(0, 5), Error);
  EXPECT_THROW(CountModel(7, 5), Error);
  EXPECT_THROW(CountModel(2, 0), Error);
  CountModel model(2, 3);
  EXPECT_THROW(model.train(ids_of("abcd")), Error);
  EXPECT_THROW(model.train(std::vector<i32>{-1}), Error);
  EXPECT_THROW(model.nats_per_token({}), Error);
  EXPECT_THROW(model.nats_per_token(std::vector<i32>{3}), Error);
  EXPECT_THROW(model.probability({}, 3), Error);
}

}  // namespace
}  // namespace lab
