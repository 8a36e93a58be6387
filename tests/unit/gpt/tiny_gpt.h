// A GPT so small that a test can train it, and a text with something to learn in it.
#pragma once
#include "chapters/10_gpt/ghost.h"
#include "chapters/10_gpt/session.h"
#include "engine/core/threads.h"
#include "tests/reference/compare.h"

namespace lab::test {

inline GptOptions tiny_options() {
  return {.n_layers = 2,
          .n_heads = 2,
          .d_model = 16,
          .context = 8,
          .batch = 4,
          .lr = 3e-3,
          .warmup = 5};
}

/// Lines of words, some of them Korean; `repeats` of them train and some more validate.
inline Corpus tiny_corpus(int repeats = 30) {
  std::string text;
  const char* words[] = {"the cat ", "saw a dog\n", "나무 ", "ran far. ", "왜? "};
  for (int i = 0; i < 5 * repeats; ++i) text += words[splitmix64(u64(i)) % 5];
  return corpus_from_text("tiny", text);
}

inline std::unique_ptr<GptSession> tiny_session(const GptOptions& options = tiny_options(),
                                                u64 seed = 1) {
  flush_denormals();
  auto session = std::make_unique<GptSession>(options, tiny_corpus(), seed);
  session->plan_steps(60);
  return session;
}

inline std::vector<real> weights_of(const Session& session) {
  std::vector<real> flat;
  copy_out(session.parameters(), flat);
  return flat;
}

/// Writes what a run's checkpoint holds.
inline void save(const Session& session, const std::string& path) {
  std::vector<TensorSource> tensors = session.moments();
  for (const ParamShape& p : shapes(session.parameters())) {
    const size_t i = tensors.size() - session.moments().size();
    tensors.emplace_back(p.name, p.shape, session.parameters()[i].tensor.data());
  }
  write_checkpoint(path, session.steps_done(), tensors, session.state(), Durability::none);
}

}  // namespace lab::test
