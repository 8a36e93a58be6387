// Evaluation counts each place once, with the context the rule states.
#include "tests/unit/gpt/tiny_gpt.h"

namespace lab::test {
namespace {

/// One window after the other, one place after the other.
Evaluation naive_evaluation(const Gpt& model, std::span<const i32> ids) {
  const i64 T = model.options().context;
  NoObserver nobody;
  double nats = 0;
  i64 places = 0;
  for (i64 begin = 0; begin + 1 < i64(ids.size()); begin += T)
    for (i64 t = begin; t < begin + T && t + 1 < i64(ids.size()); ++t) {
      const std::vector<i32> context(ids.begin() + begin, ids.begin() + t + 1);
      const i64 length = i64(context.size());
      const Doubles logits = values_of(model(ids_of(context), 1, length, nobody));
      const Doubles last(logits.end() - model.vocab(), logits.end());
      nats -= std::log(naive::softmax(last)[size_t(ids[size_t(t + 1)])]);
      ++places;
    }
  return {places ? nats / double(places) : 0, places, ""};
}

TEST(Evaluate, CountsEachPlaceOnce) {
  const auto session = tiny_session();
  for (int i = 0; i < 10; ++i) session->step();
  const std::vector<i32> ids = some_ids(8 * 5 + 4, session->model().vocab());
  // Whole windows only; one place more; a last window of 3; shorter than a window; next to nothing.
  for (const size_t n : {41u, 42u, 44u, 17u, 8u, 9u, 2u, 1u, 0u}) {
    const std::span<const i32> part(ids.data(), n);
    const Evaluation got = session->evaluate(part), want = naive_evaluation(session->model(), part);
    EXPECT_EQ(got.tokens, i64(n) - (n > 0)) << n;
    EXPECT_EQ(got.tokens, want.tokens) << n;
    EXPECT_NEAR(got.nats_per_token, want.nats_per_token, 1e-5) << n;
  }
}

/// Every place alone, on the window that the rule gives it.
Evaluation naive_sliding(const Gpt& model, std::span<const i32> ids, i64 stride) {
  const i64 T = model.options().context, places = std::max<i64>(0, i64(ids.size()) - 1);
  NoObserver nobody;
  double nats = 0;
  for (i64 place = 0; place < places; ++place) {
    i64 begin = 0;
    if (place >= T) {  // the first window that reaches it
      i64 end = T;
      while (end <= place) end += stride;
      begin = std::min(end, places) - T;
    }
    const std::vector<i32> context(ids.begin() + begin, ids.begin() + place + 1);
    EXPECT_LE(i64(context.size()), T);
    EXPECT_GE(i64(context.size()), std::min(place + 1, T - stride + 1));
    const Doubles logits = values_of(model(ids_of(context), 1, i64(context.size()), nobody));
    const Doubles last(logits.end() - model.vocab(), logits.end());
    nats -= std::log(naive::softmax(last)[size_t(ids[size_t(place + 1)])]);
  }
  return {places ? nats / double(places) : 0, places, ""};
}

TEST(EvaluateSliding, EqualsEachPlaceOnItsOwnWindow) {
  for (const char* positions : {"learned", "rotary"}) {
    GptOptions options = tiny_options();
    options.positions = positions;
    const auto session = tiny_session(options);
    for (int i = 0; i < 20; ++i) session->step();
    const std::vector<i32> ids = some_ids(8 * 5 + 4, session->model().vocab());
    for (const i64 stride : {1, 3, 4, 8})
      for (const size_t n : {44u, 42u, 41u, 17u, 10u, 9u, 8u, 2u, 1u, 0u}) {
        const std::span<const i32> part(ids.data(), n);
        const Evaluation got = session->evaluate_sliding(part, stride),
                         want = naive_sliding(session->model(), part, stride);
        EXPECT_EQ(got.tokens, i64(n) - (n > 0)) << n;
        EXPECT_NEAR(got.nats_per_token, want.nats_per_token, 1e-5) << n << ' ' << stride;
      }
  }
}

TEST(EvaluateSliding, SeveralBatchesOfWindowsAgree) {
  // 4096 / 8 = 512 windows go at once: this text needs two batches and a short last stride.
  const auto session = tiny_session();
  for (int i = 0; i < 20; ++i) session->step();
  const std::vector<i32> ids = some_ids(8 + 3 * 700 + 2, session->model().vocab());
  EXPECT_NEAR(session->evaluate_sliding(ids, 3).nats_per_token,
              naive_sliding(session->model(), ids, 3).nats_per_token, 1e-5);
}

TEST(EvaluateSliding, RefusesStridesThatLeaveGaps) {
  const auto session = tiny_session();
  for (const i64 stride : {-1, 0, 9})
    EXPECT_THROW(session->evaluate_sliding(tiny_corpus().valid_ids, stride), UsageError) << stride;
}

TEST(Evaluate, SeveralBatchesOfWindowsAgree) {
  // 4096 / 8 = 512 windows go at once: this text needs two batches and a short last window.
  const auto session = tiny_session();
  const std::vector<i32> ids = some_ids(8 * 600 + 6, session->model().vocab());
  const Evaluation whole = session->evaluate(ids);
  const size_t cut = 8 * 512;
  const Evaluation a = session->evaluate(std::span(ids).first(cut + 1));
  const Evaluation b = session->evaluate(std::span(ids).subspan(cut));
  EXPECT_EQ(whole.tokens, 8 * 600 + 5);
  EXPECT_EQ(a.tokens + b.tokens, whole.tokens);
  EXPECT_NEAR((a.nats_per_token * double(a.tokens) + b.nats_per_token * double(b.tokens)) /
                  double(whole.tokens),
              whole.nats_per_token, 1e-6);
}

TEST(Evaluate, TakesNothingFromTheTraining) {
  GptOptions options = tiny_options();
  options.dropout = 0.3;
  const auto a = tiny_session(options), b = tiny_session(options);
  for (int i = 0; i < 5; ++i) {
    a->evaluate(tiny_corpus().valid_ids);
    ASSERT_EQ(a->step().loss, b->step().loss);
  }
  EXPECT_EQ(a->evaluate(tiny_corpus().valid_ids).nats_per_token,
            a->evaluate(tiny_corpus().valid_ids).nats_per_token);
}

}  // namespace
}  // namespace lab::test
