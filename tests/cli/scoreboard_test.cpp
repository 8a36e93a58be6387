// scoreboard: runs enter by themselves, baselines stand beside them, and damage is a line.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/cli/process.h"

namespace lab::test {
namespace {

constexpr const char* kTown = "tinytown:en:40k";

Words ngram(const std::string& out, const Words& more) {
  Words words = {"train", "ngram", "--data", kTown, "--out", out, "--plain"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

class ScoreboardVerb : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_CODE(room.lab(tiny_training(kTown, 40, "runs/tiny")), 0);
    ASSERT_CODE(room.lab(ngram("runs/seven", {"--order", "7"})), 0);
  }
  Json board(const Words& more = {}) {
    Words words = {"scoreboard", "--json"};
    words.insert(words.end(), more.begin(), more.end());
    last = room.lab(words);
    EXPECT_CODE(last, 0);
    return Json::parse(last.out, "stdout");
  }
  static const Json& row(const Json& boards, const std::string& name) {
    for (const Json& row : boards.at("boards").items().at(0).at("rows").items())
      if (row.at("model").as_string() == name) return row;
    ADD_FAILURE() << "no row " << name;
    return boards;
  }
  Room room;
  Ended last;
};

TEST_F(ScoreboardVerb, RunsStandBesideBaselinesInBitsPerCharacter) {
  const Json boards = board();
  const Json& seven = row(boards, "seven");
  const Json score = Json::parse(room.read("runs/seven/score.json"), "score.json");
  EXPECT_EQ(seven.at("bits_per_char").as_double(), score.at("bits_per_char").as_double());
  EXPECT_NEAR(seven.at("ahead").at("kn7").as_double(), 0, 1e-9);  // the run is the baseline
  EXPECT_LT(seven.at("ahead").at("floor").as_double(), 0);
  EXPECT_GT(seven.at("ahead").at("uniform").as_double(), 0);
  EXPECT_EQ(boards.at("boards").items()[0].at("rows").items()[0].at("model").as_string(), "seven");
  for (const char* key : {"uniform", "unigram", "kn5", "kn7", "xz", "floor"})
    EXPECT_NE(row(boards, "tiny").at("ahead").find(key), nullptr) << key;
  EXPECT_SAYS(last.err, "baselines: xz");
  const std::string first = last.out;
  board();
  EXPECT_EQ(last.out, first);
  EXPECT_EQ(last.err, "");  // nothing is computed twice
}

TEST_F(ScoreboardVerb, AMissingOrOldScoreIsMadeAnew) {
  const std::string before = room.read("runs/tiny/score.json");
  std::remove(room.path("runs/tiny/score.json").c_str());
  const double bits = row(board(), "tiny").at("bits_per_char").as_double();
  EXPECT_NEAR(bits, Json::parse(before, "b").at("bits_per_char").as_double(), 1e-9);
  EXPECT_SAYS(last.err, "tiny: evaluating");
  EXPECT_EQ(room.read("runs/tiny/score.json"), before);
  room.write("runs/tiny/score.json", "{ half");
  EXPECT_EQ(row(board(), "tiny").at("bits_per_char").as_double(), bits);
  EXPECT_EQ(room.read("runs/tiny/score.json"), before);
}

TEST_F(ScoreboardVerb, DamagedRunsAndOtherFoldersDoNoHarm) {
  room.write("runs/tiny/checkpoint.safetensors", "no");
  ASSERT_CODE(room.lab(ngram("runs/mle", {"--order", "6", "--smoothing", "mle"})), 0);
  ASSERT_CODE(room.lab(ngram("runs/lost", {"--order", "2"})), 0);
  std::remove(room.path("runs/lost/valid.txt").c_str());
  room.write("runs/.scoreboard.json", "no JSON");
  const Json boards = board();
  EXPECT_EQ(row(boards, "tiny").at("kind").as_string(), "absent");
  EXPECT_EQ(row(boards, "mle").at("kind").as_string(), "absent");
  EXPECT_SAYS(row(boards, "mle").at("note").as_string(), "probability 0");
  ASSERT_EQ(boards.at("broken").items().size(), 1u);
  EXPECT_SAYS(boards.at("broken").items()[0].at("note").as_string(), "valid.txt");
}

TEST_F(ScoreboardVerb, ARunWhoseTextIsDamagedIsNamedAndTheOthersAreShown) {
  room.write("runs/tiny/train.txt", "\xff\xfe");
  const Json boards = board();
  EXPECT_SAYS(last.out, "train.txt: not UTF-8 at byte 0");
  EXPECT_GT(row(boards, "seven").at("bits_per_char").as_double(), 0);
  room.write("runs/tiny/train.txt", "text");
  room.write("runs/tiny/valid.txt", "");
  board();
  EXPECT_SAYS(last.out, "valid.txt: is empty");
  expect_one_line(room.lab({"scoreboard", "--valid", "text.txt"}), 2, {"--valid goes with --data"});
}

TEST_F(ScoreboardVerb, AGivenTextIsReadByWhoeverCan) {
  const Json boards = board({"--data", "tinytown:en:40k:5"});
  EXPECT_GT(row(boards, "seven").at("bits_per_char").as_double(), 0);
  room.write("other.txt", "ㄱㄴㄷ ㄹㅁㅂ ㅅㅇㅈ ㅊㅋㅌ ㅍㅎ ㄱㄴㄷ ㄹㅁㅂ ㅅㅇㅈ");
  const Json other = board({"--data", "other.txt"});
  EXPECT_EQ(row(other, "seven").at("kind").as_string(), "absent");
  EXPECT_SAYS(row(other, "seven").at("note").as_string(), "not in the vocabulary");
}

TEST_F(ScoreboardVerb, TheTableAndThePicture) {
  const Ended end = room.lab({"scoreboard", "-o", "board.png"});
  ASSERT_CODE(end, 0);
  for (const char* word :
       {"seven", "tiny", "KN-5", "floor", "the context runs on", "./lab train gpt --preset small"})
    EXPECT_SAYS(end.out, word);
  EXPECT_TRUE(room.read("board.png").starts_with("\x89PNG"));
  expect_one_line(room.lab({"scoreboard", "--runs", "none"}), 1, {"none", "no run"});
  expect_one_line(room.lab({"scoreboard", "-o", "board.jpg"}), 2, {"board.jpg", ".png"});
}

}  // namespace
}  // namespace lab::test
