// quiz.json: both languages, one of them perhaps not written yet; mistakes are named.
#include "engine/lesson/quiz.h"

#include <gtest/gtest.h>

#include "engine/core/check.h"

namespace lab {
namespace {

std::string quiz_json(const std::string& id, int answer, const std::string& korean) {
  return "{\"id\":\"" + id + "\",\"answer\":" + std::to_string(answer) +
         ",\"en\":{\"question\":\"Q?\",\"choices\":[\"a\",\"b\"],\"explanation\":\"E\"}" +
         (korean.empty() ? "" : ",\"ko\":" + korean) + "}";
}

std::string refusal(const std::string& json) {
  try {
    (void)parse_quizzes(json, "quiz.json");
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(Quizzes, TheKoreanTextIsUsedWhereItIsWhole) {
  const std::string whole =
      "{\"question\":\"물음\",\"choices\":[\"가\",\"나\"],\"explanation\":\"풀이\"}";
  const std::string empty = "{\"question\":\"\",\"choices\":[],\"explanation\":\"\"}";
  const std::string short_one =
      "{\"question\":\"물음\",\"choices\":[\"가\"],\"explanation\":\"풀이\"}";
  const std::vector<Quiz> quizzes =
      parse_quizzes("[" + quiz_json("a", 1, whole) + "," + quiz_json("b", 0, empty) + "," +
                        quiz_json("c", 0, short_one) + "," + quiz_json("d", 0, "") + "]",
                    "quiz.json");
  ASSERT_EQ(quizzes.size(), 4u);
  EXPECT_EQ(quizzes[0].in(true).question, "물음");
  EXPECT_EQ(quizzes[0].in(false).question, "Q?");
  for (const int i : {1, 2, 3}) EXPECT_EQ(quizzes[std::size_t(i)].in(true).question, "Q?") << i;
  EXPECT_EQ(find_quiz(quizzes, "b"), &quizzes[1]);
  EXPECT_EQ(find_quiz(quizzes, "x"), nullptr);
}

TEST(Quizzes, MistakesAreNamed) {
  EXPECT_NE(refusal("[" + quiz_json("a", 2, "") + "]").find("quiz \"a\": answer is 2"),
            std::string::npos);
  EXPECT_NE(refusal("[" + quiz_json("a", -1, "") + "]").find("answer is -1"), std::string::npos);
  EXPECT_NE(refusal("[" + quiz_json("a", 0, "") + "," + quiz_json("a", 0, "") + "]").find("twice"),
            std::string::npos);
  EXPECT_NE(refusal("{}").find("want a list"), std::string::npos);
  EXPECT_NE(refusal("[{\"id\":\"a\"}]").find("answer"), std::string::npos);
  EXPECT_NE(refusal("[").find("quiz.json"), std::string::npos);
}

TEST(Quizzes, ThoseOfTheChapterAreRead) {
  const std::vector<Quiz> quizzes =
      load_quizzes(std::string(LAB_SOURCE_DIR) + "/chapters/10_gpt/quiz.json");
  EXPECT_GE(quizzes.size(), 20u);
  EXPECT_TRUE(load_quizzes("no/such/quiz.json").empty());
}

}  // namespace
}  // namespace lab
