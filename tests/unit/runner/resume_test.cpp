// A run killed at any step resumes to the bits of one that never stopped.
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/runner/tiny_run.h"

namespace lab::test {
namespace {

/// Trains in a child process that dies at the end of `step` without any farewell.
void train_and_die_at(const TinyRun& run, i64 step) {
  const pid_t child = fork();
  if (child == 0) {
    run.train(tiny_runner_options(), {.on_step = [&](const StepRecord& r) {
                if (r.step == step) _exit(9);
              }});
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 9) << "did not die at " << step;
}

class KilledAt : public ::testing::TestWithParam<i64> {
 protected:
  void SetUp() override { set_threads(1); }  // no threads that a fork would lose
};
// Before the first checkpoint after step 0, at one, just after one, twice as far, in the last step.
INSTANTIATE_TEST_SUITE_P(Step, KilledAt, ::testing::Values(1, 3, 7, 8, 20, 26, 40));

TEST_P(KilledAt, ResumesToTheSameBits) {
  uninterrupted();
  const TinyRun run;
  train_and_die_at(run, GetParam());
  EXPECT_EQ(run.saved_step(), (GetParam() - 1) / 7 * 7);
  EXPECT_EQ(run.train().end, RunOutcome::End::finished);
  expect_as_uninterrupted(run);
  std::vector<i64> samples;
  for (const SampleRecord& s : run.log().samples) samples.push_back(s.step);
  EXPECT_THAT(samples, ::testing::ElementsAre(0, 1, 2, 4, 8, 16, 32, 40));
  EXPECT_THAT(run.keyframes(),
              ::testing::ElementsAre(0, 1, 2, 3, 4, 6, 8, 10, 11, 16, 20, 23, 30, 32, 40));
}

TEST(Killed, TwiceInARow) {
  set_threads(1);
  uninterrupted();
  const TinyRun run;
  train_and_die_at(run, 12);
  train_and_die_at(run, 31);
  EXPECT_EQ(run.train().end, RunOutcome::End::finished);
  expect_as_uninterrupted(run);
  const RunHistory log = run.log();
  for (size_t i = 1; i < log.steps.size(); ++i)
    EXPECT_GT(log.steps[i].seconds, log.steps[i - 1].seconds) << i;
}

TEST(Resume, ALearningRateSetAfterTheCheckpointOfItsStepIsNotForgotten) {
  const TinyRun run;
  std::atomic<bool> stop{false};
  run.train(tiny_runner_options(), {.on_step = [&](const StepRecord& r) { stop = r.step == 10; }},
            &stop);
  RunLog(run.dir().log_path()).append(EventRecord{10, "lr", "learning rate factor", 0.25});
  std::vector<StepRecord> told;
  stop = false;
  RunListener listener{.on_step = [&](const StepRecord& r) {
    told.push_back(r);
    stop = true;
  }};
  run.train(tiny_runner_options(), listener, &stop);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_NEAR(double(told[0].lr) / double(LrSchedule{3e-3, 1e-4, 5, kSteps}.at(10)), 0.25, 1e-6);
}

TEST(Resume, LongerThanPlannedFollowsTheLongerSchedule) {
  const TinyRun run;
  run.train();
  RunnerOptions options = tiny_runner_options();
  options.steps = kSteps + 10;
  const auto session = run.session(options.steps);
  KeyframeStore keyframes(run.dir().keyframes_path());
  const RunOutcome outcome =
      Runner(run.dir(), *session, run.corpus(), keyframes, options, {}, nullptr, nullptr).run();
  EXPECT_EQ(outcome.end, RunOutcome::End::finished);
  EXPECT_EQ(outcome.step, kSteps + 10);
  EXPECT_EQ(run.losses().size(), size_t(kSteps) + 10);
}

}  // namespace
}  // namespace lab::test
