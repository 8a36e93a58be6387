// NgramModel: against the formulas written as recursion, and as a distribution.
#include "engine/ngram/model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "engine/core/rng.h"
#include "tests/reference/error_of.h"
#include "tests/unit/ngram/naive_ngram.h"

namespace lab::test {
namespace {

constexpr Smoothing kAll[] = {Smoothing::mle, Smoothing::add_k, Smoothing::witten_bell,
                              Smoothing::kneser_ney, Smoothing::modified_kneser_ney};

NgramShape chars(int order) { return {.order = order, .vocab_size = 5, .start = 0}; }
NgramShape words(int order) {
  return {.order = order, .vocab_size = 7, .start = 1, .end = 2, .predict_start = false};
}

/// Contexts of all kinds: none, short, long, of tokens never seen in a row.
std::vector<Ngram> contexts(const NgramShape& shape, u64 seed) {
  std::vector<Ngram> out = {{}};
  for (u64 i = 0; i < 12; ++i) out.push_back(random_text(shape, i64(1 + i), seed + i));
  return out;
}

TEST(NgramModel, IsTheFormulaOfItsPaper) {
  for (const NgramShape& shape : {chars(1), chars(3), chars(4), words(1), words(2), words(4)}) {
    const std::vector<i32> text = random_text(shape, 90, 5);
    NgramCounts counts(shape);
    counts.add(text);
    const NaiveNgrams naive(shape, text);
    for (const Smoothing smoothing : kAll) {
      const NgramModel model(counts, smoothing, 0.3);
      for (const Ngram& context : contexts(shape, 40))
        for (i32 id = 0; id < shape.vocab_size; ++id)
          ASSERT_NEAR(model.probability(context, id),
                      naive.probability(smoothing, 0.3, context, id), 1e-12)
              << smoothing_name(smoothing) << " order " << shape.order << " id " << id;
    }
  }
}

TEST(NgramModel, SumsToOne) {
  for (int order = 1; order <= 10; ++order)
    for (const NgramShape& shape : {chars(order), words(order)})
      for (const i64 length : {0, 1, 7, 300}) {
        NgramCounts counts(shape);
        counts.add(random_text(shape, length, u64(length + order)));
        for (const Smoothing smoothing : kAll) {
          const NgramModel model(counts, smoothing, 0.7);
          for (const Ngram& context : contexts(shape, 9)) {
            std::vector<double> p(std::size_t(shape.vocab_size));
            model.distribution(context, p);
            ASSERT_NEAR(std::accumulate(p.begin(), p.end(), 0.0), 1, 1e-12)
                << smoothing_name(smoothing) << " order " << order << " of " << length;
            for (i32 id = 0; id < shape.vocab_size; ++id)
              ASSERT_NEAR(p[std::size_t(id)], model.probability(context, id), 1e-14);
            if (!shape.predict_start) {
              ASSERT_EQ(p[std::size_t(shape.start)], 0);
            }
          }
        }
      }
}

TEST(NgramModel, TheLaddersPartsMakeTheProbability) {
  for (const NgramShape& shape : {chars(4), words(3)}) {
    NgramCounts counts(shape);
    counts.add(random_text(shape, 200, 21));
    for (const Smoothing smoothing : kAll) {
      const NgramModel model(counts, smoothing, 0.5);
      for (const Ngram& context : contexts(shape, 77)) {
        std::vector<NgramRung> rungs;
        model.ladder(context, 3, rungs);
        ASSERT_EQ(rungs.size(), std::size_t(shape.order));
        double own = 0, left = 1;
        for (int n = shape.order; n >= 1; --n) {
          const NgramRung& rung = rungs[std::size_t(n - 1)];
          own += rung.own;
          if (smoothing != Smoothing::add_k) left *= rung.weight;
          EXPECT_TRUE(rung.matched == 1 || rung.weight == 1);
          EXPECT_EQ(rung.matched, rung.context_count > 0);
        }
        const double p = model.probability(context, 3);
        EXPECT_NEAR(rungs.back().p, p, 1e-14);
        if (smoothing == Smoothing::add_k) continue;
        EXPECT_NEAR(own + left / double(counts.predictable()), p, 1e-14);
      }
    }
  }
}

TEST(NgramModel, TheLadderShowsCountsAndDiscounts) {
  // a b a b a c, "." before it: counts of "b" after "a" and so on can be done by hand.
  NgramCounts counts({.order = 2, .vocab_size = 4, .start = 3});
  counts.add(std::vector<i32>{0, 1, 0, 1, 0, 2});
  std::vector<NgramRung> rungs;
  const NgramModel mle(counts, Smoothing::mle);
  mle.ladder(Ngram{0}, 1, rungs);
  EXPECT_EQ(rungs[0].context_count, 6);
  EXPECT_EQ(rungs[0].count, 2);
  EXPECT_EQ(rungs[1].context_count, 3);
  EXPECT_EQ(rungs[1].types, 2);
  EXPECT_EQ(rungs[1].count, 2);
  EXPECT_DOUBLE_EQ(rungs[1].p, 2.0 / 3);
  const NgramModel kn(counts, Smoothing::kneser_ney);
  kn.ladder(Ngram{0}, 1, rungs);
  // Bigrams: .a 1, ab 2, ba 2, ac 1: n1 = 2, n2 = 2, D = 2 / (2 + 4). b was seen after a alone.
  EXPECT_DOUBLE_EQ(kn.discounts(2)[1], 1.0 / 3);
  EXPECT_EQ(rungs[0].count, 1);
  EXPECT_EQ(rungs[0].context_count, 4);  // different bigrams
  EXPECT_DOUBLE_EQ(rungs[1].discount, 1.0 / 3);
  EXPECT_DOUBLE_EQ(rungs[1].weight, 2.0 / 3 / 3);  // two types give D each, of three tokens
  EXPECT_DOUBLE_EQ(rungs[1].own, (2 - 1.0 / 3) / 3);
}

TEST(NgramModel, OneStepAtATimeIsTheSame) {
  const NgramShape shape = words(4);
  const std::vector<i32> text = random_text(shape, 300, 2);
  NgramCounts counts(shape);
  counts.add(std::span(text).first(200));
  const NgramModel model(counts, Smoothing::modified_kneser_ney);
  NgramContext context = counts.context_of(std::span(text).first(200));
  double nats = 0;
  for (std::size_t t = 200; t < text.size(); ++t) {
    const double p = model.probability(std::span(text).first(t), text[t]);
    EXPECT_EQ(model.step(context, text[t]), p);
    nats -= std::log(p);
  }
  EXPECT_NEAR(model.nats(std::span(text).subspan(200), std::span(text).first(200)), nats, 1e-9);
}

TEST(NgramModel, ALowerOrderIsTheModelOfThatOrder) {
  const std::vector<i32> text = random_text(chars(5), 400, 8);
  NgramCounts counts(chars(5));
  counts.add(text);
  for (int order = 1; order <= 5; ++order) {
    NgramCounts alone(chars(order));
    alone.add(text);
    for (const Smoothing smoothing : kAll) {
      const NgramModel lower(counts, smoothing, 1, order), model(alone, smoothing);
      for (int r = 1; r <= 3; ++r)
        for (int n = 1; n <= order; ++n)
          EXPECT_EQ(lower.discounts(n)[std::size_t(r)], model.discounts(n)[std::size_t(r)]);
      for (const Ngram& context : contexts(chars(5), 3))
        for (i32 id = 0; id < 5; ++id)
          ASSERT_NEAR(lower.probability(context, id), model.probability(context, id), 1e-14);
    }
  }
}

TEST(NgramModel, RefreshFollowsTheCounts) {
  const std::vector<i32> text = random_text(chars(3), 600, 4);
  NgramCounts grown(chars(3)), whole(chars(3));
  NgramModel model(grown, Smoothing::modified_kneser_ney);
  EXPECT_FALSE(model.estimated(3));
  EXPECT_EQ(model.discounts(3)[3], 1.5);  // nothing read: the fallback
  grown.add(std::span(text).first(100));
  grown.add(std::span(text).subspan(100));
  model.refresh();
  whole.add(text);
  const NgramModel want(whole, Smoothing::modified_kneser_ney);
  EXPECT_TRUE(want.estimated(3));
  EXPECT_EQ(model.discounts(3), want.discounts(3));
  EXPECT_EQ(model.nats(text), want.nats(text));
}

TEST(NgramModel, WritesWhatItHasRead) {
  NgramCounts counts({.order = 3, .vocab_size = 4, .start = 0});
  counts.add(std::vector<i32>{1, 2, 3, 1, 2, 3, 1, 2, 3});
  const NgramModel model(counts, Smoothing::mle);
  Rng rng(5);
  std::vector<i32> text;
  model.generate(
      7, {}, [&] { return rng.uniform(); }, text);
  EXPECT_EQ(text, (std::vector<i32>{1, 2, 3, 1, 2, 3, 1}));  // one way only
}

TEST(NgramModel, DrawsAsOftenAsItBelieves) {
  const NgramShape shape = words(2);
  NgramCounts counts(shape);
  counts.add(random_text(shape, 500, 6));
  const NgramModel model(counts, Smoothing::witten_bell);
  std::vector<double> p(7), drawn(7);
  model.distribution(Ngram{0}, p);
  Rng rng(9);
  constexpr int kDraws = 20'000;
  for (int i = 0; i < kDraws; ++i) {
    std::vector<i32> text;
    model.generate(
        1, Ngram{0}, [&] { return rng.uniform(); }, text);
    drawn[std::size_t(text[0])] += 1.0 / kDraws;
  }
  for (std::size_t id = 0; id < 7; ++id) EXPECT_NEAR(drawn[id], p[id], 0.015);
  std::vector<i32> text;
  model.generate(
      1000, {}, [&] { return rng.uniform(); }, text, true);
  EXPECT_EQ(text.back(), 2);
  EXPECT_EQ(std::count(text.begin(), text.end(), 2), 1);
}

TEST(NgramModel, NamesItsSmoothings) {
  for (const Smoothing smoothing : kAll)
    EXPECT_EQ(smoothing_from(smoothing_name(smoothing)), smoothing);
  EXPECT_EQ(error_of([] { smoothing_from("kneser"); }),
            "smoothing: want mle, addk, wb, kn or mkn, got \"kneser\"");
  NgramCounts counts(chars(2));
  EXPECT_EQ(error_of([&] { NgramModel(counts, Smoothing::add_k, 0); }), "add-k: want k > 0, got 0");
  EXPECT_EQ(error_of([&] { NgramModel(counts, Smoothing::mle, 1, 3); }),
            "n-gram model: want an order from 1 to that of the counts, 2, got 3");
}

}  // namespace
}  // namespace lab::test
