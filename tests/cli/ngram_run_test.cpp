// A model of counts through the same doors as a net: train, eval, sample, resume, shot.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/cli/process.h"

namespace lab::test {
namespace {

Words counting(const Words& more) {
  Words command = {"train", "ngram", "--data", "tinytown:en:60k", "--out", "run", "--plain"};
  command.insert(command.end(), more.begin(), more.end());
  return command;
}

Json eval(Room& room, const Words& more = {}) {
  Words command = {"eval", "run", "--json"};
  command.insert(command.end(), more.begin(), more.end());
  return Json::parse(room.lab(command).out, "stdout");
}

TEST(NgramRun, OptionsOfTheModelAreFlags) {
  Room room;
  const Ended end = room.lab(counting({"--order", "4", "--smoothing=wb", "--seed", "7"}));
  ASSERT_CODE(end, 0);
  EXPECT_SAYS(end.out, "order 4, Witten-Bell, characters");
  const Json options = Json::parse(room.read("run/config.json"), "config").at("options");
  EXPECT_EQ(options.at("order").as_string(), "4");
  EXPECT_EQ(options.at("smoothing").as_string(), "wb");
}

TEST(NgramRun, FlagsThatNobodyKnowsAreAnswered) {
  Room room;
  expect_one_line(room.lab(counting({"--ordr", "4"})), 2, {"ordr", "did you mean order?"});
  expect_one_line(room.lab(counting({"--smoothing", "good"})), 2, {"smoothing", "mkn", "good"});
  expect_one_line(room.lab(counting({"--order", "11"})), 2, {"order", "1 to 10"});
  expect_one_line(room.lab(counting({"--closed"})), 2, {"unit=word"});
  EXPECT_FALSE(room.has("run"));
}

TEST(NgramRun, EvalAddsWhatWordsNeed) {
  Room room;
  ASSERT_CODE(room.lab(counting({"--unit", "word", "--order", "3"})), 0);
  const Json own = eval(room, {"--data", "run/train.txt"});  // whose words are all known
  EXPECT_EQ(own.at("oov").as_i64(), 0);
  EXPECT_LT(own.at("tokens").as_i64() * 3, own.at("chars").as_i64());
  EXPECT_NEAR(std::log(own.at("perplexity").as_double()) * double(own.at("tokens").as_i64()),
              own.at("nats_per_char").as_double() * double(own.at("chars").as_i64()), 1e-6);
  room.write("strange.txt", "a zebra 앉았다\n");  // characters that the run's text never had
  const Json strange = eval(room, {"--data", "strange.txt"});
  EXPECT_EQ(strange.at("oov").as_i64(), 2);
  EXPECT_EQ(strange.at("tokens").as_i64(), 4);
  // ... and here two are spelled, which perplexity does not count.
  EXPECT_GT(strange.at("nats_per_char").as_double() * double(strange.at("chars").as_i64()),
            std::log(strange.at("perplexity").as_double()) * 4 + 20);
}

TEST(NgramRun, TheScoreStaysWithTheRun) {
  Room room;
  ASSERT_CODE(room.lab(counting({"--order", "3"})), 0);
  const Json score = Json::parse(room.read("run/score.json"), "score.json");
  EXPECT_EQ(score.at("format").as_string(), "lmlab-score/1");
  EXPECT_EQ(score.at("nats_per_char").as_double(), eval(room).at("nats_per_char").as_double());
  EXPECT_GT(score.at("parameters").as_i64(), 1000);
  EXPECT_NEAR(score.at("chars_seen").as_double(), 54000, 1000);
}

TEST(NgramRun, WhatNeverHappenedIsToldAsSuch) {
  Room room;
  const Ended end = room.lab(counting({"--smoothing", "mle", "--order", "6"}));
  ASSERT_CODE(end, 0);
  EXPECT_SAYS(end.out, "have probability 0");
  EXPECT_EQ(eval(room).at("nats_per_char").as_string(), "inf");
  EXPECT_GT(eval(room).at("impossible").as_i64(), 0);
}

TEST(NgramRun, MoreStepsThanTextAreRefusedAndChangeNothing) {
  Room room;
  ASSERT_CODE(room.lab(counting({"--order", "2"})), 0);
  const std::string before = room.read("run/config.json"), log = room.read("run/log.jsonl");
  expect_one_line(room.lab({"resume", "run", "--steps", "900"}), 2, {"counted after 200 steps"});
  EXPECT_EQ(room.read("run/config.json"), before);
  EXPECT_EQ(room.read("run/log.jsonl"), log);
}

TEST(NgramRun, WritesAndIsDrawn) {
  Room room;
  ASSERT_CODE(room.lab(counting({"--order", "4"})), 0);
  const Ended wrote = room.lab({"sample", "run", "--prompt", "One", "--chars", "50"});
  ASSERT_CODE(wrote, 0);
  EXPECT_EQ(wrote.out.size(), 3u + 50u + 1u);
  for (const char* panel : {"ladder", "bigrams", "sparsity"})
    ASSERT_CODE(room.lab({"shot", "run", "--step", "8", "--panel", panel, "-o", "p.png"}), 0);
  ASSERT_CODE(room.lab({"shot", "run", "--screen", "-o", "s.png"}), 0);
}

}  // namespace
}  // namespace lab::test
