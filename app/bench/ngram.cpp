// N-gram models at work: counting a text, scoring one.
#include "app/bench/makers.h"
#include "engine/core/check.h"
#include "engine/ngram/arpa.h"
#include "engine/ngram/words.h"
#include "engine/text/corpus.h"

namespace lab {
namespace {

constexpr int kWordOrder = 5, kCharOrder = 7;
constexpr std::size_t kChars = 1'000'000;

/// A text's words counted, from its bytes on.
struct WordModel {
  WordVocab vocab;
  NgramCounts counts;
  NgramModel model;
  explicit WordModel(std::string_view text)
      : vocab(WordVocab::of({text})),
        counts(vocab.shape(kWordOrder)),
        model(counts, Smoothing::modified_kneser_ney) {
    counts.add(vocab.encode(text));
    model.refresh();
  }
};

double words_in(std::string_view text) {
  double words = 0;
  for_each_word(text, [&](std::string_view) { ++words; });
  return words;
}

}  // namespace

Work ngram_training_work() {
  const auto text = bench_text();
  return {.run = [=] { WordModel model(*text); }, .tokens = words_in(*text)};
}

Work ngram_query_work() {
  const auto text = bench_text();
  const auto arpa = [&] {
    const WordModel model(*text);
    return std::make_shared<const ArpaModel>(ArpaModel::of(model.model, model.vocab.words()));
  }();
  return {.run = [=] { (void)arpa->score_text(*text); }, .tokens = words_in(*text)};
}

Work ngram_chars_work() {
  const auto text = bench_text();
  std::size_t end = std::min(kChars, text->size());
  while (end < text->size() && (static_cast<unsigned char>((*text)[end]) & 0xc0) == 0x80) ++end;
  const auto corpus = std::make_shared<const Corpus>(
      corpus_from_text("bench", text->substr(0, end), "", kCharOrder));
  return {.run =
              [=] {
                NgramCounts counts({.order = kCharOrder,
                                    .vocab_size = corpus->vocab.size(),
                                    .start = corpus->vocab.id('\n')});
                counts.add(corpus->train_ids);
                const NgramModel model(counts, Smoothing::modified_kneser_ney);
                if (!(model.nats(corpus->valid_ids, corpus->train_ids) > 0))
                  fail("bench: a text that costs nothing");
              },
          .tokens = double(corpus->train_ids.size() + corpus->valid_ids.size())};
}

}  // namespace lab
