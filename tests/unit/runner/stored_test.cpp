// A run on disk: looked at, not trained; and equal to what the live view showed.
#include <thread>

#include "tests/unit/runner/tiny_run.h"

namespace lab::test {
namespace {

TEST(Stored, ShowsHistoryAndTheNearestKeyframe) {
  const TinyRun run;
  run.train();
  RunWatch watch(run.dir(), run.model(), run.corpus(), nullptr);
  EXPECT_FALSE(watch.can_train());
  EXPECT_EQ(watch.status().phase, RunStatus::Phase::stored);
  EXPECT_EQ(watch.steps().size(), size_t(kSteps) + 1);
  EXPECT_EQ(watch.keyframes(), run.keyframes());
  EXPECT_EQ(watch.info().layers, 2);
  EXPECT_EQ(watch.info().vocab, run.corpus().vocab.size());
  EXPECT_EQ(watch.info().parameters, count(run.session()->parameters()));
  watch.send({.kind = Command::Kind::run});  // nobody there: nothing happens
  watch.ask({.probe = {.text = "the cat"}, .step = 37});
  for (int i = 0; i < 10'000 && watch.frame().step < 0; ++i) {
    watch.poll();
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  EXPECT_EQ(watch.frame().step, 40);
  EXPECT_EQ(watch.frame().asked_step, 37);
  EXPECT_FALSE(watch.frame().live);
}

TEST(Stored, EqualQuestionsGiveEqualFrames) {
  const TinyRun run;
  run.train();
  const KeyframeStore keyframes(run.dir().keyframes_path());
  const auto ghost = run.model().make_ghost(run.corpus());
  const Query query{.probe = {.text = "the cat", .taps = taps::kAll}, .step = 16};
  Frame a, b;
  Analyst::look(*ghost, keyframes, query, a);
  Analyst::look(*ghost, keyframes, {.probe = {.text = "왜"}, .step = 2}, b);
  Analyst::look(*ghost, keyframes, query, b);
  EXPECT_EQ(a.step, 16);
  ASSERT_EQ(a.taps.size(), b.taps.size());
  for (size_t i = 0; i < a.taps.size(); ++i) EXPECT_EQ(a.taps[i].values, b.taps[i].values);
  EXPECT_EQ(a.sampled, b.sampled);
}

TEST(Stored, ARunWithoutKeyframesSaysSo) {
  const TinyRun run;
  RunWatch watch(run.dir(), run.model(), run.corpus(), nullptr);
  watch.ask({.probe = {.text = "the cat"}, .step = 3});
  for (int i = 0; i < 10'000 && watch.frame().error.empty(); ++i) {
    watch.poll();
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  EXPECT_EQ(watch.frame().error, "no weights yet");
}

}  // namespace
}  // namespace lab::test
