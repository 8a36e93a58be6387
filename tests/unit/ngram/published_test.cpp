// Numbers that others have published, or that any right implementation arrives at.
#include <gtest/gtest.h>

#include "engine/ngram/model.h"
#include "engine/text/corpus.h"
#include "tests/reference/shared_data.h"

namespace lab::test {
namespace {

TEST(Published, TinyShakespeareByCharacters) {
  const std::string path = shared_data("tinyshakespeare/input.txt");
  LAB_NEEDS_SHARED_DATA("tinyshakespeare/input.txt");
  const Corpus corpus = load_corpus(path);
  constexpr double kWant[] = {2.4835, 2.0381, 1.7191, 1.5612, 1.5226, 1.5165, 1.5192};
  for (int order = 2; order <= 8; ++order) {
    NgramCounts counts(
        {.order = order, .vocab_size = corpus.vocab.size(), .start = corpus.vocab.id('\n')});
    counts.add(corpus.train_ids);
    const NgramModel model(counts, Smoothing::modified_kneser_ney);
    const double nats = model.nats(corpus.valid_ids, corpus.train_ids);
    EXPECT_NEAR(nats / double(corpus.valid_ids.size()), kWant[order - 2], 0.001) << order;
  }
}

TEST(Published, NamesByBigrams) {
  LAB_NEEDS_SHARED_DATA("names/names.txt");
  std::string names = load_text(shared_data("names/names.txt"));
  if (names.back() != '\n') names += '\n';
  const CharVocab vocab = CharVocab::of({names});
  const std::vector<i32> ids = vocab.encode(names);
  NgramCounts counts({.order = 2, .vocab_size = vocab.size(), .start = vocab.id('\n')});
  counts.add(ids);
  const double n = double(ids.size());
  EXPECT_NEAR(NgramModel(counts, Smoothing::mle).nats(ids) / n, 2.4540, 0.00005);
  EXPECT_NEAR(NgramModel(counts, Smoothing::add_k, 1).nats(ids) / n, 2.4546, 0.00005);
}

}  // namespace
}  // namespace lab::test
