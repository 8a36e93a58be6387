// lesson: a chapter's text in the terminal, its questions, and what list says of the reader.
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "tests/cli/process.h"

namespace lab::test {
namespace {

/// Columns on a terminal: Korean syllables take two.
int columns(const std::string& line) {
  int n = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const u8 c = u8(line[i]);
    if ((c & 0xC0) == 0x80) continue;
    n += c >= 0xEA && c <= 0xED ? 2 : 1;
  }
  return n;
}

constexpr const char* kEnglish = R"(# 10. GPT: a small one

**Bold**: [the loss](lab:loss), [a panel](lab:attention?layer=0&head=3).

## 6. Attention

| name | value |
|---|---|
| alpha | 1.5<!-- num:x --> |
| 한글 열 | 12 |

[What is it?](lab:quiz?id=what)

## 7. Other

[And this?](lab:quiz?id=other) [check](lab:check?exercise=10.1)
)";

constexpr const char* kQuiz = R"([
 {"id":"what","answer":1,"en":{"question":"What?","choices":["this","that"],"explanation":"Because."},
  "ko":{"question":"무엇?","choices":["이것","저것"],"explanation":"그래서."}},
 {"id":"other","answer":0,"en":{"question":"Other?","choices":["yes","no"],"explanation":"So it is."},
  "ko":{"question":"","choices":[],"explanation":""}}])";

struct Lesson : testing::Test {
  void SetUp() override {
    std::filesystem::create_directories(room.path("chapters/10_gpt"));
    room.write("chapters/10_gpt/lesson.md", kEnglish);
    room.write("chapters/10_gpt/quiz.json", kQuiz);
  }
  Start start(const std::string& lang = "en_US.UTF-8") const {
    return {.environment = {{"LAB_CHAPTERS", room.path("chapters")},
                            {"LAB_HOME", room.path("home")},
                            {"LC_ALL", lang}}};
  }
  /// With what somebody types.
  Ended answer(const std::string& typed, Words words) const {
    room.write("typed", typed);
    return room.lab(words, [&] {
      Start s = start();
      s.input = room.path("typed");
      return s;
    }());
  }
  Room room;
};

TEST_F(Lesson, ThePageIsWrappedPlainTextInAPipe) {
  const Ended end = room.lab({"lesson", "10"}, start());
  ASSERT_CODE(end, 0);
  EXPECT_SAYS(end.out, "10. GPT: a small one\n════");
  EXPECT_SAYS(end.out, "the loss [window: loss], a panel [window: attention, layer 1, head 4]");
  EXPECT_SAYS(end.out, "[question: what]");
  EXPECT_SAYS(end.out, "check [./lab check 10.1]");
  EXPECT_EQ(end.out.find('\033'), std::string::npos) << "no colours in a pipe";
  EXPECT_EQ(end.out.find("<!--"), std::string::npos);
}

TEST_F(Lesson, ColumnsAreAlignedWhateverTheScript) {
  const Ended end = room.lab({"lesson", "gpt", "--section", "6"}, start());
  ASSERT_CODE(end, 0);
  std::istringstream lines(end.out);
  std::vector<int> widths;
  for (std::string line; std::getline(lines, line);)
    if (line.find("1.5") != line.npos || line.find("12") != line.npos)
      widths.push_back(columns(line));
  ASSERT_EQ(widths.size(), 2u) << end.out;
  EXPECT_EQ(widths[0], widths[1]) << end.out;
}

TEST_F(Lesson, NoLineIsTooLongInTheRealLesson) {
  Start plain = start();
  plain.environment.erase("LAB_CHAPTERS");
  const Ended end = room.lab({"lesson", "10"}, plain);
  ASSERT_CODE(end, 0);
  std::istringstream lines(end.out);
  int prose = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("    ")) continue;  // code is never wrapped
    EXPECT_LE(columns(line), 84) << line;
    prose += columns(line) > 60;
  }
  EXPECT_GT(prose, 200);
}

