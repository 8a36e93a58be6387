// One token at a time against the whole pass: the same logits, and the same bits in any order of
// feeding and on any number of threads.
#include "chapters/10_gpt/decoder.h"

#include <gmock/gmock.h>

#include "tests/unit/gpt/tiny_gpt.h"

namespace lab::test {
namespace {

constexpr double kSame = kRealIsDouble ? 1e-12 : 1e-5;  // of the largest logit

/// Weights far from their start: norms, biases and both ends of the stream say something.
Gpt some_gpt(GptOptions options, i64 vocab = 19) {
  Rng rng(3);
  Gpt model(options, vocab, rng);
  u64 i = 0;
  for (const Parameter& p : model.parameters())
    for (i64 k = 0; k < p.tensor.numel(); ++k) p.tensor.data()[k] += real(0.3 * hash_unit(++i));
  return model;
}

/// Widths around whole vectors; a context longer than the decoder takes at once.
GptOptions options_of(i64 heads, i64 width, i64 context, bool tied = true, bool bias = false) {
  return {.n_layers = 2,
          .n_heads = heads,
          .d_model = width,
          .context = context,
          .tied = tied,
          .bias = bias};
}

Doubles copy(std::span<const real> logits) { return doubles(logits.data(), i64(logits.size())); }

TEST(GptDecoder, EqualsTheWholePassAtEveryPlace) {
  for (const bool tied : {true, false})
    for (const bool bias : {true, false})
      for (const auto& [heads, width] : {std::pair<i64, i64>{2, 32}, {3, 21}}) {
        const Gpt model = some_gpt(options_of(heads, width, 70, tied, bias));
        GptDecoder decoder(model);
        const std::vector<i32> ids = some_ids(70, 19);
        NoObserver nobody;
        const Tensor want = model(ids_of(ids), 1, 70, nobody);
        for (i64 t = 0; t < 70; ++t)
          expect_close(
              cat("width ", width, ", place ", t, tied ? ", tied" : "", bias ? ", bias" : ""),
              copy(decoder.feed(ids[size_t(t)])), doubles(want.data() + t * 19, 19), kSame);
      }
}

TEST(GptDecoder, HasTheSameBitsHoweverTheTextIsFed) {
  for (const auto& [precision, width] : {std::pair{Precision::full, 48},
                                         {Precision::full, 22},
                                         {Precision::int8, 48},
                                         {Precision::int8, 22}}) {
    const Gpt model = some_gpt(options_of(2, width, 70));
    const std::vector<i32> ids = some_ids(70, 19);
    const std::span<const i32> all(ids);
    GptDecoder decoder(model, precision);
    std::vector<Doubles> want;
    for (const i32 id : ids) want.push_back(copy(decoder.feed(id)));
    decoder.reset();
    EXPECT_EQ(copy(decoder.feed(all)), want[69]);  // 64 at once, then 6
    decoder.rewind(10);
    EXPECT_EQ(copy(decoder.feed(all.subspan(10, 3))), want[12]);
    EXPECT_EQ(decoder.size(), 13);
    EXPECT_EQ(copy(decoder.logits_after(all.first(40))), want[39]);  // goes on
    EXPECT_EQ(copy(decoder.logits_after(all.first(40))), want[39]);  // the same again
    EXPECT_EQ(copy(decoder.logits_after(all.first(7))), want[6]);    // goes back
    std::vector<i32> other(all.begin(), all.begin() + 7);
    other[3] = (other[3] + 1) % 19;
    EXPECT_NE(copy(decoder.logits_after(other)), want[6]);
    EXPECT_EQ(std::vector<i32>(decoder.ids().begin(), decoder.ids().end()), other);
    EXPECT_EQ(copy(decoder.logits_after(all.first(7))), want[6]);
  }
}

TEST(GptDecoder, HasTheSameBitsWithAnyNumberOfThreads) {
  const Gpt model = some_gpt(options_of(6, 384, 66), 65);  // wide enough to be shared
  const std::vector<i32> ids = some_ids(66, 65);
  for (const Precision precision : {Precision::full, Precision::int8}) {
    std::vector<Doubles> want;
    for (const int n : {1, 2, 3, 5}) {
      set_threads(n);
      GptDecoder decoder(model, precision);
      std::vector<Doubles> got{copy(decoder.feed(std::span(ids).first(64)))};
      for (i64 t = 64; t < 66; ++t) got.push_back(copy(decoder.feed(ids[size_t(t)])));
      if (n == 1) want = got;
      EXPECT_EQ(got, want) << n << " threads";
    }
  }
  set_threads(available_cores());
}

TEST(GptDecoder, AllocatesNothingPerToken) {
  const Gpt model = some_gpt(options_of(2, 32, 70));
  GptDecoder decoder(model, Precision::int8);
  const std::vector<i32> ids = some_ids(70, 19);
  release_cached_memory();
  const MemoryStats before = memory_stats();
  decoder.feed(std::span(ids).first(65));
  for (i64 t = 65; t < 70; ++t) decoder.feed(ids[size_t(t)]);
  EXPECT_EQ(memory_stats().system_allocations, before.system_allocations);
}

TEST(GptDecoder, TakesOverNewWeightsWhenTold) {
  const Gpt model = some_gpt(options_of(2, 32, 8));
  for (const Precision precision : {Precision::full, Precision::int8}) {
    GptDecoder decoder(model, precision);
    const Doubles before = copy(decoder.feed(1));
    for (const Parameter& p : model.parameters())
      for (i64 k = 0; k < p.tensor.numel(); ++k) p.tensor.data()[k] *= real(1.1);
    decoder.reload();
    EXPECT_EQ(decoder.size(), 0);
    const Doubles after = copy(decoder.feed(1));
    EXPECT_NE(after, before);
    EXPECT_EQ(after, copy(GptDecoder(model, precision).feed(1)));
  }
}

TEST(GptDecoder, SaysWhatItCannotDo) {
  const Gpt model = some_gpt(options_of(2, 32, 8));
  GptDecoder decoder(model);
  const std::vector<i32> ids = some_ids(8, 19);
  EXPECT_THAT(error_of([&] { decoder.feed(std::span<const i32>()); }),
              ::testing::HasSubstr("at least one token"));
  EXPECT_THAT(error_of([&] { decoder.feed(19); }), ::testing::HasSubstr("0 to 18, got 19"));
  EXPECT_THAT(error_of([&] { decoder.rewind(1); }), ::testing::HasSubstr("keep 0 to 0 tokens"));
  decoder.feed(ids);
  EXPECT_THAT(error_of([&] { decoder.feed(1); }), ::testing::HasSubstr("at most 8 tokens"));
  EXPECT_EQ(decoder.size(), 8);  // as before the attempt
}

/// Mean loss over `ids` in windows of the context, one token at a time.
double loss_of(GptDecoder& decoder, const std::vector<i32>& ids) {
  double sum = 0;
  for (size_t t = 0; t + 1 < ids.size(); ++t) {
    if (decoder.size() == decoder.context()) decoder.reset();
    const Doubles p = naive::softmax(copy(decoder.feed(ids[t])));
    sum -= std::log(p[size_t(ids[t + 1])]);
  }
  return sum / double(ids.size() - 1);
}

TEST(GptDecoder, Int8CostsATrainedModelAlmostNothing) {
  const auto session = tiny_session();
  for (int i = 0; i < 60; ++i) session->step();
  const std::vector<i32> text = tiny_corpus().valid_ids;
  GptDecoder full(session->model()), int8(session->model(), Precision::int8);
  const double loss = loss_of(full, text);
  EXPECT_NEAR(loss_of(int8, text), loss, 0.005);
  EXPECT_NEAR(loss, session->evaluate(text).nats_per_token, 0.01);  // and it is the trained one
}

}  // namespace
}  // namespace lab::test
