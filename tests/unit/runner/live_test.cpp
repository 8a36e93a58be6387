// Trainer, analyst and viewer at once: whatever is looked at, asked and clicked, the training's
// bits stay the same. Runs under TSan too.
#include <thread>

#include "tests/unit/runner/tiny_run.h"

namespace lab::test {
namespace {

/// Polls until `done` says so; false after a minute.
template <class Done>
bool wait_until(RunWatch& watch, const Done& done) {
  for (int i = 0; i < 60'000; ++i) {
    watch.poll();
    if (done()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return false;
}

std::unique_ptr<RunWatch> watch_live(const TinyRun& run, i64 steps = kSteps,
                                     RunListener listener = {}) {
  auto live = std::make_unique<LiveRun>();
  live->session = run.session();
  live->options = tiny_runner_options();
  live->options.steps = steps;
  live->listener = std::move(listener);
  return std::make_unique<RunWatch>(run.dir(), run.model(), run.corpus(), std::move(live));
}

bool ended(const RunWatch& watch) {
  return watch.status().phase == RunStatus::Phase::finished ||
         watch.status().phase == RunStatus::Phase::failed;
}

/// A person who types, drags, pauses and steps without rest. Changes nothing that is trained.
void fiddle(RunWatch& watch, u64 seed) {
  Rng rng(seed);
  const char* texts[] = {"the cat", "왜?", "", "a dog that ran far"};
  for (int i = 0; i < 500 && !ended(watch); ++i) {
    watch.poll();
    switch (rng.below(8)) {
      case 0:
        watch.send({.kind = Command::Kind::pause});
        break;
      case 1:
        watch.send({.kind = Command::Kind::step, .value = double(1 + rng.below(3))});
        break;
      case 2:
        watch.send({.kind = Command::Kind::run});
        break;
      case 3:
        watch.send({.kind = Command::Kind::speed_limit, .value = double(rng.below(2) * 500)});
        break;
      case 4:
        watch.send({.kind = Command::Kind::checkpoint});
        break;
      case 5:
        watch.send({.kind = Command::Kind::bookmark});
        break;
      default:
        watch.ask({.probe = {.text = texts[rng.below(4)], .taps = taps::kAll},
                   .step = rng.below(2) ? -1 : i64(rng.below(kSteps))});
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  watch.send({.kind = Command::Kind::speed_limit, .value = 0});
  watch.send({.kind = Command::Kind::run});
}

class Fiddling : public ::testing::TestWithParam<int> {
  void TearDown() override { set_threads(1); }
};
INSTANTIATE_TEST_SUITE_P(Threads, Fiddling, ::testing::Values(1, 3));

TEST_P(Fiddling, LeavesTheTrainingBitIdentical) {
  uninterrupted();
  set_threads(GetParam());
  const TinyRun run;
  const auto watch = watch_live(run);
  fiddle(*watch, u64(GetParam()));
  EXPECT_TRUE(wait_until(*watch, [&] { return ended(*watch); }));
  EXPECT_EQ(watch->stop().end, RunOutcome::End::finished);
  expect_as_uninterrupted(run);
  ASSERT_EQ(watch->steps().size(), size_t(kSteps) + 1);
  for (size_t i = 1; i < watch->steps().size(); ++i)
    EXPECT_EQ(watch->steps()[i].loss, uninterrupted().losses[i - 1]);
  EXPECT_EQ(watch->keyframes(), run.keyframes());
}

TEST(Live, AStoppedViewResumesToTheSameBits) {
  uninterrupted();
  const TinyRun run;
  {
    const auto watch = watch_live(run);
    EXPECT_TRUE(wait_until(*watch, [&] { return watch->status().step >= 9; }));
  }  // closing the window stops and saves
  EXPECT_GE(run.saved_step(), 9);
  const auto watch = watch_live(run);
  EXPECT_TRUE(wait_until(*watch, [&] { return ended(*watch); }));
  watch->stop();
  expect_as_uninterrupted(run);
}

TEST(Live, TheSpeedLimitThatWasSetIsShown) {
  const TinyRun run;
  const auto watch = watch_live(run);
  EXPECT_EQ(watch->status().speed_limit, 0);
  watch->send({.kind = Command::Kind::speed_limit, .value = 500});
  watch->poll();
  EXPECT_EQ(watch->status().speed_limit, 500);
  watch->send({.kind = Command::Kind::speed_limit, .value = 0});
  watch->poll();
  EXPECT_EQ(watch->status().speed_limit, 0);
}

TEST(Live, ASingleStepWhilePausedIsShown) {
  const TinyRun run;
  const auto watch = watch_live(run);
  watch->send({.kind = Command::Kind::pause});
  watch->ask({.probe = {.text = "the cat"}});
  EXPECT_TRUE(
      wait_until(*watch, [&] { return watch->status().phase == RunStatus::Phase::paused; }));
  for (int i = 0; i < 3; ++i) {
    const i64 before = watch->status().step;
    watch->send({.kind = Command::Kind::step, .value = 1});
    EXPECT_TRUE(wait_until(*watch, [&] { return watch->status().step == before + 1; }));
    EXPECT_TRUE(wait_until(*watch, [&] { return watch->frame().step == before + 1; }))
        << "the picture stays at " << watch->frame().step;
    EXPECT_TRUE(watch->frame().live);
    EXPECT_EQ(watch->frame().error, "");
  }
  EXPECT_EQ(watch->status().phase, RunStatus::Phase::paused);
}

TEST(Live, AskingForAStoredStepShowsIt) {
  const TinyRun run;
  const auto watch = watch_live(run);
  EXPECT_TRUE(wait_until(*watch, [&] { return ended(*watch); }));
  watch->ask({.probe = {.text = "the cat"}, .step = 12});
  EXPECT_TRUE(wait_until(*watch, [&] { return watch->frame().asked_step == 12; }));
  EXPECT_EQ(watch->frame().step, 11);
  EXPECT_FALSE(watch->frame().live);
  watch->ask({.probe = {.text = "the cat"}, .step = -1});
  EXPECT_TRUE(wait_until(*watch, [&] { return watch->frame().step == kSteps; }));
  EXPECT_TRUE(watch->frame().live);
}

TEST(Live, StopIsHeardAlthoughTheRingOfCommandsIsFull) {
  const TinyRun run;
  std::atomic<bool> go{false};
  const auto watch = watch_live(run, 1'000'000, {.on_step = [&](const StepRecord& r) {
                                  while (r.step == 2 && !go) std::this_thread::yield();
                                }});
  EXPECT_TRUE(wait_until(*watch, [&] { return watch->status().step == 1; }));
  for (int i = 0; i < 400; ++i) watch->send({.kind = Command::Kind::lr_scale, .value = 1});
  std::thread later([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    go = true;
  });
  EXPECT_EQ(watch->stop().end, RunOutcome::End::stopped);
  later.join();
  EXPECT_LT(run.saved_step(), 1000);
}

TEST(Live, MoreCommandsThanTheRingHoldsArriveInOrder) {
  const TinyRun run;
  std::atomic<bool> go{false};
  const auto watch = watch_live(run, 1'000'000, {.on_step = [&](const StepRecord& r) {
                                  while (r.step == 2 && !go) std::this_thread::yield();
                                }});
  EXPECT_TRUE(wait_until(*watch, [&] { return watch->status().step == 1; }));
  for (int i = 1; i <= 400; ++i)
    watch->send({.kind = Command::Kind::lr_scale, .value = double(i) / 400});
  go = true;
  EXPECT_TRUE(wait_until(
      *watch, [&] { return !watch->events().empty() && watch->events().back().value == 1; }));
  watch->stop();
  double last = 0;
  i64 heard = 0;
  for (const EventRecord& e : run.log().events) {
    if (e.kind != "lr") continue;
    EXPECT_GT(e.value, last);
    last = e.value, ++heard;
  }
  EXPECT_EQ(heard, 400);
}

TEST(Live, AFailureIsShownWithItsReason) {
  const TinyRun run;
  const auto watch = watch_live(run);
  watch->send({.kind = Command::Kind::lr_scale, .value = kRealIsDouble ? 1e200 : 1e30});
  EXPECT_TRUE(wait_until(*watch, [&] { return ended(*watch); }));
  watch->poll();
  EXPECT_EQ(watch->status().phase, RunStatus::Phase::failed);
  EXPECT_NE(watch->status().message.find("not a number any more"), std::string::npos)
      << watch->status().message;
}

}  // namespace
}  // namespace lab::test
