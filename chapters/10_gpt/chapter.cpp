#include "chapters/10_gpt/chapter.h"

#include <string_view>

#include "chapters/10_gpt/ghost.h"
#include "chapters/10_gpt/recipe.h"
#include "chapters/10_gpt/session.h"
#include "engine/observe/watch.h"

namespace lab {

extern const std::string_view kGptBands;  // expected/bands.json, put into the program by CMake

namespace {

class GptChapter final : public ChapterModel {
 public:
  OptionFields options() override { return options_.fields(); }

  void describe(RunInfo& info) const override {
    info.layers = options_.n_layers;
    info.heads = options_.n_heads;
    info.width = options_.d_model;
    info.context = options_.context;
    info.batch = options_.batch;
    info.clip = options_.clip;
    info.dropout = options_.dropout;
    const bool muon = options_.optimizer == "muon";
    info.optimizer = cat(muon ? "Muon, AdamW " : "AdamW ", options_.lr, " → ", options_.lr_min);
  }

  std::vector<Preset> presets() const override { return gpt_presets(); }
  std::string_view expected() const override { return kGptBands; }
  i64 default_steps() const override { return 2000; }
  i64 context() const override { return options_.context; }

  std::unique_ptr<Session> make_session(const Corpus& corpus, u64 seed) const override {
    return std::make_unique<GptSession>(options_, corpus, seed);
  }
  std::unique_ptr<Ghost> make_ghost(const Corpus& corpus) const override {
    return std::make_unique<GptGhost>(options_, corpus.vocab);
  }

 private:
  GptOptions options_;
};

}  // namespace

std::unique_ptr<ChapterModel> make_gpt_chapter() { return std::make_unique<GptChapter>(); }

}  // namespace lab
