// chat: a conversation through a pipe, from a file, as a picture; scripts of one's own.
#include <gtest/gtest.h>

#include "tests/cli/process.h"

namespace lab::test {
namespace {

constexpr const char* kScript =
    "language en\nkey dog 1\n  match 0 dog 0\n    say What about dogs?\nopening\n  say Hello.\n"
    "none\n  say Go on.\ngoodbye bye\n  say Bye.\n";

TEST(Chat, AnswersLineByLineUntilGoodbye) {
  Room room;
  room.write("in.txt", "I am sad\r\n\nbye\nnever read\n");
  const Ended end = room.lab({"chat", "eliza", "--lang", "en"}, {.input = room.path("in.txt")});
  ASSERT_CODE(end, 0);
  EXPECT_EQ(end.out,
            "Hello, I am listening. What would you like to talk about today?\n"
            "I am sorry to hear that you are sad. When did it begin?\n"
            "Goodbye. Thank you for what you told me.\n");
}

TEST(Chat, SpeaksKorean) {
  Room room;
  room.write("in.txt", "학교에 가고 싶어요\n");
  const Ended end = room.lab({"chat", "eliza", "--lang", "ko"}, {.input = room.path("in.txt")});
  ASSERT_CODE(end, 0);
  EXPECT_SAYS(end.out, "\n학교에 가고 싶으시군요. 무엇이 그 마음을 막고 있나요?\n");
}

TEST(Chat, PlaysTheLinesOfAFileAndCountsThem) {
  Room room;
  room.write("my.script", kScript);
  room.write("said.txt", "my dog\n\nhm\nbye");
  const Ended end = room.lab(
      {"chat", "eliza", "--script", "my.script", "--data", "said.txt", "--summary", "--trace"});
  ASSERT_CODE(end, 0);
  EXPECT_SAYS(end.out, "> my dog\n");
  EXPECT_SAYS(end.out, "    keywords  dog (1) *\n");
  EXPECT_SAYS(end.out, "    parts     {1} 0 = \"my\", {2} dog = \"dog\", {3} 0 = \"\"\n");
  EXPECT_SAYS(end.out, "\nWhat about dogs?\n");
  EXPECT_SAYS(end.out,
              "3 lines: 1 by a rule, 0 from memory, 1 without a keyword, 0 greeting, 1 goodbye\n");
}

TEST(Chat, DrawsTheConversation) {
  Room room;
  room.write("said.txt", "I am sad\nhm\n");
  const Ended end =
      room.lab({"chat", "eliza", "--lang", "en", "--data", "said.txt", "-o", "a.png"});
  ASSERT_CODE(end, 0);
  EXPECT_EQ(end.out, "a.png: 2 exchanges\n");
  const std::string once = room.read("a.png");
  EXPECT_EQ(once.substr(1, 3), "PNG");
  ASSERT_CODE(room.lab({"chat", "eliza", "--lang", "en", "--data", "said.txt", "-o", "b.png"}), 0);
  EXPECT_EQ(room.read("b.png"), once);
  room.write("said.txt", "I am sad\nmy mother is ill\n");
  ASSERT_CODE(room.lab({"chat", "eliza", "--lang", "en", "--data", "said.txt", "-o", "b.png"}), 0);
  EXPECT_NE(room.read("b.png"), once);
}

TEST(Chat, MistakesAreToldInOneLine) {
  Room room;
  room.write("my.script", "language en\nkey a\n  match 0\n    goto b\n");
  expect_one_line(room.lab({"chat", "eliza", "--script", "my.script"}), 1,
                  {"my.script:4", "no key \"b\""});
  expect_one_line(room.lab({"chat", "eliza", "--script", "none.script"}), 1, {"none.script"});
  expect_one_line(room.lab({"chat", "eliza", "--data", "none.txt"}), 1, {"none.txt"});
  expect_one_line(room.lab({"chat", "gpt"}), 2, {"want eliza", "lab sample"});
  expect_one_line(room.lab({"train", "eliza"}), 2, {"chat"});
  room.write("long.txt", std::string(70'000, 'a'));
  expect_one_line(room.lab({"chat", "eliza", "--data", "long.txt", "-o", "a.png"}), 1,
                  {"long.txt", "65536"});
  expect_one_line(room.lab({"chat", "eliza", "-o", "a.jpg"}), 2, {".png"});
}

TEST(Chat, AnyBytesAndLinesWithoutEndAreRead) {
  Room room;
  room.write("in.txt", std::string("\xFF\xFE\x00 my dog\x1B[31m", 15) + "\n" +
                           std::string(300'000, 'x') + "\n\xEC\x97");
  const Ended end = room.lab({"chat", "eliza", "--lang", "en"}, {.input = room.path("in.txt")});
  ASSERT_CODE(end, 0);
  EXPECT_SAYS(end.out, "your dog 31m");
  EXPECT_SAYS(end.err, "its first 8192 bytes are read");
  EXPECT_EQ(end.out.find('\x1B'), std::string::npos);
}

}  // namespace
}  // namespace lab::test
