#include "engine/run/run_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <limits>

#include "engine/core/check.h"
#include "engine/core/rng.h"
#include "tests/unit/io/temp_dir.h"
#include "tests/unit/run/killed.h"

namespace lab {
namespace {

using test::error_of;
using test::TempDir;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

StepRecord step_record(i64 step) {
  StepRecord record;
  record.step = step;
  record.seconds = double(step) / 3;
  record.loss = 4.f / float(step + 1);
  record.lr = 1e-3f;
  return record;
}

void put(const std::string& path, const std::string& bytes) {
  write_file_atomic(path, bytes, Durability::none);
}

float any_float(Rng& rng) {
  const float x = std::bit_cast<float>(u32(rng.next()));
  return std::isnan(x) ? kNone : x;
}

TEST(RunLog, EveryFloatComesBackBitEqual) {
  const TempDir dir;
  Rng rng(3);
  std::vector<StepRecord> written;
  {
    RunLog log(dir / "log.jsonl");
    for (i64 step = 1; step <= 5'000; ++step) {
      StepRecord record;
      record.step = step;
      record.seconds = std::abs(rng.normal());
      for (float StepRecord::*field :
           {&StepRecord::loss, &StepRecord::valid, &StepRecord::lr, &StepRecord::grad_norm,
            &StepRecord::weight_norm, &StepRecord::update_norm, &StepRecord::tokens_per_s})
        record.*field = rng.below(5) == 0 ? kNone : any_float(rng);
      record.loss = step % 100 == 0 ? std::numeric_limits<float>::infinity() : record.loss;
      record.flags = u32(rng.below(2) * rng.next());
      written.push_back(record);
      log.append(record);
    }
  }
  const RunHistory history = read_log(dir / "log.jsonl");
  ASSERT_EQ(history.steps.size(), written.size());
  EXPECT_FALSE(history.torn);
  for (size_t i = 0; i < written.size(); ++i)
    ASSERT_EQ(std::memcmp(&history.steps[i], &written[i], sizeof(StepRecord)), 0) << i;
}

TEST(RunLog, SamplesAndEventsComeBack) {
  const TempDir dir;
  const SampleRecord sample{.step = 7,
                            .prompt = "옛날 \"옛날\"\n",
                            .tokens = {"가", "\n", "\\", std::string("\0", 1)},
                            .p = {0.1f, 1, 1e-30f, 0}};
  const EventRecord event{.step = 8, .kind = "lr", .text = "절반으로", .value = 0.1};
  {
    RunLog log(dir / "log.jsonl");
    log.append(sample);
    log.append(event);
    log.append(step_record(9));
  }
  const RunHistory history = read_log(dir / "log.jsonl");
  ASSERT_EQ(history.samples.size(), 1u);
  EXPECT_EQ(history.samples[0].prompt, sample.prompt);
  EXPECT_EQ(history.samples[0].tokens, sample.tokens);
  EXPECT_EQ(history.samples[0].p, sample.p);
  ASSERT_EQ(history.events.size(), 1u);
  EXPECT_EQ(history.events[0].kind, "lr");
  EXPECT_EQ(history.events[0].text, "절반으로");
  EXPECT_EQ(history.events[0].value, 0.1);
  EXPECT_EQ(history.steps.size(), 1u);
}

TEST(RunLog, ReadsStepLinesThatAnotherProgramRewrote) {
  const TempDir dir;
  put(dir / "l",
      "{ \"lr\": 1e-3, \"loss\": 1.5, \"seconds\": 2, \"step\": 4, \"t\": \"step\" }\n"
      "{\"t\":\"later kind\",\"step\":5,\"x\":[]}\n");
  const RunHistory history = read_log(dir / "l");
  ASSERT_EQ(history.steps.size(), 1u);
  EXPECT_EQ(history.steps[0].loss, 1.5f);
  EXPECT_EQ(history.steps[0].lr, 1e-3f);
  EXPECT_TRUE(std::isnan(history.steps[0].valid));
}

TEST(RunLog, TornAtEveryByteLosesOnlyTheLastLine) {
  const TempDir dir;
  const std::string first = log_line(step_record(1)) + log_line(EventRecord{1, "lr", "x", 2});
  const std::string last = log_line(SampleRecord{2, "p", {"가", "b"}, {.5f, .25f}});
  for (size_t length = 0; length <= last.size(); ++length) {
    put(dir / "l", first + last.substr(0, length));
    const RunHistory history = read_log(dir / "l");
    ASSERT_EQ(history.torn, length > 0 && length < last.size()) << length;
    ASSERT_EQ(history.steps.size(), 1u);
    ASSERT_EQ(history.events.size(), 1u);
    ASSERT_EQ(history.samples.size(), length == last.size() ? 1u : 0u);
    {
      RunLog log(dir / "l");
      log.append(step_record(3));
    }
    const RunHistory after = read_log(dir / "l");  // the tear is gone, nothing is glued to it
    ASSERT_FALSE(after.torn);
    ASSERT_EQ(after.steps.size(), 2u);
  }
}

TEST(RunLog, DamageInTheMiddleIsAnErrorWithItsLine) {
  const TempDir dir;
  put(dir / "l", log_line(step_record(1)) + "{\"t\":\"step\",\"st\n" + log_line(step_record(2)));
  EXPECT_THAT(error_of([&] { read_log(dir / "l"); }), HasSubstr(dir / "l:2: "));
  put(dir / "l", log_line(step_record(1)) + "{\"t\":\"event\",\"step\":2}\n");
  const RunHistory history = read_log(dir / "l");
  EXPECT_TRUE(history.torn);
  EXPECT_TRUE(history.events.empty());  // not even half of it
  EXPECT_EQ(read_log(dir / "none").steps.size(), 0u);
}

TEST(RunLog, TruncatesForResume) {
  const TempDir dir;
  std::string kept, all;
  for (i64 step = 1; step <= 20; ++step) {
    std::string lines = log_line(step_record(step));
    if (step % 10 == 0) lines += log_line(EventRecord{step, "checkpoint", "", 0});
    all += lines;
    if (step <= 10) kept += lines;
  }
  put(dir / "l", all + "{\"t\":\"st");
  EXPECT_EQ(truncate_log(dir / "l", 10), 11);
  EXPECT_EQ(read_file(dir / "l"), kept);
  EXPECT_EQ(truncate_log(dir / "l", 10), 0);
  EXPECT_EQ(truncate_log(dir / "none", 10), 0);
  EXPECT_FALSE(file_exists(dir / "none"));
}

TEST(RunLog, KilledAnywhereWhileTruncatingLeavesOneOrTheOther) {
  const TempDir dir;
  const std::string all = log_line(step_record(1)) + log_line(step_record(2));
  int operation = 0;
  for (put(dir / "l", all); test::killed_at(operation, [&] { truncate_log(dir / "l", 1); });
       ++operation, put(dir / "l", all)) {
    const std::string bytes = read_file(dir / "l");
    EXPECT_TRUE(bytes == all || bytes == log_line(step_record(1))) << operation;
  }
  EXPECT_GE(operation, 4);  // open, write, fsync, rename, fsync of the folder
  EXPECT_EQ(read_file(dir / "l"), log_line(step_record(1)));
}

TEST(RunLog, FullDiskLosesNothingThatLaterFits) {
  const TempDir dir;
  RunLog log(dir / "l");
  log.append(step_record(1));
  set_file_hook([](std::string_view op, const std::string&) { return op == "write" ? -20 : 0; });
  EXPECT_THAT(error_of([&] { log.flush(); }), AllOf(HasSubstr(dir / "l"), HasSubstr("space")));
  set_file_hook(nullptr);
  log.append(step_record(2));
  log.flush(Durability::fsync);
  const RunHistory history = read_log(dir / "l");
  EXPECT_EQ(history.steps.size(), 2u);
  EXPECT_FALSE(history.torn);
}

TEST(RunLog, AppendIsCheapAndReadingIsFast) {
  const TempDir dir;
  using Clock = std::chrono::steady_clock;
  const auto start = Clock::now();
  {
    RunLog log(dir / "l");
    for (i64 step = 1; step <= 100'000; ++step) log.append(step_record(step));
  }
  const double append_us = std::chrono::duration<double>(Clock::now() - start).count() * 10;
  const auto middle = Clock::now();
  EXPECT_EQ(read_log(dir / "l").steps.size(), 100'000u);
  const double read_s = std::chrono::duration<double>(Clock::now() - middle).count();
  RecordProperty("append_us", std::to_string(append_us));
  RecordProperty("read_s", std::to_string(read_s));
  std::printf("append %.3f us a record, reading 100k lines %.3f s\n", append_us, read_s);
#ifdef NDEBUG
  EXPECT_LT(append_us, 3 * 5);  // 5: room for sanitizers and a busy machine
  EXPECT_LT(read_s, 0.5 * 5);
#endif
}

}  // namespace
}  // namespace lab
