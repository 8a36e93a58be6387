// Questions that a lesson asks before it tells: quiz.json of a chapter.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/real.h"

namespace lab {

struct QuizText {
  std::string question, explanation;
  std::vector<std::string> choices;
};

struct Quiz {
  std::string id;  ///< "mask", as in lab:quiz?id=mask
  int answer = 0;  ///< index of the right choice
  QuizText en, ko;

  bool has_korean() const { return !ko.question.empty() && ko.choices.size() == en.choices.size(); }
  /// The Korean text where there is one; otherwise the English one.
  const QuizText& in(bool korean) const { return korean && has_korean() ? ko : en; }
};

/// Every quiz of a chapter's quiz.json, in order. Throws Error naming file and id for what is not
/// as it should be: no choices, an answer beyond them, an id given twice.
std::vector<Quiz> parse_quizzes(std::string_view json, std::string_view where);
/// The same of a file; none if there is no such file.
std::vector<Quiz> load_quizzes(const std::string& path);

/// nullptr if there is none of that id.
const Quiz* find_quiz(const std::vector<Quiz>& quizzes, std::string_view id);

}  // namespace lab
