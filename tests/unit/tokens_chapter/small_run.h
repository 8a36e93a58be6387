// A small text with both scripts, and what a run's checkpoint of chapter 02 holds.
#pragma once
#include "chapters/02_tokens/chapter.h"
#include "chapters/02_tokens/ghost.h"
#include "chapters/02_tokens/session.h"
#include "datasets/tinytown/tinytown.h"
#include "tests/reference/error_of.h"
#include "tests/unit/io/temp_dir.h"

namespace lab::test {

inline const Corpus& town_corpus() {
  static const Corpus corpus = corpus_from_text(
      "town", tinytown::make_tinytown(60'000, tinytown::language_from("both"), 1).text);
  return corpus;
}

inline TokensOptions small_options() { return {.vocab = 400}; }

inline std::vector<real> weights_of(const Session& session) {
  std::vector<real> flat;
  copy_out(session.parameters(), flat);
  return flat;
}

inline void save(const Session& session, const std::string& path) {
  const Parameters& p = session.parameters();
  const TensorSource merges("merges", shapes(p)[0].shape, p[0].tensor.data());
  write_checkpoint(path, session.steps_done(), {&merges, 1}, session.state(), Durability::none);
}

}  // namespace lab::test
