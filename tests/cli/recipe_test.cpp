// Presets of train, and the rules of eval.
#include <gtest/gtest.h>

#include "tests/cli/process.h"

namespace lab::test {
namespace {

constexpr const char* kTown = "tinytown:en:40k";

Json config_of(const Room& room, const std::string& run) {
  return Json::parse(room.read(run + "/config.json"), "config.json");
}

/// The steps of the log with a validation loss.
std::vector<i64> validated(const Room& room, const std::string& run) {
  std::vector<i64> steps;
  for (const Json& step : records(room, run, "step"))
    if (const Json* valid = step.find("valid"); valid && valid->kind() == Json::Kind::number)
      steps.push_back(step.at("step").as_i64());
  return steps;
}

TEST(Preset, SetsOptionsAndStepsAndStandsInTheRun) {
  const Room room;
  const Ended end =
      room.lab({"train", "gpt", "--preset", "smoke", "--data", kTown, "--out", "run"});
  ASSERT_CODE(end, 0);
  const Json config = config_of(room, "run");
  EXPECT_EQ(config.at("steps").as_i64(), 200);
  EXPECT_EQ(config.at("options").at("d_model").as_string(), "32");
  EXPECT_EQ(config.at("options").at("decay").as_string(), "0.1");  // every option, resolved
  EXPECT_EQ(config.at("extra").at("preset").as_string(), "smoke");
  EXPECT_EQ(validated(room, "run"), (std::vector<i64>{0, 50, 100, 150, 200}));
}

TEST(Preset, WhatTheCommandLineSaysWins) {
  const Room room;
  room.write("text.txt", room.lab({"help"}).out);
  const Ended end =
      room.lab({"train", "gpt", "--set", "d_model=16", "n_layers=1", "n_heads=2", "context=8",
                "batch=2", "--preset", "shakespeare-best", "--steps", "3", "--data", "text.txt",
                "--checkpoint-every", "2", "--out", "run"});
  ASSERT_CODE(end, 0);
  const Json config = config_of(room, "run");
  EXPECT_EQ(config.at("steps").as_i64(), 3);
  EXPECT_EQ(config.at("options").at("d_model").as_string(), "16");
  EXPECT_EQ(config.at("options").at("optimizer").as_string(), "muon");
  EXPECT_EQ(config.at("extra").at("preset").as_string(), "shakespeare-best");
  EXPECT_EQ(config.at("extra").at("checkpoint_seconds").as_string(), "300");
}

// A run made with a preset goes on as it began: the same bits as one that never stopped.
TEST(Preset, AResumedRunEqualsOneThatNeverStopped) {
  const Room room;
  const Words muon = {"--preset",   "smoke", "--set",       "optimizer=muon", "positions=rotary",
                      "context=16", "--set", "dropout=0.1", "schedule=wsd"};
  const auto train = [&](i64 steps, const std::string& out) {
    Words words = {"train", "gpt", "--data", kTown, "--steps", std::to_string(steps), "--out", out};
    words.insert(words.end(), muon.begin(), muon.end());
    words.insert(words.end(), {"--set", "lr_decay_steps=60"});
    return room.lab(words);
  };
  ASSERT_CODE(train(60, "whole"), 0);
  ASSERT_CODE(train(25, "halves"), 0);
  ASSERT_CODE(room.lab({"resume", "halves", "--steps", "60"}), 0);
  EXPECT_TRUE(room.read("whole/checkpoint.safetensors") ==
              room.read("halves/checkpoint.safetensors"));
  EXPECT_EQ(validated(room, "whole"), (std::vector<i64>{0, 50, 60}));
  EXPECT_EQ(validated(room, "halves"), (std::vector<i64>{0, 25, 50, 60}));
}

TEST(Preset, WrongUseIsToldAndNothingIsWritten) {
  const Room room;
  const auto wrong = [&](const Words& words, const char* wanted) {
    const Ended end = room.lab(words);
    EXPECT_CODE(end, 2);
    EXPECT_SAYS(end.err, wanted);
  };
  wrong({"train", "gpt", "--preset", "samll"},
        "there is no preset \"samll\"; the presets are: small, smoke, shakespeare-best");
  wrong({"train", "gpt", "--preset", "shakespeare-best"},
        "--preset shakespeare-best was made for one text: tinyshakespeare");
  wrong({"train", "gpt", "--set", "optimizer=adam"},
        "option optimizer: want adamw or muon, got \"adam\"");
  EXPECT_EQ(room.names(), Words{});
  EXPECT_SAYS(room.lab({"train", "--help"}).out, "shakespeare-best");
}

TEST(EvalRule, SlidingWindowsKnowMore) {
  const Room room;
  ASSERT_CODE(room.lab(tiny_training(kTown, 300, "run")), 0);
  const auto eval = [&](Words more) {
    more.insert(more.begin(), {"eval", "run", "--json"});
    const Ended end = room.lab(more);
    EXPECT_CODE(end, 0);
    return Json::parse(end.out, "stdout");
  };
  const Json windows = eval({}), same = eval({"--rule", "windows"});
  EXPECT_EQ(windows.dump(), same.dump());
  const Json sliding = eval({"--rule", "sliding"}),
             finest = eval({"--rule", "sliding", "--stride", "1"});
  EXPECT_EQ(sliding.at("stride").as_i64(), 8);  // half of 16
  EXPECT_SAYS(sliding.at("rule").as_string(), "sliding windows of 16 characters, 8 apart");
  EXPECT_SAYS(finest.at("rule").as_string(), "from the 16 to 16 characters before it");
  for (const Json* json : {&sliding, &finest}) {
    EXPECT_EQ(json->at("chars").as_i64(), windows.at("chars").as_i64());
    EXPECT_LT(json->at("nats_per_char").as_double(), windows.at("nats_per_char").as_double());
  }
  EXPECT_CODE(room.lab({"eval", "run", "--rule", "jumping"}), 2);
  expect_one_line(room.lab({"eval", "run", "--stride", "4"}), 2, {"--rule sliding"});
  expect_one_line(room.lab({"eval", "run", "--rule", "sliding", "--stride", "17"}), 2,
                  {"--stride: want 1 to 16"});
  EXPECT_SAYS(room.lab({"eval", "run", "--rule", "sliding"}).out, "rule: sliding windows of 16");
}

}  // namespace
}  // namespace lab::test
