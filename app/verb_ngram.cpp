// ngram: back-off models as files: scores of sentences, and a run written as ARPA.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "app/app.h"
#include "app/training.h"
#include "chapters/03_ngram/session.h"
#include "engine/io/files.h"
#include "engine/io/json.h"
#include "engine/ngram/arpa.h"

namespace lab {
namespace {

struct ScoreRequest {
  std::string model, data;
  bool summary = false, json = false;
};

/// Scores sentences and prints each as it is done.
class Scorer {
 public:
  explicit Scorer(const ScoreRequest& request)
      : request_(request), model_(ArpaModel::read(request.model)) {}

  /// One or more whole lines.
  void score(std::string_view text) {
    if (request_.summary) {
      all_ += model_.score_text(text);
      return;
    }
    const auto visit = [this](const ScoredWord& word) { take(word); };
    all_ += model_.score_text(text, visit);
  }

  void print_totals() const {
    if (request_.json)
      fmt::print("{}\n", Json::object()
                             .set("sentences", all_.sentences)
                             .set("tokens", all_.words)
                             .set("oov", all_.unknown)
                             .set("log10_p", all_.log10_p)
                             .set("perplexity", all_.perplexity())
                             .set("perplexity_without_oov", all_.perplexity_of_known())
                             .dump());
    else
      fmt::print(
          "Perplexity including OOVs:\t{:.8g}\nPerplexity excluding OOVs:\t{:.8g}\n"
          "OOVs:\t{}\nTokens:\t{}\n",
          all_.perplexity(), all_.perplexity_of_known(), all_.unknown, all_.words);
  }

 private:
  void take(const ScoredWord& word) {
    sum_ += word.log10_p;
    unknown_ += word.id == 0;
    if (request_.json)
      words_.push(Json::object()
                      .set("word", word.word)
                      .set("log10_p", double(word.log10_p))
                      .set("order", word.matched)
                      .set("oov", word.id == 0));
    else
      fmt::print("{}\t{:.7g}\t{}\n", word.word, word.log10_p, word.matched);
    if (!word.ends_sentence) return;
    if (request_.json)
      fmt::print("{}\n", Json::object()
                             .set("words", std::move(words_))
                             .set("log10_p", sum_)
                             .set("oov", unknown_)
                             .dump());
    else
      fmt::print("Total: {:.7g} OOV: {}\n", sum_, unknown_);
    words_ = Json::array();
    sum_ = 0, unknown_ = 0;
  }

  const ScoreRequest& request_;
  ArpaModel model_;
  ScoreTotals all_;
  Json words_ = Json::array();  // of the sentence that is being scored
  double sum_ = 0;
  i64 unknown_ = 0;
};

int score(const ScoreRequest& request) {
  Scorer scorer(request);
  if (!request.data.empty()) {
    scorer.score(read_file(request.data));
  } else {
    for (std::string line; std::getline(std::cin, line);) {
      scorer.score(line += '\n');
      std::fflush(stdout);
    }
  }
  scorer.print_totals();
  return 0;
}

int write_run(const std::string& run, const std::string& path) {
  const RunDir dir = RunDir::open(run);
  if (dir.config().chapter != "ngram")
    fail(run, ": want a run of chapter ngram, found one of ", dir.config().chapter,
         "; make one with `lab train ngram --out DIR`");
  const std::unique_ptr<ChapterModel> chapter = model_of(dir);
  const Corpus corpus = dir.load_corpus();
  const std::unique_ptr<Session> session = chapter->make_session(corpus, dir.config().seed);
  session->restore(Checkpoint::read(dir.checkpoint_path()));
  const auto& counted = dynamic_cast<const NgramSession&>(*session);
  const WordVocab* words = counted.text().word_vocab();
  const NgramModel& model = counted.model();
  write_arpa(path, model, words ? words->words() : arpa_words(corpus.vocab.texts()));
  fmt::print("{}: order {}, {} n-grams\n", path, model.order(), model.counts().distinct());
  return 0;
}

}  // namespace

void add_ngram_verb(CLI::App& app, Chosen& chosen) {
  CLI::App* ngram = app.add_subcommand("ngram", "ARPA files: score sentences, write a run");
  ngram->require_subcommand(1);

  auto s = std::make_shared<ScoreRequest>();
  CLI::App* scoring = ngram->add_subcommand(
      "score", "log10 probability and matched order of every word, one sentence per line");
  scoring->add_option("FILE", s->model, "an ARPA file")->required();
  scoring->add_option("--data", s->data, "the sentences (default: from standard input)");
  scoring->add_flag("--summary", s->summary, "only the totals");
  scoring->add_flag("--json", s->json, "one JSON object per sentence, and one for the totals");
  scoring->callback([=, &chosen] { chosen = [=] { return score(*s); }; });

  auto run = std::make_shared<std::string>(), path = std::make_shared<std::string>();
  CLI::App* writing = ngram->add_subcommand("arpa", "write a run of chapter ngram as an ARPA file");
  writing->add_option("RUN", *run, "the run directory")->required();
  writing->add_option("-o,--out", *path, "the file to write")->required();
  writing->callback([=, &chosen] { chosen = [=] { return write_run(*run, *path); }; });
}

}  // namespace lab
