// Models at work: training steps, generation, snapshots.
#include <memory>

#include "app/bench/lstm_step.h"
#include "app/bench/makers.h"
#include "chapters/10_gpt/session.h"
#include "engine/core/threads.h"
#include "engine/observe/feed.h"
#include "engine/text/unicode.h"

namespace lab {
namespace {

/// Random ids, as many as a text of a megabyte has characters, of a vocabulary that is only a row
/// of code points: what the ids mean does not change what a step costs.
Corpus random_corpus(i64 vocab) {
  constexpr u32 kFirst = 0x20;  // 50,257 code points from here on end below the surrogates
  std::vector<u32> symbols;
  for (u32 c = kFirst; c < kFirst + u32(vocab); ++c) symbols.push_back(c);
  Corpus corpus;
  corpus.name = "random ids";
  corpus.vocab = CharVocab::load(encode_utf8(symbols));
  Rng rng(1337);
  corpus.train_ids.resize(1'000'000);
  for (i32& id : corpus.train_ids) id = i32(rng.below(u64(vocab)));
  return corpus;
}

std::shared_ptr<GptSession> random_session(const GptSize& s, bool bf16 = false) {
  const GptOptions options{.n_layers = s.layers,
                           .n_heads = s.heads,
                           .d_model = s.width,
                           .context = s.context,
                           .batch = s.batch,
                           .bf16 = bf16,
                           .bias = s.bias};
  auto session = std::make_shared<GptSession>(options, random_corpus(s.vocab), 1337);
  session->plan_steps(2000);
  return session;
}

/// Weights that multiply each token: the blocks' matrices and the head.
double matrix_weights(const GptSize& s) {
  return double(12 * s.layers * s.width * s.width + s.vocab * s.width);
}

}  // namespace

double training_flops(const GptSize& s) {
  // Attention in full: 4 T C forward per layer and token, three times that with backward.
  const double attention = 12.0 * double(s.layers * s.context * s.width);
  return double(s.tokens()) * (6 * matrix_weights(s) + attention / 2);
}

Work gpt_training(const GptSize& s, bool bf16) {
  return {.run = [session = random_session(s, bf16)] { session->step(); },
          .tokens = double(s.tokens()),
          .flops = training_flops(s)};
}

Work gpt_generation(const GptSize& s, bool int8) {
  const auto session = random_session(s);
  const std::shared_ptr<Ghost> ghost = session->make_ghost();
  Weights weights;
  copy_out(session->parameters(), weights.values);
  ghost->load(weights);
  if (int8) ghost->use_int8_weights();
  const double tokens = double(s.context - 1);
  // Token t asks for every matrix once and for t + 1 keys and values; what came before is kept.
  const double attention = 4.0 * double(s.layers * s.width) * tokens * (tokens + 1) / 2;
  return {.run = [ghost, n = s.context - 1] { (void)generate(*ghost, {}, n, {}); },
          .tokens = tokens,
          .flops = tokens * 2 * matrix_weights(s) + attention,
          .bytes = tokens * matrix_weights(s) * (int8 ? 1 : double(sizeof(real)))};
}

Work lstm_training() {
  const auto model = std::make_shared<LstmStep>(LstmStepSize{});
  return {.run = [model] { model->step(); },
          .tokens = double(model->tokens_per_step()),
          .flops = model->flops_per_step()};
}

Work snapshot_look(const GptSize& s) {
  struct Looking {
    std::shared_ptr<GptSession> session;
    std::unique_ptr<Ghost> ghost;
    LatestSlot<Weights> slot;
    Probe probe;
    Frame frame;
  };
  const auto looking = std::make_shared<Looking>();
  looking->session = random_session(s);
  looking->ghost = looking->session->make_ghost();
  for (i64 i = 0; i < kMaxProbeTokens; ++i) looking->probe.text += char('A' + i % 26);
  return {.run = [looking] {
    Looking& l = *looking;
    copy_out(l.session->parameters(), l.slot.back().values);
    l.slot.publish();
    l.slot.refresh();
    const SerialScope alone;  // as the analyst computes
    l.ghost->load(l.slot.front());
    l.ghost->look(l.probe, l.frame);
  }};
}

}  // namespace lab
