// The verbs that look: eval, sample, shot, open, list, doctor, data make, help; and machines
// without X.
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "tests/cli/process.h"

namespace lab::test {
namespace {

constexpr const char* kTown = "tinytown:en:40k";

class Inspect : public testing::Test {
 protected:
  void SetUp() override { ASSERT_CODE(room.lab(tiny_training(kTown, 60, "run")), 0); }
  Room room;
};

i64 count_characters(const std::string& text) {
  i64 n = 0;
  for (const char c : text) n += (u8(c) & 0xC0) != 0x80;
  return n;
}

TEST_F(Inspect, EvalGivesOneJsonObject) {
  const Words command = {"eval", "run", "--json"};
  const Ended end = room.lab(command);
  ASSERT_CODE(end, 0);
  const Json json = Json::parse(end.out, "stdout");
  const double nats = json.at("nats_per_char").as_double();
  EXPECT_NEAR(json.at("bits_per_char").as_double(), nats / std::log(2.0), 1e-12);
  EXPECT_EQ(json.at("chars").as_i64(), count_characters(room.read("run/valid.txt")) - 1);
  EXPECT_EQ(json.at("step").as_i64(), 60);
  EXPECT_SAYS(json.at("rule").as_string(), "16 characters");
  EXPECT_EQ(records(room, "run", "event").back().at("value").as_double(), nats);
  EXPECT_EQ(room.lab(command).out, end.out);
  const Ended serial =
      room.lab({"eval", "run", "--json"}, {.environment = {{"OMP_NUM_THREADS", "1"}}});
  EXPECT_EQ(serial.out, end.out);
}

TEST_F(Inspect, EvalTakesTheWholeOfAFile) {
  room.write("text.txt", room.read("run/train.txt").substr(0, 3000));
  const Ended end = room.lab({"eval", "run", "--data", "text.txt", "--json"});
  ASSERT_CODE(end, 0);
  const Json json = Json::parse(end.out, "stdout");
  EXPECT_EQ(json.at("chars").as_i64(), 2999);
  EXPECT_EQ(json.at("data").as_string(), "text.txt");
  const Ended plain = room.lab({"eval", "run", "--data", "text.txt"});
  EXPECT_SAYS(plain.out, "over 2,999 characters");
}

TEST_F(Inspect, EvalOfForeignTextsIsToldInOneLine) {
  room.write("korean.txt", "One day 다람쥐가 왔습니다.");
  expect_one_line(room.lab({"eval", "run", "--data", "korean.txt"}), 1,
                  {"korean.txt", "\"다\"", "byte 8", "not in the vocabulary"});
  room.write("one.txt", "O");
  expect_one_line(room.lab({"eval", "run", "--data", "one.txt"}), 1, {"one.txt", "two characters"});
  expect_one_line(room.lab({"eval", "run", "--data", "nowhere.txt"}), 1, {"no such file"});
}

TEST_F(Inspect, SamplesAreDrawnBySeed) {
  const auto sample = [&](Words more) {
    more.insert(more.begin(), {"sample", "run", "--chars", "80"});
    const Ended end = room.lab(more);
    EXPECT_CODE(end, 0);
    EXPECT_EQ(count_characters(end.out), 81) << end.story();  // and the line end
    return end.out;
  };
  EXPECT_EQ(sample({"--seed", "5"}), sample({"--seed", "5"}));
  EXPECT_NE(sample({"--seed", "5"}), sample({"--seed", "6"}));
  EXPECT_EQ(sample({}), sample({"--seed", "1"}));
  EXPECT_EQ(sample({"--temperature", "0", "--seed", "5"}), sample({"--top-k", "1", "--seed", "6"}));
  EXPECT_EQ(sample({"--temperature", "0"}), sample({"--top-p", "0.0001"}));
  EXPECT_NE(sample({"--step", "0"}), sample({"--step", "60"}));
  EXPECT_EQ(sample({"--step", "60"}), sample({}));
  EXPECT_EQ(sample({"--int8"}), sample({"--int8", "--seed", "1"}));
  EXPECT_NE(sample({"--int8", "--step", "0"}), sample({"--int8"}));
}

TEST_F(Inspect, APromptIsKept) {
  const Ended end = room.lab({"sample", "run", "--prompt", "One day ", "--chars", "30"});
  ASSERT_CODE(end, 0);
  EXPECT_TRUE(end.out.starts_with("One day "));
  EXPECT_EQ(count_characters(end.out), 8 + 30 + 1);
  EXPECT_EQ(room.lab({"sample", "run", "--prompt", "One", "--chars", "0"}).out, "One\n");
  expect_one_line(room.lab({"sample", "run", "--prompt", "여우"}), 1,
                  {"--prompt", "\"여\"", "U+C5EC"});
  EXPECT_CODE(room.lab({"sample", "run", "--chars", "-1"}), 2);
  EXPECT_CODE(room.lab({"sample", "run", "--top-p", "1.5"}), 2);
  EXPECT_CODE(room.lab({"sample", "run", "--temperature", "hot"}), 2);
  expect_one_line(room.lab({"sample", "run", "--temperature", "nan"}), 1, {"temperature", "nan"});
  EXPECT_CODE(room.lab({"sample", "run", "--seed", "x"}), 2);
}

/// Width and height from the first chunk of a PNG.
std::pair<int, int> png_size(const std::string& bytes) {
  const auto number = [&](std::size_t at) {
    return u8(bytes.at(at)) << 24 | u8(bytes.at(at + 1)) << 16 | u8(bytes.at(at + 2)) << 8 |
           u8(bytes.at(at + 3));
  };
  EXPECT_TRUE(bytes.starts_with("\x89PNG\r\n\x1a\n"));
  EXPECT_TRUE(bytes.ends_with("IEND\xAE\x42\x60\x82"));
  return {number(16), number(20)};
}

TEST_F(Inspect, ShotsOfScreenAndPanels) {
  const auto shot = [&](Words more) {
    more.insert(more.begin(), {"shot", "run", "-o", "shot.png"});
    EXPECT_CODE(room.lab(more), 0);
    return room.read("shot.png");
  };
  const std::string english = shot({"--screen", "--lang", "en"});
  EXPECT_EQ(png_size(english), std::pair(1440, 900));
  EXPECT_TRUE(shot({"--lang", "en"}) == english) << "two shots of one run differ";
  EXPECT_FALSE(shot({"--lang", "ko"}) == english);
  EXPECT_FALSE(shot({"--lang", "en", "--step", "0"}) == english);
  EXPECT_FALSE(shot({"--lang", "en", "--light"}) == english);
  EXPECT_EQ(png_size(shot({"--size", "1000x700"})), std::pair(1000, 700));
  std::set<std::string> pictures;
  const Words panels = {"transport", "experiment", "samples", "probe",
                        "attention", "next",       "loss",    "timemachine"};
  for (const std::string& panel : panels) pictures.insert(shot({"--panel", panel}));
  EXPECT_EQ(pictures.size(), panels.size());
}

TEST_F(Inspect, ShotsThatCannotBeMade) {
  const Ended wrong = room.lab({"shot", "run", "-o", "x.png", "--panel", "los"});
  EXPECT_CODE(wrong, 2);
  EXPECT_SAYS(wrong.err, "there is no panel \"los\"; there are transport,");
  EXPECT_CODE(room.lab({"shot", "run"}), 2);
  EXPECT_CODE(room.lab({"shot", "run", "-o", "x.png", "--size", "big"}), 2);
  EXPECT_CODE(room.lab({"shot", "run", "-o", "x.png", "--size", "1x1"}), 2);
  EXPECT_CODE(room.lab({"shot", "run", "-o", "x.png", "--lang", "fr"}), 2);
  EXPECT_CODE(room.lab({"shot", "run", "-o", "x.png", "--screen", "--panel", "loss"}), 2);
  expect_one_line(room.lab({"shot", "run", "-o", "x.jpg"}), 2, {"ends in .png", "x.jpg"});
  expect_one_line(room.lab({"shot", "run", "-o", "no/folder/x.png"}), 1, {"no/folder/x.png"});
  expect_one_line(room.lab({"shot", "run", "-o", "run"}), 1, {"run: Is a directory"});
  expect_one_line(room.lab({"shot", "nowhere", "-o", "x.png"}), 1, {"nowhere: no such folder"});
  expect_one_line(room.lab({"shot", "run", "-o", "x.png"}, {.largest_file = 1000}), 1,
                  {"x.png: File too large"});
  EXPECT_EQ(room.names(), Words{"run"});
}

TEST(List, ShowsChaptersAndRuns) {
  const Room room;
  EXPECT_SAYS(room.lab({"list"}).out, "runs: none yet");
  ASSERT_CODE(room.lab(tiny_training(kTown, 30, "")), 0);
  room.write("runs/broken/config.json", "{");
  room.write("runs/broken/train.txt", "x"), room.write("runs/broken/valid.txt", "x");
  room.write("runs/something else/note.txt", "x");
  const Ended end = room.lab({"list"});
  ASSERT_CODE(end, 0);
  EXPECT_SAYS(end.out, "10  gpt ");
  EXPECT_SAYS(end.out, "runs/gpt-tinytown-en-1 ");
  EXPECT_SAYS(end.out, "step 30/30");
  EXPECT_SAYS(end.out, "runs/broken  unreadable: ");
  EXPECT_EQ(end.out.find("something else"), std::string::npos);
  const Json json = Json::parse(room.lab({"list", "--json"}).out, "stdout");
  EXPECT_EQ(json.at("chapters").items().size(), 22u);
  ASSERT_EQ(json.at("runs").items().size(), 2u);
  EXPECT_EQ(json.at("runs").items()[1].at("step").as_i64(), 30);
}

TEST(Doctor, MeasuresThisMachine) {
  const Room room;
  EXPECT_SAYS(room.lab({"doctor"}).out, "GFLOP/s");
  const Ended end = room.lab({"doctor", "--json"});
  ASSERT_CODE(end, 0);
  const Json json = Json::parse(end.out, "stdout");
  EXPECT_GT(json.at("gflops_1_thread").as_double(), 0.1);
  EXPECT_GE(json.at("cores").as_i64(), 1);
  EXPECT_EQ(json.at("display").as_string(), "none");
}

TEST(DataMake, WritesTheCorpusWithinItsLimit) {
  const Room room;
  const Ended end = room.lab({"data", "make", "tinytown", "--bytes", "50k", "--json"});
  ASSERT_CODE(end, 0);
  const Json json = Json::parse(end.out, "stdout");
  const std::string text = room.read("tinytown-en-1.txt");
  EXPECT_LE(text.size(), 50'000u);
  EXPECT_GT(text.size(), 45'000u);
  EXPECT_EQ(json.at("bytes").as_i64(), i64(text.size()));
  EXPECT_EQ(json.at("chars").as_i64(), count_characters(text));
  EXPECT_GT(json.at("entropy_bits_per_char").as_double(), 0.05);
  const auto make = [&](Words more) {
    more.insert(more.begin(), {"data", "make", "tinytown", "--bytes", "50k", "-o", "글.txt"});
    EXPECT_CODE(room.lab(more), 0);
    return room.read("글.txt");
  };
  EXPECT_EQ(make({}), text);
  EXPECT_NE(make({"--seed", "2"}), text);
  EXPECT_NE(make({"--lang", "ko"}).find("었어요."), std::string::npos);
  // Aligned: each line is an English sentence or its Korean one, as many of the one as of the
  // other.
  i64 english = 0, korean = 0;
  const std::string both = make({"--lang", "both"});
  for (std::size_t at = 0; at < both.size(); at = both.find('\n', at) + 1) {
    if (both[at] == '\n') continue;
    const std::string line = both.substr(at, both.find('\n', at) - at);
    bool hangul = false;
    for (const char c : line) hangul |= u8(c) >= 0xEA && u8(c) <= 0xED;
    (hangul ? korean : english) += 1;
  }
  EXPECT_GT(english, 100);
  EXPECT_EQ(english, korean);
}

TEST(DataMake, WrongUse) {
  const Room room;
  EXPECT_CODE(room.lab({"data"}), 2);
  EXPECT_CODE(room.lab({"data", "make"}), 2);
  EXPECT_CODE(room.lab({"data", "make", "bigcity"}), 2);
  EXPECT_CODE(room.lab({"data", "make", "tinytown", "--lang", "fr"}), 2);
  EXPECT_CODE(room.lab({"data", "make", "tinytown", "--bytes", "lots"}), 2);
  EXPECT_CODE(room.lab({"data", "make", "tinytown", "--seed", "-1"}), 2);
  EXPECT_CODE(room.lab({"data", "make", "tinytown", "--bytes", "9k", "-o", "no/such/x.txt"}), 1);
  EXPECT_CODE(room.lab({"data", "make", "tinytown", "--bytes", "9k", "-o", "."}), 1);
  EXPECT_EQ(room.names(), Words{});
}

TEST(Help, IsEverywhere) {
  const Room room;
  const Words verbs = {"train", "resume", "open", "sample", "eval",
                       "list",  "shot",   "data", "doctor"};
  const Ended all = room.lab({"--help"});
  EXPECT_CODE(all, 0);
  for (const std::string& verb : verbs) {
    EXPECT_SAYS(all.out, "\n  " + verb + " ");
    const Ended own = room.lab({verb, "--help"});
    EXPECT_CODE(own, 0);
    EXPECT_SAYS(own.out, "Usage: lab " + verb);
    EXPECT_EQ(room.lab({"help", verb}).out, own.out);
  }
  EXPECT_EQ(room.lab({"help"}).out, all.out);
  EXPECT_SAYS(room.lab({"train", "--help"}).out, "d_model");
  EXPECT_SAYS(room.lab({"--version"}).out, "lmlab ");
  for (const Words& wrong : {Words{"tarin"}, Words{"help", "tarin"}}) {
    const Ended end = room.lab(wrong);
    EXPECT_CODE(end, 2);
    EXPECT_SAYS(end.err, "there is no verb \"tarin\"; there are train, resume");
  }
  EXPECT_CODE(room.lab({"--frobnicate"}), 2);
  EXPECT_CODE(room.lab({"list", "everything"}), 2);
}

TEST(NoDisplay, EveryVerbStillWorks) {
  const Room room;
  expect_one_line(room.lab(tiny_training(kTown, 3, "run", {"--view"})), 1, {"--view", "no window"});
  EXPECT_EQ(room.names(), Words{});
  ASSERT_CODE(room.lab(tiny_training(kTown, 3, "run")), 0);
  const Ended end = room.lab({"open", "run"});
  EXPECT_CODE(end, 0);
  EXPECT_SAYS(end.out,
              "run: no display here. Pictures of it: ./lab shot run --screen -o screen.png");
  EXPECT_CODE(room.lab({"open", "run", "--view"}), 1);
}

TEST(NoDisplay, ADisplayThatDoesNotAnswerIsNotNeeded) {
  const Room room;
  const Start broken{.environment = {{"DISPLAY", ":1977"}}};
  const Ended end = room.lab(tiny_training(kTown, 3, "run"), broken);
  ASSERT_CODE(end, 0);
  EXPECT_SAYS(end.err, "going on in the terminal");
  EXPECT_SAYS(end.out, "the run: run");
  expect_one_line(room.lab(tiny_training(kTown, 3, "other", {"--view"}), broken), 1, {"--view"});
  EXPECT_FALSE(room.has("other"));
  EXPECT_CODE(room.lab({"open", "run"}, broken), 0);
}

}  // namespace
}  // namespace lab::test
