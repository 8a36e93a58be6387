// check, hint, solution and list as a learner meets them.
#include <gtest/gtest.h>

#include <csignal>

#include "engine/core/check.h"
#include "tests/classroom/tiny_chapter.h"

namespace lab::test {
namespace {

class CheckVerb : public testing::Test {
 protected:
  Ended lab(const Words& words) { return chapter.room.lab(words, chapter.start()); }
  TinyChapter chapter;
};

TEST_F(CheckVerb, TellsEachExerciseAndASummary) {
  chapter.write_sum("return 1;");
  const Ended end = lab({"check", "10"});
  ASSERT_CODE(end, 1);
  EXPECT_SAYS(end.out, "10.1   ★☆☆ the sum of numbers: wrong\n");
  EXPECT_SAYS(end.out, "input   x = 1, 2, 4\n");
  EXPECT_SAYS(end.out, "wanted  7\n");
  EXPECT_SAYS(end.out, "got     1\n");
  EXPECT_SAYS(end.out, "./lab hint 10.1  (hint 2 is about this mistake)");
  EXPECT_SAYS(end.out, "10.2   ★★★ two: not begun\n");
  EXPECT_SAYS(end.out, "0 of 2 done\n");
}

TEST_F(CheckVerb, SpeaksKorean) {
  chapter.write_sum("return 1;");
  const Ended end = lab({"check", "10.1", "--lang", "ko"});
  EXPECT_SAYS(end.out, "수의 합: 틀림");
  EXPECT_SAYS(end.out, "        입력          x = 1, 2, 4\n");
  EXPECT_SAYS(end.out, "        나와야 할 값  7\n");
  EXPECT_SAYS(end.out, "        나온 값       1\n");
}

TEST_F(CheckVerb, NamesTheFileToWriteInWhereItIs) {
  chapter.room.write("mine/ex1_sum.h", chapter.room.read("chapters/10_gpt/exercises/ex1_sum.h"));
  const Ended ours = lab({"check", "10.1", "--dir", "mine"});
  EXPECT_SAYS(ours.out, cat("write in ", chapter.room.path("mine/ex1_sum.h"), ":"));
  EXPECT_SAYS(ours.out, "(instead of the line with LAB_TODO)");
}

TEST_F(CheckVerb, CodeZeroOnlyIfAllAreDone) {
  chapter.write_sum(kRightSum);
  EXPECT_CODE(lab({"check", "10.1"}), 0);
  EXPECT_CODE(lab({"check", "10"}), 1);
  EXPECT_CODE(lab({"check", "gpt", "--dir", "chapters/10_gpt/solutions"}), 0);
  expect_one_line(lab({"check", "10.7"}), 2, {"10.7", "10.1, 10.2"});
  expect_one_line(lab({"check", "77"}), 2, {"there is no chapter"});
  expect_one_line(lab({"check", "3"}), 1, {"no exercises yet"});
  expect_one_line(lab({"check", "10", "--dir", "nowhere"}), 1, {"nowhere", "no folder"});
  EXPECT_CODE(lab({"check"}), 2);
}

TEST_F(CheckVerb, JsonIsOneObject) {
  chapter.write_sum("return 1;");
  const Ended end = lab({"check", "10", "--json"});
  ASSERT_CODE(end, 1);
  const Json json = Json::parse(end.out, "stdout");
  EXPECT_EQ(json.at("done").as_i64(), 0);
  EXPECT_EQ(json.at("judged").as_i64(), 2);
  const Json& first = json.at("results").items()[0];
  EXPECT_EQ(first.at("exercise").as_string(), "10.1");
  EXPECT_EQ(first.at("outcome").as_string(), "wrong");
  EXPECT_EQ(first.at("got").as_string(), "1");
  EXPECT_EQ(first.at("hint").as_i64(), 2);
}

TEST_F(CheckVerb, HintsComeOneByOneAndAreRemembered) {
  EXPECT_SAYS(lab({"hint", "10.1"}).out, "10.1 hint 1/3: Begin with nothing.");
  chapter.write_sum("return 1;");
  lab({"check", "10.1"});
  EXPECT_SAYS(lab({"hint", "10.1", "--lang", "ko"}).out, "힌트 2/3: 반복문");
  EXPECT_SAYS(lab({"hint", "10.1"}).out, "3/3");
  EXPECT_SAYS(lab({"hint", "10.1"}).out, "all hints of 10.1 are seen");
  const Ended all = lab({"hint", "10.1", "--all"});
  EXPECT_SAYS(all.out, "Add them up.");
  EXPECT_SAYS(all.out, "1/3");
  EXPECT_SAYS(all.out, "3/3");
  EXPECT_CODE(lab({"hint", "10.9"}), 2);
}

TEST_F(CheckVerb, TheSolutionWaitsForADoneOrForGivingUp) {
  expect_one_line(lab({"solution", "10.1"}), 1, {"not done yet", "--give-up", "0 of 3 hints"});
  lab({"check", "10", "--dir", "chapters/10_gpt/solutions"});  // not the learner's work
  EXPECT_CODE(lab({"solution", "10.1"}), 1);
  chapter.write_sum(kRightSum);
  lab({"check", "10.1"});
  EXPECT_SAYS(lab({"solution", "10.1"}).out, "total += v");
  const Ended given_up = lab({"solution", "10.2", "--give-up"});
  ASSERT_CODE(given_up, 0);
  EXPECT_SAYS(given_up.out, "return 2;");
  EXPECT_CODE(lab({"solution", "10.2"}), 0);
  EXPECT_SAYS(chapter.room.read("home/progress.json"), "\"gave_up\": \"20");
}

TEST_F(CheckVerb, ListShowsRealProgress) {
  EXPECT_SAYS(lab({"list"}).out, "exercises 0/2 done");
  chapter.write_sum(kRightSum);
  lab({"check", "10"});
  EXPECT_SAYS(lab({"list"}).out, "exercises 1/2 done");
  const Json json = Json::parse(lab({"list", "--json"}).out, "stdout");
  const Json& gpt = json.at("chapters").items()[9];
  EXPECT_EQ(gpt.at("exercises").as_i64(), 2);
  EXPECT_EQ(gpt.at("exercises_done").as_i64(), 1);
}

TEST_F(CheckVerb, ADamagedProgressFileIsToldAndNothingBreaks) {
  chapter.room.write("home/progress.json", "{");
  const Ended end = lab({"list"});
  ASSERT_CODE(end, 0);
  EXPECT_SAYS(end.err, "progress.json.damaged");
  EXPECT_SAYS(end.out, "exercises 0/2 done");
}

TEST_F(CheckVerb, WatchJudgesAgainOnSaveAndEndsWithCtrlC) {
  Running watching = chapter.room.start({"check", "10.1", "--watch"}, chapter.start());
  ASSERT_TRUE(watching.wait_for("not begun", 60)) << watching.out();
  chapter.write_sum("return 1;");  // a new file that is renamed over the old one
  ASSERT_TRUE(watching.wait_for("wrong", 60)) << watching.out();
  chapter.room.write("chapters/10_gpt/exercises/ex2_two.h", "nonsense");  // another exercise
  chapter.write_sum(kRightSum);
  ASSERT_TRUE(watching.wait_for("done", 60)) << watching.out();
  watching.send(SIGINT);
  const Ended end = watching.wait(20);
  EXPECT_CODE(end, 0);
  EXPECT_FALSE(end.late);
  EXPECT_EQ(end.out.find("10.2"), std::string::npos) << end.story();
}

}  // namespace
}  // namespace lab::test
