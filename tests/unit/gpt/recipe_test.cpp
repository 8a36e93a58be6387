// Muon and rotary positions in the GPT: which weight goes where, the same bits, and what is
// refused.
#include "chapters/10_gpt/recipe.h"

#include <gmock/gmock.h>

#include <map>

#include "tests/unit/gpt/tiny_gpt.h"
#include "tests/unit/io/temp_dir.h"

namespace lab::test {
namespace {

using ::testing::HasSubstr;

GptOptions muon_and_rotary() {
  GptOptions options = tiny_options();
  options.optimizer = "muon", options.positions = "rotary", options.dropout = 0.2;
  return options;
}

TEST(Recipe, MuonTakesTheMatricesOfTheBlocksAndNothingElse) {
  GptOptions options = tiny_options();
  options.optimizer = "muon", options.tied = false, options.bias = true;
  Rng rng(1);
  const Gpt model(options, 11, rng);
  std::map<std::string, int> moments;
  for (const Parameter& p : make_optimizer(model)->moments()) ++moments[p.name];
  for (const Parameter& p : model.parameters()) {
    const bool matrix = p.name.starts_with("h.") && p.tensor.shape().rank() == 2;
    EXPECT_EQ(moments["muon.m." + p.name], matrix) << p.name;
    EXPECT_EQ(moments["adamw.m." + p.name], !matrix) << p.name;
    EXPECT_EQ(moments["adamw.v." + p.name], !matrix) << p.name;
  }
}

/// Largest change of a weight by one first step.
double largest_move(const GptOptions& options, const std::string& name) {
  const auto session = tiny_session(options);
  double largest = 0;
  for (const Parameter& p : session->parameters())
    if (p.name == name) {
      const Doubles before = values_of(p.tensor);
      session->step();
      for (size_t i = 0; i < before.size(); ++i)
        largest = std::max(largest, std::abs(double(p.tensor.data()[i]) - before[i]));
    }
  return largest;
}

TEST(Recipe, MuonsRateIsThatOfAdamWUnlessItHasItsOwn) {
  GptOptions options = tiny_options();
  options.optimizer = "muon", options.decay = 0, options.warmup = 0;
  const double own = largest_move(options, "h.0.attn.proj.weight");
  const double table = largest_move(options, "wte.weight");
  options.muon_lr = 4 * options.lr;
  EXPECT_NEAR(largest_move(options, "h.0.attn.proj.weight"), 4 * own, 1e-3 * own);
  EXPECT_EQ(largest_move(options, "wte.weight"), table);
}

// Each part of (3C, C) moves like an orthogonal matrix: all its singular values near the rate.
TEST(Recipe, QueriesKeysAndValuesAreThreeMatrices) {
  GptOptions options = tiny_options();
  options.optimizer = "muon", options.decay = 0, options.warmup = 0;
  const auto session = tiny_session(options);
  const Parameter& qkv = session->parameters()[4];
  ASSERT_EQ(qkv.name, "h.0.attn.qkv.weight");
  const i64 n = 16 * 16;
  const Doubles before = values_of(qkv.tensor);
  session->step();
  for (i64 part = 0; part < 3; ++part) {
    double squares = 0;  // of 0.2 sqrt(C) U: 0.04 C^2, if every singular value of U is 1
    for (i64 i = part * n; i < (part + 1) * n; ++i)
      squares += std::pow((double(qkv.tensor.data()[i]) - before[size_t(i)]) / options.lr, 2);
    EXPECT_GT(squares, 0.3 * 0.04 * double(n)) << part;
    EXPECT_LT(squares, 1.4 * 0.04 * double(n)) << part;
  }
}

TEST(Recipe, TheScheduleIsTheOneAskedFor) {
  GptOptions options = tiny_options();
  options.warmup = 2, options.lr = 1e-3, options.lr_min = 0, options.decay_share = 0.5;
  options.schedule = "wsd";
  LrSchedule wsd = make_schedule(options);
  wsd.total = 12;
  EXPECT_DOUBLE_EQ(wsd.at(5), 1e-3);
  EXPECT_DOUBLE_EQ(wsd.at(9), 0.5e-3);
  options.schedule = "cosine";
  LrSchedule cosine = make_schedule(options);
  cosine.total = 12;
  EXPECT_DOUBLE_EQ(cosine.at(7), 0.5e-3);
}

TEST(Recipe, EachOptimizerAndEachKindOfPlacesLearns) {
  for (const char* optimizer : {"adamw", "muon"})
    for (const char* positions : {"learned", "rotary"}) {
      GptOptions options = tiny_options();
      options.optimizer = optimizer, options.positions = positions, options.muon_lr = 2e-2;
      const auto session = tiny_session(options);
      double first = session->step().loss, last = 0;
      for (int i = 1; i < 60; ++i) last = session->step().loss;
      EXPECT_LT(last, 0.82 * first) << optimizer << ' ' << positions;
    }
}

TEST(Recipe, ResumesToTheSameBits) {
  TempDir dir;
  const GptOptions options = muon_and_rotary();
  const auto whole = tiny_session(options);
  for (int i = 0; i < 20; ++i) whole->step();
  save(*whole, dir / "c.safetensors");
  const auto resumed = tiny_session(options, 99);  // another seed: all must come from the file
  for (int i = 0; i < 3; ++i) resumed->step();
  resumed->restore(Checkpoint::read(dir / "c.safetensors"));
  for (int i = 0; i < 20; ++i) ASSERT_EQ(whole->step().loss, resumed->step().loss) << i;
  EXPECT_TRUE(weights_of(*whole) == weights_of(*resumed));
  EXPECT_EQ(whole->state(), resumed->state());
}

TEST(Recipe, SameBitsWithAnyNumberOfThreads) {
  GptOptions options = muon_and_rotary();
  options.d_model = 160, options.context = 70, options.batch = 6;
  std::vector<std::vector<real>> weights;
  for (const int n : {1, 2, 3}) {
    set_threads(n);
    const auto session = tiny_session(options);
    for (int i = 0; i < 5; ++i) session->step();
    weights.push_back(weights_of(*session));
  }
  set_threads(1);
  EXPECT_TRUE(weights[0] == weights[1]);
  EXPECT_TRUE(weights[0] == weights[2]);
}

TEST(Recipe, TheSystemAllocatorIsNotCalledAfterTheSecondStep) {
  set_threads(1);  // of several, each allocates its own scratch when it first comes to a tile
  const auto session = tiny_session(muon_and_rotary());
  session->step(), session->step();
  const i64 before = memory_stats().system_allocations;
  for (int i = 0; i < 20; ++i) session->step();
  EXPECT_EQ(memory_stats().system_allocations, before);
}

TEST(Recipe, RefusesTheCheckpointOfAnotherRecipe) {
  TempDir dir;
  save(*tiny_session(), dir / "plain.safetensors");
  save(*tiny_session(muon_and_rotary()), dir / "other.safetensors");
  GptOptions muon = tiny_options(), rotary = tiny_options();
  muon.optimizer = "muon", rotary.positions = "rotary";
  const auto refusal = [&](const GptOptions& options, const char* file) {
    const auto session = tiny_session(options);
    const std::vector<real> before = weights_of(*session);
    const std::string error = error_of([&] { session->restore(Checkpoint::read(dir / file)); });
    EXPECT_TRUE(weights_of(*session) == before);
    return error;
  };
  EXPECT_THAT(refusal(muon, "plain.safetensors"),
              HasSubstr("was trained with optimizer=adamw, this model has optimizer=muon"));
  EXPECT_THAT(refusal(rotary, "plain.safetensors"),
              HasSubstr("was trained with positions=learned, this model has positions=rotary"));
  EXPECT_THAT(refusal(tiny_options(), "other.safetensors"), HasSubstr("optimizer=muon"));
  EXPECT_EQ(refusal(muon_and_rotary(), "other.safetensors"), "no error");
}

// Checkpoints from before there was a choice say nothing about it.
TEST(Recipe, ACheckpointWithoutARecipeIsTheFirstOne) {
  TempDir dir;
  const auto session = tiny_session();
  for (int i = 0; i < 3; ++i) session->step();
  std::vector<TensorSource> tensors = session->moments();
  const std::vector<ParamShape> list = shapes(session->parameters());
  for (size_t i = 0; i < list.size(); ++i)
    tensors.emplace_back(list[i].name, list[i].shape, session->parameters()[i].tensor.data());
  KeyValues state = session->state();
  state.erase("optimizer"), state.erase("positions");
  write_checkpoint(dir / "old.safetensors", 3, tensors, state, Durability::none);
  const auto resumed = tiny_session(tiny_options(), 9);
  resumed->restore(Checkpoint::read(dir / "old.safetensors"));
  EXPECT_EQ(resumed->step().loss, session->step().loss);
}

TEST(Rotary, TheGptHasNoPositionVectorsAndShowsTheTurnedOnes) {
  const auto session = tiny_session(muon_and_rotary());
  for (const Parameter& p : session->parameters()) EXPECT_NE(p.name, "wpe.weight");
  for (int i = 0; i < 30; ++i) session->step();
  const auto ghost = session->make_ghost();
  ghost->load({30, weights_of(*session)});
  Frame frame;
  ghost->look({.text = "the cat", .taps = taps::kAll}, frame);
  EXPECT_EQ(frame.find("emb.pos"), nullptr);
  ASSERT_NE(frame.find("emb.tok"), nullptr);
  const Tap *q = frame.find("blk1.attn.q"), *k = frame.find("blk1.attn.k"),
            *score = frame.find("blk1.attn.score"), *p = frame.find("blk1.attn.p");
  ASSERT_TRUE(q && k && score && p);
  constexpr i64 T = 7, D = 8;
  for (i64 h = 0; h < 2; ++h)
    for (i64 t = 0; t < T; ++t) {
      Doubles scores;
      for (i64 s = 0; s <= t; ++s) {
        double dot = 0;
        for (i64 d = 0; d < D; ++d)
          dot += double(q->slice(h)[t * D + d]) * double(k->slice(h)[s * D + d]);
        scores.push_back(dot / std::sqrt(double(D)));
        EXPECT_NEAR(double(score->slice(h)[t * T + s]), scores.back(), 1e-5);
      }
      const Doubles want = naive::softmax(scores);  // of what was shown: so it was what was used
      for (i64 s = 0; s <= t; ++s)
        EXPECT_NEAR(double(p->slice(h)[t * T + s]), want[size_t(s)], 1e-5);
    }
}

// A text of one letter: nothing but places could tell its positions apart, and a first layer that
// knows distances only weighs equal keys equally.
TEST(Rotary, KnowsDistancesOnly) {
  const auto session = tiny_session(muon_and_rotary());
  for (int i = 0; i < 30; ++i) session->step();
  const auto ghost = session->make_ghost();
  ghost->load({30, weights_of(*session)});
  Frame frame;
  ghost->look({.text = "aaaaaaaa", .taps = taps::kAttention}, frame);
  const Tap* score = frame.find("blk0.attn.score");
  ASSERT_NE(score, nullptr);
  double spread = 0;
  for (i64 h = 0; h < 2; ++h)
    for (i64 t = 0; t + 1 < 8; ++t)
      for (i64 s = 0; s + 1 < 8; ++s) {
        const float *row = score->slice(h) + t * 8, *next = row + 8;
        EXPECT_NEAR(double(row[s]), double(next[s + 1]), 1e-4);
        spread = std::max(spread, double(std::abs(row[s] - row[s + 1])));
      }
  EXPECT_GT(spread, 1e-3);
}

TEST(Rotary, WantsHeadsOfEvenWidth) {
  GptOptions options = tiny_options();
  options.positions = "rotary", options.d_model = 18, options.n_heads = 2;
  EXPECT_EQ(error_of([&] { options.check(); }),
            "option positions: rotary turns pairs of units, so d_model / n_heads must be even, "
            "got 18 / 2");
}

}  // namespace
}  // namespace lab::test
