// Chapter 02 in a window: slow enough to follow, looked at while it learns, with the bits of a run
// that nobody watches. Runs under TSan too.
#include <gtest/gtest.h>

#include <thread>

#include "engine/core/threads.h"
#include "engine/run/run_watch.h"
#include "tests/unit/tokens_chapter/small_run.h"

namespace lab::test {
namespace {

constexpr i64 kSteps = 100;

std::unique_ptr<ChapterModel> small_chapter() {
  auto model = make_tokens_chapter();
  set_option(model->options(), "vocab", "400");
  return model;
}

RunDir make_run(const std::string& path) {
  const Corpus& text = town_corpus();
  return RunDir::create(path,
                        {.chapter = "tokens",
                         .options = option_values(small_chapter()->options()),
                         .data = "town",
                         .steps = kSteps,
                         .vocab = text.vocab.save()},
                        text.train, text.valid);
}

TEST(TokensLive, WatchedOrNotItEndsWithTheSameBits) {
  flush_denormals();
  const TempDir temp;
  const auto model = small_chapter();
  const RunDir alone = make_run(temp / "alone");
  {
    const auto session = model->make_session(alone.load_corpus(), 1);
    KeyframeStore keyframes(alone.keyframes_path());
    const Corpus corpus = alone.load_corpus();
    EXPECT_EQ(Runner(alone, *session, corpus, keyframes, {.steps = kSteps}, {}, nullptr, nullptr)
                  .run()
                  .error,
              "");
  }
  const RunDir watched = make_run(temp / "watched");
  {
    auto live = std::make_unique<LiveRun>();
    live->session = model->make_session(watched.load_corpus(), 1);
    live->options = {.steps = kSteps, .keyframe_every = model->keyframe_every(kSteps)};
    RunWatch watch(watched, *model, watched.load_corpus(), std::move(live));
    EXPECT_EQ(watch.info().stage, "tokens");
    EXPECT_EQ(watch.info().vocab, 400);
    EXPECT_GT(watch.info().pace, 0);
    EXPECT_EQ(watch.status().speed_limit, watch.info().pace);
    const auto over = [&] {
      return watch.status().phase == RunStatus::Phase::finished ||
             watch.status().phase == RunStatus::Phase::failed;
    };
    i64 looks = 0;
    u64 last = 0;
    for (int i = 0; i < 60'000 && !over(); ++i) {
      watch.poll();
      watch.ask({.probe = {.text = "왕이 said", .taps = taps::kAll}, .step = i % 3 ? -1 : i % 7});
      if (i == 300) watch.send({.kind = Command::Kind::speed_limit, .value = 500});
      looks += watch.frame().id != last && watch.frame().find("tokens.merges");
      last = watch.frame().id;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    EXPECT_EQ(watch.status().phase, RunStatus::Phase::finished) << watch.status().message;
    EXPECT_GT(looks, 0);
    EXPECT_EQ(i64(watch.keyframes().size()), kSteps + 1);  // every merge can be gone back to
  }
  const auto saved = [](const RunDir& run) {
    const Checkpoint checkpoint = Checkpoint::read(run.checkpoint_path());
    std::vector<real> rows(144 * 3);
    checkpoint.copy("merges", {144, 3}, rows.data());
    return rows;
  };
  EXPECT_TRUE(saved(alone) == saved(watched));
}

}  // namespace
}  // namespace lab::test
