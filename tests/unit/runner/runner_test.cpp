// The loop: what it logs and keeps, how it ends, what it does when it must not go on.
#include "engine/run/runner.h"

#include <gmock/gmock.h>

#include <cerrno>

#include "tests/unit/runner/tiny_run.h"

namespace lab::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Runner, LogsEveryStepAndKeepsWhatTheTimeMachineNeeds) {
  const TinyRun run;
  std::vector<i64> told;
  const RunOutcome outcome = run.train(
      tiny_runner_options(), {.on_step = [&](const StepRecord& r) { told.push_back(r.step); }});
  EXPECT_EQ(outcome.end, RunOutcome::End::finished);
  EXPECT_EQ(outcome.step, kSteps);
  EXPECT_EQ(outcome.final.tokens, i64(run.corpus().valid_ids.size()) - 1);
  EXPECT_EQ(told.size(), size_t(kSteps) + 1);
  const RunHistory log = run.log();
  ASSERT_EQ(log.steps.size(), size_t(kSteps) + 1);
  EXPECT_TRUE(std::isnan(log.steps[0].loss));
  for (const StepRecord& r : log.steps) {
    EXPECT_EQ(std::isnan(r.valid), r.step % 10 != 0) << r.step;
    if (r.step == 0) continue;
    EXPECT_GT(r.loss, 0);
    EXPECT_GT(r.grad_norm, 0);
    EXPECT_GT(r.tokens_per_s, 0);
    EXPECT_GT(r.seconds, log.steps[size_t(r.step) - 1].seconds);
  }
  EXPECT_THAT(run.keyframes(), ElementsAre(0, 1, 2, 3, 4, 6, 8, 10, 11, 16, 20, 23, 30, 32, 40));
  std::vector<i64> samples;
  for (const SampleRecord& s : log.samples) {
    samples.push_back(s.step);
    EXPECT_EQ(s.tokens.size(), 8u);
    EXPECT_EQ(s.p.size(), 8u);
  }
  EXPECT_THAT(samples, ElementsAre(0, 1, 2, 4, 8, 16, 32, 40));
  ASSERT_FALSE(log.events.empty());
  EXPECT_EQ(log.events.back().kind, "final");
  EXPECT_NEAR(log.events.back().value, outcome.final.nats_per_token, 1e-12);
  EXPECT_LT(outcome.final.nats_per_token, double(log.steps[0].valid));
}

TEST(Runner, LossesAreThoseOfTheBareSession) {
  const TinyRun run;
  const auto session = run.model().make_session(run.corpus(), 1);
  session->plan_steps(kSteps);
  std::vector<float> losses;
  for (i64 i = 0; i < kSteps; ++i) losses.push_back(float(session->step().loss));
  EXPECT_EQ(losses, uninterrupted().losses);
}

TEST(Runner, TheLastKeyframeIsTheLastWeights) {
  const TinyRun run;
  run.train();
  const auto session = run.session();
  std::vector<real> frame;
  KeyframeStore(run.dir().keyframes_path())
      .load_nearest(kSteps, shapes(session->parameters()), frame);
  EXPECT_TRUE(frame == weights_of(*session));
}

TEST(Runner, RefusesIntervalsOfZero) {
  const TinyRun run;
  const auto session = run.session();
  KeyframeStore keyframes(run.dir().keyframes_path());
  for (i64 RunnerOptions::*which :
       {&RunnerOptions::checkpoint_every, &RunnerOptions::valid_every}) {
    RunnerOptions options = tiny_runner_options();
    options.*which = 0;
    EXPECT_THROW(
        Runner(run.dir(), *session, run.corpus(), keyframes, options, {}, nullptr, nullptr), Error);
  }
}

TEST(Runner, StopsAtTheNextStepSavesAndResumesToTheSameBits) {
  const TinyRun run;
  std::atomic<bool> stop{false};
  const RunOutcome outcome = run.train(
      tiny_runner_options(), {.on_step = [&](const StepRecord& r) { stop = r.step == 17; }}, &stop);
  EXPECT_EQ(outcome.end, RunOutcome::End::stopped);
  EXPECT_EQ(outcome.step, 17);
  EXPECT_EQ(run.saved_step(), 17);
  EXPECT_EQ(run.log().events.back().kind, "stop");
  EXPECT_EQ(run.train().end, RunOutcome::End::finished);
  expect_as_uninterrupted(run);
}

