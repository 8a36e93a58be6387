#include "engine/lesson/quiz.h"

#include "engine/core/check.h"
#include "engine/io/files.h"
#include "engine/io/json.h"
#include "engine/lesson/lesson.h"

namespace lab {
namespace {

QuizText read_text(const Json& json) {
  QuizText text{.question = json.at("question").as_string(),
                .explanation = json.at("explanation").as_string()};
  for (const Json& choice : json.at("choices").items()) text.choices.push_back(choice.as_string());
  return text;
}

Quiz read_quiz(const Json& json) {
  Quiz quiz{.id = json.at("id").as_string()};
  try {
    const i64 answer = json.at("answer").as_i64();
    quiz.en = read_text(json.at("en"));
    if (const Json* korean = json.find("ko")) quiz.ko = read_text(*korean);
    if (quiz.en.choices.size() < 2) fail("want at least two choices");
    if (answer < 0 || answer >= i64(quiz.en.choices.size()))
      fail("answer is ", answer, ", but there are ", quiz.en.choices.size(), " choices from 0");
    quiz.answer = int(answer);
  } catch (const Error& error) {
    fail("quiz \"", quiz.id, "\": ", error.what());
  }
  return quiz;
}

}  // namespace

std::vector<Quiz> parse_quizzes(std::string_view json, std::string_view where) {
  std::vector<Quiz> quizzes;
  const Json all = Json::parse(json, where);
  try {
    if (all.kind() != Json::Kind::array) fail("want a list of quizzes");
    for (const Json& entry : all.items()) {
      Quiz quiz = read_quiz(entry);
      if (find_quiz(quizzes, quiz.id)) fail("quiz \"", quiz.id, "\" stands there twice");
      quizzes.push_back(std::move(quiz));
    }
  } catch (const Error& error) {
    fail(where, ": ", error.what());
  }
  return quizzes;
}

std::vector<Quiz> load_quizzes(const std::string& path) {
  if (!file_exists(path)) return {};
  return parse_quizzes(read_file(path, i64(kMaxLessonBytes)), path);
}

const Quiz* find_quiz(const std::vector<Quiz>& quizzes, std::string_view id) {
  for (const Quiz& quiz : quizzes)
    if (quiz.id == id) return &quiz;
  return nullptr;
}

}  // namespace lab
