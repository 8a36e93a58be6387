// resume: after kill -9, Ctrl-C, a full disk; and what cannot be resumed.
#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <thread>

#include "tests/cli/process.h"

namespace lab::test {
namespace {

namespace fs = std::filesystem;
constexpr const char* kTown = "tinytown:en:40k";
const Words kOften = {"--checkpoint-every", "20"};

void sleep_for(double seconds) {
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
}

/// The same weights, moments and random streams; every step in the log once; the same last loss.
void expect_same_run(const Room& room, const std::string& run, const std::string& wanted) {
  EXPECT_TRUE(room.read(run + "/checkpoint.safetensors") ==
              room.read(wanted + "/checkpoint.safetensors"))
      << run << " and " << wanted << " ended with other bits";
  const std::vector<Json> a = records(room, run, "step"), b = records(room, wanted, "step");
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    ASSERT_EQ(a[i].at("step").as_i64(), i64(i));
    ASSERT_EQ(a[i].at("loss").dump(), b[i].at("loss").dump()) << "step " << i;
    ASSERT_EQ(a[i].at("valid").dump(), b[i].at("valid").dump()) << "step " << i;
  }
  EXPECT_EQ(records(room, run, "sample").size(), records(room, wanted, "sample").size());
  EXPECT_EQ(records(room, run, "event").back().at("value").dump(),
            records(room, wanted, "event").back().at("value").dump());
  EXPECT_EQ(room.names(run + "/keyframes"), room.names(wanted + "/keyframes"));
}

TEST(Resume, KilledAtRandomMomentsItEndsWithTheBitsOfAnUninterruptedRun) {
  const Room room;
  constexpr i64 kSteps = 3000;
  ASSERT_CODE(room.lab(tiny_training(kTown, kSteps, "whole")), 0);

  std::mt19937 random{std::random_device{}()};
  std::uniform_real_distribution<double> moment(0.005, 0.15);
  {
    Running first = room.start(tiny_training(kTown, kSteps, "killed", kOften));
    ASSERT_TRUE(first.wait_for("measured"));
    sleep_for(moment(random));
    first.send(SIGKILL);
    ASSERT_EQ(first.wait().signal, SIGKILL);
  }
  int kills = 1;
  for (; kills < 9; ++kills) {
    Running again = room.start({"resume", "killed", "--checkpoint-every", "20"});
    if (!again.wait_for("going on from step")) break;  // it was finished
    sleep_for(moment(random));
    again.send(SIGKILL);
    if (again.wait().signal != SIGKILL) break;
  }
  ASSERT_CODE(room.lab({"resume", "killed", "--checkpoint-every", "20"}), 0);
  EXPECT_GE(kills, 2);
  expect_same_run(room, "killed", "whole");
}

TEST(Resume, KilledBeforeItsFirstCheckpointItStartsAnew) {
  const Room room;
  ASSERT_CODE(room.lab(tiny_training(kTown, 30, "whole")), 0);
  ASSERT_CODE(room.lab(tiny_training(kTown, 30, "early")), 0);
  // What a kill between the first record and the first checkpoint leaves behind.
  const std::string log = room.read("early/log.jsonl");
  room.write("early/log.jsonl", log.substr(0, log.find('\n') + 1));
  fs::remove(room.path("early/checkpoint.safetensors"));
  const Ended end = room.lab({"resume", "early"});
  ASSERT_CODE(end, 0);
  EXPECT_SAYS(end.out, "from step 0 to 30");
  expect_same_run(room, "early", "whole");
}

TEST(Resume, CtrlCSavesAndSaysHowToGoOn) {
  const Room room;
  constexpr i64 kSteps = 3000;
  ASSERT_CODE(room.lab(tiny_training(kTown, kSteps, "whole")), 0);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    const std::string run = "run" + std::to_string(signal);
    Running training = room.start(tiny_training(kTown, kSteps, run));
    ASSERT_TRUE(training.wait_for("step 100/"));
    training.send(signal);
    const Ended end = training.wait();
    EXPECT_CODE(end, 0);
    EXPECT_SAYS(end.out, "and saved. To go on: ./lab resume " + run + "\n");
    ASSERT_CODE(room.lab({"resume", run}), 0);
    expect_same_run(room, run, "whole");
  }
}