TEST(Runner, CommandsAreObeyedInOrderAndLogged) {
  const TinyRun run;
  TrainFeed feed;
  feed.commands.push({.kind = Command::Kind::lr_scale, .value = 0.5});
  feed.commands.push({.kind = Command::Kind::bookmark});
  feed.commands.push({.kind = Command::Kind::step, .value = 5});
  std::atomic<bool> stop{false};
  RunListener listener{.on_step = [&](const StepRecord& r) { stop = r.step == 5; }};
  EXPECT_EQ(run.train(tiny_runner_options(), listener, &stop, &feed).step, 5);
  EXPECT_EQ(run.session()->lr_scale(), 0.5);
  bool lr = false, bookmark = false;
  for (const EventRecord& e : run.log().events) {
    lr |= e.kind == "lr" && e.value == 0.5 && e.step == 0;
    bookmark |= e.kind == "bookmark" && e.step == 0;
  }
  EXPECT_TRUE(lr && bookmark);
  const StepRecord fifth = run.log().steps.back();
  const GptOptions o = tiny_options();
  EXPECT_NEAR(double(fifth.lr), 0.5 * o.lr * 5 / 6, 1e-9);  // warm-up of 5
}

TEST(Runner, AStopCommandEndsTheRun) {
  const TinyRun run;
  TrainFeed feed;
  feed.commands.push({.kind = Command::Kind::stop});
  const RunOutcome outcome = run.train(tiny_runner_options(), {}, nullptr, &feed);
  EXPECT_EQ(outcome.end, RunOutcome::End::stopped);
  EXPECT_EQ(outcome.step, 0);
}

TEST(Runner, AFullDiskLeavesTheLastCheckpointAndResumes) {
  const TinyRun run;
  bool full = false;
  set_file_hook([&](std::string_view operation, const std::string& path) {
    return full && operation == "write" && path.find("checkpoint") != path.npos ? ENOSPC : 0;
  });
  const RunOutcome outcome = run.train(
      tiny_runner_options(), {.on_step = [&](const StepRecord& r) { full = r.step >= 20; }});
  set_file_hook(nullptr);
  EXPECT_EQ(outcome.end, RunOutcome::End::failed);
  EXPECT_THAT(outcome.error, HasSubstr("checkpoint"));
  EXPECT_EQ(run.saved_step(), 14);  // the one at 21 failed
  EXPECT_EQ(run.log().events.back().kind, "error");
  EXPECT_EQ(run.train().end, RunOutcome::End::finished);
  expect_as_uninterrupted(run);
}

TEST(Runner, ADiskThatRefusesEverythingStillTellsTheViewer) {
  const TinyRun run;
  bool full = false;
  set_file_hook([&](std::string_view operation, const std::string&) {
    return full && operation == "write" ? ENOSPC : 0;
  });
  std::string told;
  TrainFeed feed;
  const RunOutcome outcome = run.train(tiny_runner_options(),
                                       {.on_step = [&](const StepRecord& r) { full = r.step >= 9; },
                                        .on_event = [&](const EventRecord& e) { told = e.kind; }},
                                       nullptr, &feed);
  set_file_hook(nullptr);
  EXPECT_EQ(outcome.end, RunOutcome::End::failed);
  EXPECT_EQ(told, "error");
  EXPECT_EQ(feed.phase.load(), RunStatus::Phase::failed);
  EXPECT_EQ(run.saved_step(), 7);
  EXPECT_EQ(run.train().end, RunOutcome::End::finished);
  expect_as_uninterrupted(run);
}

TEST(Runner, AModelThatExplodesStopsTheRunBeforeItIsSaved) {
  const TinyRun run;
  TrainFeed feed;
  RunListener listener{.on_step = [&](const StepRecord& r) {
    if (r.step == 16)
      feed.commands.push({.kind = Command::Kind::lr_scale, .value = kRealIsDouble ? 1e200 : 1e30});
  }};
  const RunOutcome outcome = run.train(tiny_runner_options(), listener, nullptr, &feed);
  EXPECT_EQ(outcome.end, RunOutcome::End::failed);
  EXPECT_THAT(outcome.error,
              HasSubstr("the loss is not a number any more; the first bad tensor is"));
  EXPECT_EQ(run.log().events.back().text, outcome.error);
  EXPECT_EQ(run.saved_step(), 14);
  for (const auto& [name, values] : run.saved())
    EXPECT_EQ(first_non_finite(values.data(), i64(values.size())), -1) << name;
}

TEST(Runner, AModelThatExplodesInItsLastStepDoesNotFinish) {
  const TinyRun run;
  TrainFeed feed;
  RunListener listener{.on_step = [&](const StepRecord& r) {
    if (r.step == kSteps - 1)
      feed.commands.push({.kind = Command::Kind::lr_scale, .value = kRealIsDouble ? 1e200 : 1e30});
  }};
  const RunOutcome outcome = run.train(tiny_runner_options(), listener, nullptr, &feed);
  EXPECT_EQ(outcome.end, RunOutcome::End::failed);
  EXPECT_THAT(outcome.error, HasSubstr("the loss on the validation text is not a number any more"));
  EXPECT_EQ(run.saved_step(), 35);
}

}  // namespace
}  // namespace lab::test
