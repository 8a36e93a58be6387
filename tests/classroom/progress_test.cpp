// What the lab remembers of a learner, across programs and damaged files.
#include "app/classroom/progress.h"

#include <gtest/gtest.h>

#include <thread>

#include "engine/core/check.h"
#include "tests/classroom/tiny_chapter.h"

namespace lab::test {
namespace {

class ProgressFile : public testing::Test {
 protected:
  void record(Outcome outcome, int hint = 0) {
    Progress().record({.exercise = "10.1", .outcome = outcome, .hint = hint});
  }
  TinyChapter chapter;
};

TEST_F(ProgressFile, NothingIsWrittenByLooking) {
  EXPECT_EQ(Progress().of("10.1").checks, 0);
  EXPECT_FALSE(Progress().of("10.1").done());
  EXPECT_FALSE(chapter.room.has("home"));
}

TEST_F(ProgressFile, TheBestOutcomeStays) {
  record(Outcome::not_begun);
  EXPECT_EQ(Progress().of("10.1").best, Outcome::not_begun);
  record(Outcome::wrong, 2);
  record(Outcome::not_compiled);
  EXPECT_EQ(Progress().of("10.1").best, Outcome::wrong);
  EXPECT_EQ(Progress().of("10.1").last, Outcome::not_compiled);
  record(Outcome::done);
  record(Outcome::crashed);
  const Progress progress;
  EXPECT_TRUE(progress.of("10.1").done());
  EXPECT_EQ(progress.of("10.1").last, Outcome::crashed);
  EXPECT_EQ(progress.of("10.1").checks, 5);
  EXPECT_EQ(progress.of("10.1").when.size(), 20u);
  EXPECT_EQ(progress.of("10.2").checks, 0);
}

TEST_F(ProgressFile, HintsComeInOrderUnlessOneFits) {
  EXPECT_EQ(Progress().take_hint("10.1"), 1);
  record(Outcome::wrong, 3);
  EXPECT_EQ(Progress().take_hint("10.1"), 3);
  EXPECT_EQ(Progress().take_hint("10.1"), 2);
  EXPECT_EQ(Progress().take_hint("10.1"), 0);
  EXPECT_EQ(Progress().of("10.1").hints, (std::set<int>{1, 2, 3}));
}

TEST_F(ProgressFile, GivingUpIsRemembered) {
  EXPECT_EQ(Progress().of("10.1").gave_up, "");
  Progress().give_up("10.1");
  EXPECT_EQ(Progress().of("10.1").gave_up.size(), 20u);
  EXPECT_FALSE(Progress().of("10.1").done());
}

TEST_F(ProgressFile, ADamagedFileIsSetAsideAndTold) {
  const char* const kDamaged[] = {
      "{\"format\": \"lmlab-progress/1\", \"exer",
      "[]",
      "",
      "{\"format\": \"lmlab-progress/2\", \"exercises\": {}}",
      "{\"format\": \"lmlab-progress/1\", \"exercises\": {\"10.1\": 3}}",
      "{\"format\": \"lmlab-progress/1\", \"exercises\": {\"10.1\": {\"best\": \"perfect\", "
      "\"last\": \"done\", \"when\": \"\", \"checks\": 1, \"fitting_hint\": 0, \"hints\": [], "
      "\"gave_up\": \"\"}}}"};
  int nth = 0;
  for (const char* const damaged : kDamaged) {
    chapter.room.write("home/progress.json", damaged);
    const Progress progress;
    EXPECT_SAYS(progress.warning(), "kept as") << damaged;
    EXPECT_EQ(progress.of("10.1").checks, 0);
    ++nth;
    const std::string aside =
        nth == 1 ? "home/progress.json.damaged" : cat("home/progress.json.damaged-", nth);
    EXPECT_EQ(chapter.room.read(aside), damaged);
    EXPECT_EQ(Progress().warning(), "");
  }
  record(Outcome::done);
  EXPECT_TRUE(Progress().of("10.1").done());
}

TEST_F(ProgressFile, SeveralWritersLoseNothing) {
  std::vector<std::thread> writers;
  for (int w = 0; w < 4; ++w)
    writers.emplace_back([this] {
      for (int i = 0; i < 25; ++i) record(Outcome::wrong);
    });
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(Progress().of("10.1").checks, 100);
}

}  // namespace
}  // namespace lab::test
