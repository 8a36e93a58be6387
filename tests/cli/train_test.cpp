// train: what it makes, what it says, and what it refuses before anything is written.
#include <gtest/gtest.h>

#include "tests/cli/process.h"

namespace lab::test {
namespace {

constexpr const char* kTown = "tinytown:en:40k";

std::string repeated(const std::string& piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

TEST(Train, LeavesACompleteRunAndSaysWhatItReached) {
  const Room room;
  const Ended end = room.lab(tiny_training(kTown, 120, "run"));
  ASSERT_CODE(end, 0);
  EXPECT_EQ(end.err, "");
  EXPECT_SAYS(end.out, "4,336 parameters, 120 steps of 64 characters");
  EXPECT_SAYS(end.out, "measured ");
  EXPECT_SAYS(end.out, "step 100/120  loss ");
  EXPECT_SAYS(end.out, "step 120/120  loss ");
  EXPECT_SAYS(end.out, "the run: run\n");
  EXPECT_EQ(end.out.find('\033'), std::string::npos) << "escape codes in a pipe:\n" << end.out;
  EXPECT_EQ(end.out.find('\r'), std::string::npos);
  EXPECT_EQ(room.names("run"), Words({"checkpoint.safetensors", "config.json", "keyframes",
                                      "log.jsonl", "score.json", "train.txt", "valid.txt"}));
  // 0 1 2 3 4 6 8 11 16 23 32 45 50 64 91 100 120
  EXPECT_EQ(room.names("run/keyframes").size(), 17u);
  const std::vector<Json> steps = records(room, "run", "step");
  ASSERT_EQ(steps.size(), 121u);
  for (std::size_t i = 0; i < steps.size(); ++i) EXPECT_EQ(steps[i].at("step").as_i64(), i64(i));
  EXPECT_LT(steps[120].at("valid").as_double(), steps[0].at("valid").as_double() - 0.3);
  EXPECT_EQ(records(room, "run", "event").back().at("kind").as_string(), "final");
}

TEST(Train, TheSameCommandGivesTheSameBits) {
  const Room room;
  ASSERT_CODE(room.lab(tiny_training(kTown, 60, "one", {"--threads", "1"})), 0);
  ASSERT_CODE(room.lab(tiny_training(kTown, 60, "two", {"--threads", "2"})), 0);
  ASSERT_CODE(room.lab(tiny_training(kTown, 60, "seed", {"--seed", "2"})), 0);
  const std::string one = room.read("one/checkpoint.safetensors");
  EXPECT_TRUE(one == room.read("two/checkpoint.safetensors")) << "1 and 2 threads differ";
  EXPECT_FALSE(one == room.read("seed/checkpoint.safetensors")) << "the seed changes nothing";
}

TEST(Train, TwoThreadsShareTheProductsOfALargerModelBitForBit) {
  const Room room;
  for (const char* threads : {"1", "2"})
    ASSERT_CODE(room.lab({"train", "gpt", "--data", kTown, "--steps", "4", "--threads", threads,
                          "--out", threads}),
                0);
  EXPECT_TRUE(room.read("1/checkpoint.safetensors") == room.read("2/checkpoint.safetensors"));
}

TEST(Train, OptionsMayStandAnywhere) {
  const Room room;
  const Ended end = room.lab({"train", "--set", "n_layers=1", "gpt", "--steps", "2", "--set",
                              "d_model=8", "n_heads=2", "--data", kTown, "--out", "run"});
  ASSERT_CODE(end, 0);
  const Json options = Json::parse(room.read("run/config.json"), "config").at("options");
  EXPECT_EQ(options.at("n_layers").as_string(), "1");
  EXPECT_EQ(options.at("d_model").as_string(), "8");
  EXPECT_EQ(options.at("n_heads").as_string(), "2");
}

TEST(Train, WrongUseIsToldAndNothingIsWritten) {
  const Room room;
  const auto wrong = [&](const Words& words, const char* wanted) {
    const Ended end = room.lab(words);
    EXPECT_CODE(end, 2);
    EXPECT_SAYS(end.err, wanted);
    EXPECT_EQ(end.out, "");
  };
  wrong({"train"}, "CHAPTER is required");
  wrong({"train", "gtp"}, "there is no chapter \"gtp\"; what exists: ");
  wrong({"train", "gpt", "gpt"}, "want one chapter");
  wrong({"train", "gpt", "--steps", "0"}, "--steps: want 1 to 100000000, got 0");
  wrong({"train", "gpt", "--steps", "many"}, "--steps");
  wrong({"train", "gpt", "--seed", "-1"}, "--seed: want a whole number from 0");
  wrong({"train", "gpt", "--threads", "0"}, "--threads");
  wrong({"train", "gpt", "--set", "d_mode=3"},
        "there is no option \"d_mode\"; did you mean d_model?");
  wrong({"train", "gpt", "--set", "colour=3"}, "the options are: n_layers, n_heads");
  wrong({"train", "gpt", "--set", "lr=11"}, "option lr: want 0 to 10, got 11");
  wrong({"train", "gpt", "--set", "n_layers=two"}, "want a whole number, got \"two\"");
  wrong({"train", "gpt", "--set", "n_layers=1.5"}, "want a whole number, got \"1.5\"");
  wrong({"train", "gpt", "--set", "tied=maybe"}, "want true or false");
  wrong({"train", "gpt", "--set", "lr"}, "--set: want key=value, got \"lr\"");
  wrong({"train", "gpt", "--plain", "--view"}, "want one of them");
  wrong({"train", "gpt", "--data", "tinytown:fr"}, "want language en, ko or both, got 'fr'");
  wrong({"train", "gpt", "--data", "tinytown:en:0"}, "want a size such as 500k");
  wrong({"train", "gpt", "--data", "tinytown:en:40k:x"}, "want a seed");
  wrong({"train", "gpt", "--data", "tinytown:en:40k:1:2"}, "tinytown[:en|ko|both][:SIZE][:SEED]");
  wrong({"train", "gpt", "--valid", "x.txt"}, "--valid goes with a file");
  EXPECT_EQ(room.names(), Words{});
}

TEST(Train, AChapterThatIsOnlyPlannedIsCalledSo) {
  const Room room;
  const Json list = Json::parse(room.lab({"list", "--json"}).out, "list");
  for (const Json& chapter : list.at("chapters").items()) {
    if (chapter.at("exists").as_bool()) continue;
    const std::string number = std::to_string(chapter.at("number").as_i64());
    const std::string name = chapter.at("name").as_string();
    for (const std::string& word : {name, number}) {
      const Ended end = room.lab({"train", word});
      EXPECT_CODE(end, 2);
      EXPECT_SAYS(end.err, "chapter " + number + " " + name + " is planned and not written yet");
      EXPECT_EQ(end.out, "");
    }
    EXPECT_EQ(room.names(), Words{});
    return;
  }
  GTEST_SKIP() << "every chapter is written";
}

TEST(Train, AnExistingRunIsRefusedAndLeftAlone) {
  const Room room;
  ASSERT_CODE(room.lab(tiny_training(kTown, 3, "run")), 0);
  room.write("other/note.txt", "mine");
  const std::string config = room.read("run/config.json"), log = room.read("run/log.jsonl");
  expect_one_line(room.lab(tiny_training(kTown, 3, "run")), 1,
                  {"run: already holds a run", "resume"});
  expect_one_line(room.lab(tiny_training(kTown, 3, "other")), 1, {"not empty"});
  expect_one_line(room.lab(tiny_training(kTown, 3, "run/config.json")), 1, {"is a file"});
  EXPECT_EQ(room.read("run/config.json"), config);
  EXPECT_EQ(room.read("run/log.jsonl"), log);
  EXPECT_EQ(room.names("other"), Words{"note.txt"});
  EXPECT_EQ(room.names(), Words({"other", "run"}));
}

TEST(Train, BadTextsAreToldInOneLineAndNothingIsWritten) {
  const Room room;
  const std::string utf16 = repeated(std::string("h\0e\0l\0l\0o\0\n\0", 12), 40);
  room.write("texts/empty.txt", "");
  room.write("texts/short.txt", "too short");
  room.write("texts/broken.txt", repeated("fine ", 40) + "\xFF" + repeated(" fine", 40));
  // "한국어 글입니다." in CP949
  room.write("texts/cp949.txt",
             repeated("\xC7\xD1\xB1\xB9\xBE\xEE \xB1\xDB\xC0\xD4\xB4\xCF\xB4\xD9.\n", 30));
  room.write("texts/utf16.txt", "\xFF\xFE" + utf16);
  room.write("texts/utf16_no_mark.txt", utf16);
  const auto bad = [&](const std::string& name, const Words& words) {
    SCOPED_TRACE(name);
    for (const char* out : {"", "new/run"})
      expect_one_line(room.lab(tiny_training("texts/" + name, 3, out)), 1, words);
  };
  bad("missing.txt", {"texts/missing.txt: no such file"});
  bad("", {"is a directory"});
  bad("empty.txt", {"texts/empty.txt: is empty"});
  bad("short.txt", {"too short: 9 characters", "each part needs 17"});
  bad("broken.txt", {"not UTF-8", "at byte 200"});
  bad("cp949.txt", {"not UTF-8", "at byte 0", "CP949", "iconv -f CP949 -t UTF-8"});
  bad("utf16.txt", {"not UTF-8", "UTF-16", "iconv -f UTF-16 "});
  bad("utf16_no_mark.txt", {"not UTF-8", "UTF-16", "iconv -f UTF-16LE"});
  room.write("texts/good.txt", repeated("a good text\n", 40));
  expect_one_line(
      room.lab(tiny_training("texts/good.txt", 3, "", {"--valid", "texts/missing.txt"})), 1,
      {"texts/missing.txt: no such file"});
  EXPECT_EQ(room.names(), Words{"texts"});
}

TEST(Train, ByteOrderMarkAndWindowsLineEndsAreTakenAway) {
  const Room room;
  room.write("windows.txt", "\xEF\xBB\xBF" + repeated("one line\r\nand another\r\n", 40));
  room.write("unix.txt", repeated("one line\nand another\n", 40));
  ASSERT_CODE(room.lab(tiny_training("windows.txt", 3, "windows")), 0);
  ASSERT_CODE(room.lab(tiny_training("unix.txt", 3, "unix")), 0);
  EXPECT_EQ(room.read("windows/train.txt"), room.read("unix/train.txt"));
  EXPECT_TRUE(room.read("windows/checkpoint.safetensors") ==
              room.read("unix/checkpoint.safetensors"));
}

TEST(Train, KoreanTextsAndNamesWithSpaces) {
  const Room room;
  room.write("내 글/이야기 하나.txt",
             repeated("옛날 어느 마을에 도토리를 좋아하는 다람쥐가 살았습니다.\n", 30));
  const Ended end = room.lab(tiny_training("내 글/이야기 하나.txt", 3, ""));
  ASSERT_CODE(end, 0);
  EXPECT_EQ(room.names("runs"), Words{"gpt-이야기-하나-1"});
  const Ended named = room.lab(tiny_training("내 글/이야기 하나.txt", 3, "나의 첫 모델"));
  ASSERT_CODE(named, 0);
  EXPECT_SAYS(named.out, "the run: '나의 첫 모델'\n");  // as a shell takes it
  const Ended sample = room.lab({"sample", "나의 첫 모델", "--prompt", "옛날 ", "--chars", "5"});
  ASSERT_CODE(sample, 0);
  EXPECT_TRUE(sample.out.starts_with("옛날 "));
  ASSERT_CODE(room.lab(tiny_training("내 글/이야기 하나.txt", 3, "")), 0);
  EXPECT_EQ(room.names("runs"), Words({"gpt-이야기-하나-1", "gpt-이야기-하나-1-2"}));
}

TEST(Train, AVeryShortTownTrainsWithoutAFloor) {
  const Room room;
  ASSERT_CODE(room.lab(tiny_training("tinytown:3k:7", 2, "run")), 0);  // no language: size, seed
  const std::string config = room.read("run/config.json");
  EXPECT_SAYS(config, "tinytown en 3 KB");
  EXPECT_SAYS(config, "order5");
  EXPECT_EQ(config.find("floor"), std::string::npos);
}

TEST(Train, ADivergingRunNamesTensorAndStepAndKeepsItsLog) {
  const Room room;
  const Ended end = room.lab(
      tiny_training(kTown, 400, "run", {"--set", "lr=10", "--set", "decay=10", "--set", "clip=0"}));
  EXPECT_CODE(end, 1);
  EXPECT_SAYS(end.err, "the loss is not a number any more; the first bad tensor is ");
  EXPECT_SAYS(end.err, "lab: step ");
  const std::vector<Json> steps = records(room, "run", "step");
  ASSERT_GT(steps.size(), 2u);
  EXPECT_SAYS(end.err, "step " + std::to_string(steps.size()) + ":");  // the one after the last
  EXPECT_EQ(records(room, "run", "event").back().at("kind").as_string(), "error");
  EXPECT_CODE(room.lab({"eval", "run", "--json"}), 0);  // the checkpoint before it loads
}

TEST(Train, DivergingWhileMeasuredIsLeftToTheRunToTell) {
  const Room room;
  const Ended end = room.lab(
      tiny_training(kTown, 50, "run", {"--set", "lr=10", "decay=10", "clip=0", "warmup=0"}));
  EXPECT_CODE(end, 1);
  EXPECT_SAYS(end.err, "the first bad tensor is ");
  EXPECT_TRUE(room.has("run/log.jsonl"));
}

}  // namespace
}  // namespace lab::test
