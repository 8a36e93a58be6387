#include "chapters/02_tokens/chapter.h"

#include <algorithm>

#include "chapters/02_tokens/ghost.h"
#include "chapters/02_tokens/session.h"
#include "engine/core/check.h"
#include "engine/observe/watch.h"

namespace lab {
namespace {

class TokensChapter final : public ChapterModel {
 public:
  OptionFields options() override { return options_.fields(); }

  void describe(RunInfo& info) const override {
    info.stage = "tokens";
    info.vocab = options_.vocab;
    info.pace = 10;  // else all merges are made within the blink of an eye
    info.summary = cat("byte pairs, ", options_.vocab, " tokens, ",
                       options_.split == "gpt2" ? "cut as GPT-2 cuts" : "not cut before");
  }

  std::vector<Preset> presets() const override {
    return {{.name = "small", .help = "the defaults: 1,000 tokens", .options = {}, .steps = 744},
            {.name = "smoke",
             .help = "320 tokens, to see that everything works",
             .options = {{"vocab", "320"}},
             .steps = 64,
             .valid_every = 16}};
  }
  i64 default_steps() const override { return options_.steps(); }
  i64 valid_every() const override { return 10; }
  i64 context() const override { return 1; }
  /// As many steps as the time machine holds: a merge is a few bytes.
  i64 keyframe_every(i64 steps) const override { return std::max<i64>(1, steps / 240); }

  std::unique_ptr<Session> make_session(const Corpus& corpus, u64 /*seed*/) const override {
    return std::make_unique<TokensSession>(options_, corpus);
  }
  std::unique_ptr<Ghost> make_ghost(const Corpus& corpus) const override {
    return std::make_unique<TokensGhost>(std::make_shared<BpeUnigram>(corpus.train, options_),
                                         options_);
  }

 private:
  TokensOptions options_;
};

}  // namespace

std::unique_ptr<ChapterModel> make_tokens_chapter() { return std::make_unique<TokensChapter>(); }

}  // namespace lab
