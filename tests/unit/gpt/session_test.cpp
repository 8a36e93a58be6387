// Training: it learns, its bits depend on the seed alone, it resumes exactly, it names what broke.
#include <gmock/gmock.h>

#include <map>

#include "engine/optim/adamw.h"
#include "tests/unit/gpt/tiny_gpt.h"
#include "tests/unit/io/temp_dir.h"

namespace lab::test {
namespace {

using ::testing::HasSubstr;

TEST(Gpt, LearnsOneBatchByHeart) {
  Rng rng(3);
  const Gpt model(tiny_options(), 11, rng);
  AdamW optimizer(model.parameters(), {.decay = 0});
  std::vector<i32> x = some_ids(4 * 8, 11), y = some_ids(4 * 8, 11, 5);  // nothing to understand
  for (i32 row = 0; row < 4; ++row) x[size_t(row * 8)] = row;  // the rows differ from the start
  NoObserver nobody;
  double loss = 9;
  int steps = 0;
  for (; steps < 300 && loss > 0.1; ++steps) {
    Tape tape;
    const Tensor nats = cross_entropy(model(ids_of(x), 4, 8, nobody), ids_of(y));
    tape.backward(nats);
    optimizer.step(real(1e-2));
    loss = double(nats.item());
  }
  EXPECT_LE(loss, 0.1);
  RecordProperty("steps", steps);
}

class Keeper final : public Observer {
 public:
  void on_tensor(int layer, const char* name, const Tensor& t) override {
    seen[cat(layer, ".", name)] = values_of(t);
  }
  std::map<std::string, Doubles> seen;
};

/// Share of the elements in which a and b are equal.
double share_equal(const Doubles& a, const Doubles& b) {
  i64 equal = 0;
  for (size_t i = 0; i < a.size(); ++i) equal += a[i] == b[i];
  return double(equal) / double(a.size());
}

// GPT-2 drops after the embedding and at the end of both branches of a block.
TEST(Gpt, DropoutFallsOnTheEmbeddingAndOnWhatEachBranchAdds) {
  Rng rng(3);
  const Gpt model(tiny_options(), 11, rng);
  const Ids x = ids_of(some_ids(40 * 8, 11));
  for (const double p : {0.0, 0.3}) {
    Keeper keeper;
    model(x, 40, 8, keeper, {real(p), 5});
    auto& seen = keeper.seen;
    const Doubles zero(seen["-1.emb"].size(), 0.0);
    EXPECT_NEAR(share_equal(seen["-1.emb"], zero), p, 0.04);
    EXPECT_NEAR(share_equal(seen["0.resid_mid"], seen["-1.emb"]), p, 0.04);
    EXPECT_NEAR(share_equal(seen["0.resid_out"], seen["0.resid_mid"]), p, 0.04);
    EXPECT_NEAR(share_equal(seen["1.resid_mid"], seen["0.resid_out"]), p, 0.04);
  }
}

TEST(GptSession, StartsNearTheUniformGuessAndImproves) {
  const auto session = tiny_session();
  const double uniform = std::log(double(tiny_corpus().vocab.size()));
  double first = 0, last = 0;
  for (int i = 0; i < 60; ++i) {
    const StepResult result = session->step();
    if (i == 0) first = result.loss;
    last = result.loss;
    EXPECT_EQ(result.tokens, 32);
    EXPECT_GT(result.grad_norm, 0);
    EXPECT_GT(result.update_norm, 0);
  }
  EXPECT_NEAR(first, uniform, 0.1);
  EXPECT_LT(last, 0.8 * uniform);
  EXPECT_EQ(session->steps_done(), 60);
}

TEST(GptSession, SameBitsWithAnyNumberOfThreads) {
  // Wide enough that every kernel is cut into several tiles.
  const GptOptions options{.n_layers = 2,
                           .n_heads = 4,
                           .d_model = 64,
                           .context = 70,
                           .batch = 6,
                           .dropout = 0.1,
                           .bias = true};
  std::vector<std::vector<real>> weights;
  std::vector<double> losses;
  for (const int n : {1, 2, 3}) {
    set_threads(n);
    const auto session = tiny_session(options);
    double loss = 0;
    for (int i = 0; i < 30; ++i) loss = session->step().loss;
    weights.push_back(weights_of(*session));
    losses.push_back(loss);
  }
  set_threads(1);
  EXPECT_EQ(losses[0], losses[1]);
  EXPECT_EQ(losses[0], losses[2]);
  EXPECT_TRUE(weights[0] == weights[1]);
  EXPECT_TRUE(weights[0] == weights[2]);
}

TEST(GptSession, SeedsDecideEverything) {
  const auto a = tiny_session(), b = tiny_session(), c = tiny_session(tiny_options(), 2);
  for (int i = 0; i < 3; ++i) {
    const double loss = a->step().loss;
    EXPECT_EQ(loss, b->step().loss);
    EXPECT_NE(loss, c->step().loss);
  }
}

TEST(GptSession, ResumesToTheSameBits) {
  TempDir dir;
  GptOptions options = tiny_options();
  options.dropout = 0.2;  // draws from the session's own random stream
  const auto whole = tiny_session(options);
  whole->set_lr_scale(0.7);
  for (int i = 0; i < 20; ++i) whole->step();
  save(*whole, dir / "c.safetensors");
  const auto resumed = tiny_session(options, 99);  // another seed: all must come from the file
  for (int i = 0; i < 3; ++i) resumed->step();
  resumed->restore(Checkpoint::read(dir / "c.safetensors"));
  EXPECT_EQ(resumed->steps_done(), 20);
  EXPECT_EQ(resumed->lr_scale(), 0.7);
  for (int i = 0; i < 20; ++i) ASSERT_EQ(whole->step().loss, resumed->step().loss) << i;
  EXPECT_TRUE(weights_of(*whole) == weights_of(*resumed));
  EXPECT_EQ(whole->state(), resumed->state());
}

TEST(GptSession, RefusesTheCheckpointOfAnotherModel) {
  TempDir dir;
  save(*tiny_session(), dir / "c.safetensors");
  GptOptions wider = tiny_options();
  wider.d_model = 20;
  const auto session = tiny_session(wider);
  EXPECT_THAT(error_of([&] { session->restore(Checkpoint::read(dir / "c.safetensors")); }),
              HasSubstr("wte.weight"));
}

TEST(GptSession, TheLearningRateFollowsScheduleAndFactor) {
  GptOptions options = tiny_options();
  options.warmup = 2, options.lr = 1e-3, options.lr_min = 1e-4;
  const auto session = tiny_session(options);
  session->plan_steps(4);
  EXPECT_NEAR(session->step().lr, 1e-3 / 3, 1e-12);
  session->set_lr_scale(0.5);
  EXPECT_NEAR(session->step().lr, 1e-3 / 3, 1e-12);  // 2/3 of the peak, halved
  session->set_lr_scale(1);
  EXPECT_NEAR(session->step().lr, 1e-3, 1e-12);
  EXPECT_NEAR(session->step().lr, 5.5e-4, 1e-12);
  EXPECT_NEAR(session->step().lr, 1e-4, 1e-12);
}

// 11 windows of 128 tokens go in two parts, of 8 and of 3.
TEST(GptSession, ABatchInPartsHasTheLossAndTheGradientOfTheWhole) {
  GptOptions o = tiny_options();
  o.context = 128, o.batch = 11;
  const Corpus corpus = tiny_corpus(200);
  GptSession session(o, corpus, 7);
  const StepResult got = session.step();

  Rng rng(7);
  const Gpt model(o, corpus.vocab.size(), rng);
  Batches batches(corpus.train_ids, o.batch, o.context, splitmix64(7));
  batches.next();
  Tape tape;
  NoObserver nobody;
  const Tensor loss = cross_entropy(model(make_ids(batches.x()), o.batch, o.context, nobody),
                                    make_ids(batches.y()));
  tape.backward(loss);
  double squares = 0;
  for (const Parameter& p : model.parameters())
    for (const double g : grad_of(p.tensor)) squares += g * g;
  EXPECT_NEAR(got.loss, double(loss.item()), kClose * got.loss);
  EXPECT_NEAR(got.grad_norm, std::sqrt(squares), 10 * kClose * got.grad_norm);
}

TEST(GptSession, TheSystemAllocatorIsNotCalledAfterTheSecondStep) {
  set_threads(1);  // of several, each allocates its own scratch when it first comes to a tile
  const auto session = tiny_session();
  session->step(), session->step();
  const i64 before = memory_stats().system_allocations;
  for (int i = 0; i < 20; ++i) session->step();
  EXPECT_EQ(memory_stats().system_allocations, before);
}

TEST(GptSession, NamesTheWeightThatIsNoNumber) {
  const auto session = tiny_session();
  session->step();
  session->parameters()[4].tensor.data()[5] = real(NAN);
  const std::string name = session->parameters()[4].name;
  EXPECT_THROW(session->step(), NonFinite);
  EXPECT_THAT(error_of([&] { session->step(); }),
              ::testing::AllOf(HasSubstr("step 2"), HasSubstr("weight " + name)));
}

TEST(GptSession, NamesTheActivationThatOverflowsAndLeavesTheWeights) {
  const auto session = tiny_session();
  // Finite weights whose products are not: the MLP of block 1.
  for (const Parameter& p : session->parameters())
    if (p.name == "h.1.mlp.up.weight" || p.name == "h.1.mlp.down.weight")
      for (i64 i = 0; i < p.tensor.numel(); ++i)
        p.tensor.data()[i] = kRealIsDouble ? real(1e200) : real(1e30);
  const std::vector<real> before = weights_of(*session);
  EXPECT_THAT(error_of([&] { session->step(); }), HasSubstr("tensor is blk1."));
  EXPECT_TRUE(weights_of(*session) == before);
  EXPECT_EQ(session->steps_done(), 0);
}

}  // namespace
}  // namespace lab::test
