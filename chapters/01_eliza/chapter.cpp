#include "chapters/01_eliza/chapter.h"

#include "chapters/01_eliza/ghost.h"

namespace lab {
namespace {

/// A script, and nothing that could be trained.
class ElizaChapter final : public ChapterModel {
 public:
  OptionFields options() override { return {}; }
  void describe(RunInfo& info) const override { info.stage = "eliza"; }
  bool trains() const override { return false; }
  i64 default_steps() const override { return 0; }
  i64 context() const override { return 0; }
  std::unique_ptr<Session> make_session(const Corpus&, u64) const override {
    fail("eliza: there is nothing to train; talk to it with `lab chat eliza`");
  }
  std::unique_ptr<Ghost> make_ghost(const Corpus&) const override {
    return std::make_unique<ElizaGhost>(built_in_script("en"));
  }
};

}  // namespace

std::unique_ptr<ChapterModel> make_eliza_chapter() { return std::make_unique<ElizaChapter>(); }

}  // namespace lab
