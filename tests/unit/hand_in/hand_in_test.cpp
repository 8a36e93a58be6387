#include "app/classroom/hand_in.h"

#include <gmock/gmock.h>

#include "app/classroom/hand_in_make.h"
#include "engine/core/check.h"
#include "engine/core/rng.h"

namespace lab {
namespace {

using testing::HasSubstr;

HandIn a_hand_in() {
  HandIn hand_in{.name = "김민지 \"Kim\"",
                 .chapter = "10",
                 .time = "2025-01-31T12:00:00Z",
                 .build = {{"version", "0.1.0"}, {"real", "float"}}};
  HandedIn done{.claimed = {.exercise = "10.1", .outcome = Outcome::done, .seconds = 0.25},
                .hints_seen = 2,
                .check = std::string(64, 'a'),
                .code = "int a;  // \t하나\n\"\\\n"};
  HandedIn wrong{.claimed = {.exercise = "10.2",
                             .outcome = Outcome::wrong,
                             .what = "w[1, 0]",
                             .wanted = "0.5",
                             .got = "nan"},
                 .solution_shown = true,
                 .code = ""};
  HandedIn missing{.claimed = {.exercise = "10.3"}};
  hand_in.exercises = {done, wrong, missing};
  return hand_in;
}

/// The message of the error that reading `text` throws; "" if it is read.
std::string refusal(const std::string& text) {
  try {
    parse_hand_in(text, "kim.json");
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(HandIn, IsReadAsItWasWritten) {
  const HandIn read = parse_hand_in(hand_in_text(a_hand_in()), "kim.json");
  EXPECT_TRUE(read.whole);
  EXPECT_EQ(read.name, "김민지 \"Kim\"");
  EXPECT_EQ(read.chapter, "10");
  EXPECT_EQ(read.build.at("real"), "float");
  ASSERT_EQ(read.exercises.size(), 3U);
  EXPECT_EQ(read.exercises[0].claimed.outcome, Outcome::done);
  EXPECT_EQ(read.exercises[0].hints_seen, 2);
  EXPECT_EQ(read.exercises[0].code, "int a;  // \t하나\n\"\\\n");
  EXPECT_EQ(read.exercises[1].claimed.what, "w[1, 0]");
  EXPECT_TRUE(read.exercises[1].solution_shown);
  EXPECT_EQ(read.exercises[1].code, "");
  EXPECT_EQ(read.exercises[2].code, std::nullopt);
  EXPECT_EQ(hand_in_text(read), hand_in_text(a_hand_in()));
}

TEST(HandIn, StaysWholeWhenAnEditorIndentsItAnew) {
  const Json json = Json::parse(hand_in_text(a_hand_in()), "");
  EXPECT_TRUE(parse_hand_in(json.dump(), "kim.json").whole);
  EXPECT_TRUE(parse_hand_in(json.dump(7), "kim.json").whole);
}

TEST(HandIn, ShowsThatItWasChanged) {
  const std::string text = hand_in_text(a_hand_in());
  EXPECT_FALSE(parse_hand_in(with(text, "int a;", "int b;"), "kim.json").whole);
  EXPECT_FALSE(parse_hand_in(with(text, "\"wrong\"", "\"done\""), "kim.json").whole);
  EXPECT_FALSE(parse_hand_in(with(text, "\"sha256\"", "\"sha\""), "kim.json").whole);
}

TEST(HandIn, IsRefusedInOneLineThatNamesTheFile) {
  const std::string text = hand_in_text(a_hand_in());
  const std::pair<std::string, const char*> broken[] = {
      {"", "kim.json"},
      {"[]", "no hand-in"},
      {"{}", "no hand-in"},
      {"{\"format\": 3}", "no hand-in"},
      {text.substr(0, text.size() / 2), "byte"},
      {with(text, "lmlab-hand-in/1", "lmlab-hand-in/2"), "lmlab-hand-in/2"},
      {with(text, "lmlab-hand-in/1", "lmlab-run/1"), "no hand-in"},
      {with(text, "\"10\"", "\"../../etc\""), "../../etc"},
      {with(text, "\"10.1\"", "\"10./../x\""), "10./../x"},
      {with(text, "\"10.1\"", "\"11.1\""), "11.1"},
      {with(text, "\"10.1\"", "\"10.2\""), "10.2 twice"},
      {with(text, "\"done\"", "\"splendid\""), "splendid"},
      {with(text, "\"hints_seen\": 2", "\"hints_seen\": \"two\""), "kim.json"},
      {with(text, "\"name\"", "\"names\""), "name"},
      {with(text, "int a;", std::string(70000, 'x')), "65536"},
      {with(text, "김민지", std::string(200, 'x')), "100"},
      {with(text, "김민지", std::string(900000, 'x')), "4096"},
      {with(text, "김민지", std::string(std::size_t(10) << 20, 'x')), "1048576"},
      {with(text, "김민지", "\xff\xfe"), "kim.json"},
      {with(text, "김민지 \\\"Kim\\\"", "\\u0007"), "name"},
  };
  for (const auto& [bytes, words] : broken) {
    const std::string why = refusal(bytes);
    EXPECT_THAT(why, HasSubstr(words));
    EXPECT_THAT(why, testing::StartsWith("kim.json: "));
    EXPECT_EQ(why.find('\n'), std::string::npos) << why;
    EXPECT_LT(why.size(), 500U);
  }
}

TEST(HandIn, TakesNoTimeOverManyMembers) {
  std::string text = "{\"format\": \"lmlab-hand-in/1\"";
  for (int i = 0; i < 60000; ++i) text += cat(", \"", i, "\": 0");
  EXPECT_THAT(refusal(text + "}"), HasSubstr("members"));
}

/// Flips bits, cuts, doubles and swaps pieces: the file is read or refused, nothing else happens.
TEST(HandIn, SurvivesWhateverHappensToItsBytes) {
  const std::string text = hand_in_text(a_hand_in());
  Rng rng(7);
  int read = 0, refused = 0;
  for (int i = 0; i < 4000; ++i) {
    std::string bytes = text;
    for (u64 flips = 1 + rng.next() % 3; flips > 0; --flips)
      bytes[rng.next() % bytes.size()] ^= char(1 << rng.next() % 8);
    if (i % 5 == 0) bytes.resize(rng.next() % bytes.size());
    if (i % 7 == 0) bytes.insert(rng.next() % (bytes.size() + 1), text.substr(0, 40));
    const std::string why = refusal(bytes);
    why.empty() ? ++read : ++refused;
    EXPECT_EQ(why.find('\n'), std::string::npos);
    EXPECT_EQ(why.find('\x1b'), std::string::npos);
  }
  EXPECT_GT(read, 100);
  EXPECT_GT(refused, 1000);
}

TEST(HandIn, NamesItsFileAfterTheLearner) {
  EXPECT_EQ(name_for_file("Kim Minji"), "kim-minji");
  EXPECT_EQ(name_for_file("김민지"), "김민지");
  EXPECT_EQ(name_for_file("../../etc/passwd"), "etc-passwd");
  EXPECT_EQ(name_for_file("--name"), "name");
  EXPECT_EQ(name_for_file("..."), "learner");
  std::string many;
  for (int i = 0; i < 100; ++i) many += "가";
  EXPECT_EQ(name_for_file(many).size(), 120U);
}

TEST(HandIn, WantsANameThatIsOne) {
  EXPECT_EQ(checked_name("  Kim \t Minji\n"), "Kim Minji");
  EXPECT_THROW(checked_name(" \n"), UsageError);
  EXPECT_THROW(checked_name(std::string(101, 'x')), UsageError);
}

}  // namespace
}  // namespace lab