TEST_F(Lesson, OneSectionIsShownAndAnUnknownOneIsRefused) {
  const Ended end = room.lab({"lesson", "10", "--section", "7"}, start());
  ASSERT_CODE(end, 0);
  EXPECT_TRUE(end.out.starts_with("7. Other\n")) << end.out;
  EXPECT_EQ(end.out.find("Attention"), std::string::npos);
  const Ended unknown = room.lab({"lesson", "10", "--section", "70"}, start());
  EXPECT_CODE(unknown, 2);
  EXPECT_SAYS(unknown.err, "no section \"70\"");
  EXPECT_SAYS(unknown.err, "6. Attention");
  expect_one_line(room.lab({"lesson", "99"}, start()), 2, {"no chapter \"99\"", "gpt"});
}

TEST_F(Lesson, KoreanFallsBackUntilThereIsOne) {
  const Ended end = room.lab({"lesson", "10", "--lang", "ko"}, start());
  ASSERT_CODE(end, 0);
  EXPECT_SAYS(end.err, "한국어");
  EXPECT_SAYS(end.out, "[창: 손실]");
  EXPECT_SAYS(end.out, "[창: 어텐션, 1층 헤드 4]");
  room.write("chapters/10_gpt/lesson.ko.md", "# 10. GPT, 작은 강의\n\n글입니다.\n");
  const Ended korean = room.lab({"lesson", "10", "--lang", "ko"}, start());
  EXPECT_SAYS(korean.out, "작은 강의");
  EXPECT_EQ(korean.err, "");
  std::filesystem::remove(room.path("chapters/10_gpt/lesson.md"));
  std::filesystem::remove(room.path("chapters/10_gpt/lesson.ko.md"));
  expect_one_line(room.lab({"lesson", "10"}, start()), 1, {"has no lesson yet", "lesson.md"});
}

TEST_F(Lesson, QuestionsAreAskedOnceAndRemembered) {
  const Ended first = answer("x\n9\n1\nq\n", {"lesson", "10", "--quiz"});
  ASSERT_CODE(first, 0);
  EXPECT_SAYS(first.out, "What?\n  1  this\n  2  that\n");
  EXPECT_SAYS(first.out, "that is no choice");
  EXPECT_SAYS(first.out, "question 1 of 2");
  EXPECT_SAYS(first.out, "Not this one; right is 2.\nBecause.");
  EXPECT_SAYS(first.out, "0 right of 1 answered; 1 open");
  const Json kept = Json::parse(room.read("home/reader.json"), "reader.json");
  EXPECT_EQ(kept.at("chapters").at("gpt").at("answers").at("what").as_i64(), 0);

  const Ended second = answer("1\n", {"lesson", "10", "--quiz"});
  EXPECT_SAYS(second.out, "you answered 1");
  EXPECT_SAYS(second.out, "Right.\nSo it is.");
  EXPECT_SAYS(second.out, "1 right of 2 answered; 0 open");
  const Ended third = answer("", {"lesson", "10", "--quiz", "--section", "7", "--lang", "ko"});
  EXPECT_SAYS(third.out, "1문제에 답해 1문제 맞음");
}

TEST_F(Lesson, ListTellsWhereTheReaderStands) {
  EXPECT_EQ(room.lab({"list"}, start()).out.find("lesson:"), std::string::npos);
  std::filesystem::create_directories(room.path("home"));
  room.write("home/reader.json",
             "{\"version\":1,\"chapters\":{\"gpt\":{\"heading\":1,\"offset\":0.5,"
             "\"answers\":{\"what\":1}}}}");
  const Ended end = room.lab({"list"}, start());
  ASSERT_CODE(end, 0);
  EXPECT_SAYS(end.out, "lesson: 6. Attention · 1 of 2 questions answered");
}

TEST_F(Lesson, ADamagedPlaceStopsNobody) {
  std::filesystem::create_directories(room.path("home"));
  room.write("home/reader.json", "{ not json");
  EXPECT_CODE(room.lab({"list"}, start()), 0);
  EXPECT_CODE(answer("2\nq\n", {"lesson", "10", "--quiz"}), 0);
  EXPECT_EQ(room.read("home/reader.json.damaged"), "{ not json");
}

}  // namespace
}  // namespace lab::test