TEST(Resume, AFullDiskIsNamedAndTheLastCheckpointStands) {
  const Room room;
  ASSERT_CODE(room.lab(tiny_training(kTown, 1500, "whole")), 0);
  // The limit stops the log, which grows, after some checkpoints, which do not.
  const Ended end = room.lab(tiny_training(kTown, 1500, "full", kOften), {.largest_file = 150'000});
  EXPECT_CODE(end, 1);
  EXPECT_SAYS(end.err, "full/log.jsonl: cannot be appended to: File too large");
  EXPECT_SAYS(end.err, "./lab resume full");
  EXPECT_CODE(room.lab({"eval", "full", "--json"}), 0);
  ASSERT_CODE(room.lab({"resume", "full"}), 0);
  expect_same_run(room, "full", "whole");
}

TEST(Resume, ADiskTooFullForTheFirstFilesLeavesNothing) {
  const Room room;
  const Ended end = room.lab(tiny_training(kTown, 20, "run"), {.largest_file = 20'000});
  expect_one_line(end, 1, {"train.txt", "File too large"});
  EXPECT_EQ(room.names(), Words{});
}

TEST(Resume, ACheckpointThatDoesNotFitLeavesTheOldOne) {
  const Room room;
  ASSERT_CODE(room.lab(tiny_training(kTown, 40, "run")), 0);
  const std::string before = room.read("run/checkpoint.safetensors");
  const Ended end = room.lab({"resume", "run", "--steps", "200", "--checkpoint-every", "20"},
                             {.largest_file = 50'000});
  EXPECT_CODE(end, 1);
  EXPECT_SAYS(end.err, "run/checkpoint.safetensors: cannot be written: File too large");
  EXPECT_TRUE(room.read("run/checkpoint.safetensors") == before);
  EXPECT_FALSE(room.has("run/.checkpoint.safetensors.tmp"));
  EXPECT_CODE(room.lab({"resume", "run"}), 0);
}

TEST(Resume, TwoProcessesDoNotTrainOneRun) {
  const Room room;
  Running first = room.start(tiny_training(kTown, 10'000'000, "run"));
  ASSERT_TRUE(first.wait_for("step 0/"));
  expect_one_line(room.lab({"resume", "run"}), 1, {"run: another process is training this run"});
  EXPECT_CODE(room.lab({"eval", "run", "--json"}), 0);  // looking is allowed
  first.send(SIGKILL);
  first.wait();
  Running second = room.start({"resume", "run"});  // the lock died with its process
  EXPECT_TRUE(second.wait_for("going on from step"));
}

TEST(Resume, AFinishedRunSaysSoAndGoesOnWithMoreSteps) {
  const Room room;
  ASSERT_CODE(room.lab(tiny_training(kTown, 20, "run")), 0);
  const Ended done = room.lab({"resume", "run"});
  EXPECT_CODE(done, 0);
  EXPECT_SAYS(done.out,
              "run is finished at step 20: nothing left to do. To train longer: --steps N");
  expect_one_line(room.lab({"resume", "run", "--steps", "10"}), 1, {"already stands at step 20"});
  EXPECT_CODE(room.lab({"resume", "run", "--steps", "0"}), 2);
  const Ended more = room.lab({"resume", "run", "--steps", "25"});
  ASSERT_CODE(more, 0);
  EXPECT_SAYS(more.out, "going on from step 20 to 25");
  EXPECT_EQ(records(room, "run", "step").size(), 26u);
}

TEST(Resume, WhatIsNoRunIsToldInOneLine) {
  const Room room;
  ASSERT_CODE(room.lab(tiny_training(kTown, 20, "run")), 0);
  room.write("folder/thing.txt", "x");
  const auto refuse = [&](const std::string& run, const Words& words) {
    SCOPED_TRACE(run);
    for (const char* verb : {"resume", "eval", "open", "sample"})
      expect_one_line(room.lab({verb, run}), 1, words);
  };
  refuse("nowhere", {"nowhere: no such folder"});
  refuse("folder", {"folder: not a run", "missed config.json, train.txt, valid.txt"});
  refuse("folder/thing.txt", {"is a file"});
  const std::string config = room.read("run/config.json");
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string changed = config;
    changed.replace(changed.find(from), from.size(), to);
    return changed;
  };
  room.write("run/config.json", with("lmlab-run/1", "lmlab-run/2"));
  refuse("run", {"run/config.json: written by a newer lab (format 2"});
  room.write("run/config.json", config.substr(0, config.size() / 2));
  refuse("run", {"run/config.json", "not valid JSON"});
  room.write("run/config.json", with("\"n_layers\"", "\"n_layer\""));
  for (const char* verb : {"resume", "eval", "sample"})
    expect_one_line(room.lab({verb, "run"}), 1,
                    {"run/config.json: there is no option \"n_layer\""});
}

TEST(Resume, ADamagedOrMissingCheckpointIsToldInOneLine) {
  const Room room;
  ASSERT_CODE(room.lab(tiny_training(kTown, 20, "run")), 0);
  const std::string log = room.read("run/log.jsonl");
  for (const std::uintmax_t size : {0, 7, 3000, 40000}) {
    fs::resize_file(room.path("run/checkpoint.safetensors"), size);
    expect_one_line(room.lab({"resume", "run", "--steps", "40"}), 1,
                    {"run/checkpoint.safetensors: ", "./lab open run"});
    expect_one_line(room.lab({"eval", "run"}), 1, {"run/checkpoint.safetensors: "});
  }
  fs::remove(room.path("run/checkpoint.safetensors"));
  expect_one_line(room.lab({"resume", "run", "--steps", "40"}), 1,
                  {"is missing", "./lab open run"});
  EXPECT_CODE(room.lab({"sample", "run", "--chars", "5"}), 0);  // from its newest keyframe
  EXPECT_EQ(room.read("run/log.jsonl"), log);
}

}  // namespace
}  // namespace lab::test
