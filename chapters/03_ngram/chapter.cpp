#include "chapters/03_ngram/chapter.h"

#include "chapters/03_ngram/ghost.h"
#include "chapters/03_ngram/session.h"
#include "engine/observe/watch.h"

namespace lab {
namespace {

constexpr const char* long_name(Smoothing smoothing) {
  switch (smoothing) {
    case Smoothing::mle:
      return "maximum likelihood";
    case Smoothing::add_k:
      return "add-k";
    case Smoothing::witten_bell:
      return "Witten-Bell";
    case Smoothing::kneser_ney:
      return "Kneser-Ney";
    case Smoothing::modified_kneser_ney:
      return "modified Kneser-Ney";
  }
  return "";
}

class NgramChapter final : public ChapterModel {
 public:
  OptionFields options() override { return options_.fields(); }

  void describe(RunInfo& info) const override {
    info.stage = "ngram";
    info.context = options_.order - 1;
    info.summary = cat("order ", options_.order, ", ", long_name(options_.how()),
                       options_.words() ? ", words" : ", characters");
  }

  std::vector<Preset> presets() const override {
    return {{.name = "smoke",
             .help = "trigrams, in a blink: does everything work?",
             .options = {{"order", "3"}},
             .steps = 20,
             .valid_every = 5},
            {.name = "best",
             .help = "modified Kneser-Ney of order 7, the best of all orders on Shakespeare",
             .options = {{"order", "7"}},
             .steps = 200}};
  }
  i64 default_steps() const override { return 200; }
  i64 valid_every() const override { return 10; }
  i64 context() const override { return options_.order - 1; }

  std::unique_ptr<Session> make_session(const Corpus& corpus, u64) const override {
    options_.check();
    return std::make_unique<NgramSession>(options_, texts_.of(options_, corpus), corpus.vocab);
  }
  std::unique_ptr<Ghost> make_ghost(const Corpus& corpus) const override {
    options_.check();
    return std::make_unique<NgramGhost>(options_, texts_.of(options_, corpus));
  }

 private:
  NgramOptions options_;
  mutable NgramTexts texts_;
};

}  // namespace

std::unique_ptr<ChapterModel> make_ngram_chapter() { return std::make_unique<NgramChapter>(); }

}  // namespace lab
