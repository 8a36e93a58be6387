// Exercise 3.5: the author's. The longest context first; each one that fails pays its back-off.
#pragma once
#include <string>
#include <vector>

#include "chapters/03_ngram/exercises/given.h"
#include "engine/exercise/exercise_check.h"

namespace lab::ex {

/// history[begin], history[begin + 1], ... with a space between; "" if there are none.
inline std::string joined(const std::vector<std::string>& history, std::size_t begin) {
  std::string out;
  for (std::size_t i = begin; i < history.size(); ++i) out += (out.empty() ? "" : " ") + history[i];
  return out;
}

inline WordScore score_word(const ArpaTable& table, const std::vector<std::string>& history,
                            const std::string& word) {
  double paid = 0;
  for (std::size_t begin = 0; begin < history.size(); ++begin) {
    const std::string context = joined(history, begin);
    if (const auto found = table.find(context + " " + word); found != table.end())
      return {.log10_p = paid + found->second.log10_p, .matched = i64(history.size() - begin) + 1};
    if (const auto passed = table.find(context); passed != table.end())
      paid += passed->second.back_off;
  }
  return {.log10_p = paid + table.at(word).log10_p, .matched = 1};
}

inline std::vector<WordScore> score_sentence(const ArpaTable& table,
                                             const std::vector<std::string>& words) {
  std::vector<std::string> history = {"<s>"};
  std::vector<WordScore> scores;
  for (const std::string& word : words) {
    const std::string known = table.contains(word) ? word : "<unk>";
    scores.push_back(score_word(table, history, known));
    history.push_back(known);
  }
  scores.push_back(score_word(table, history, "</s>"));
  return scores;
}

}  // namespace lab::ex
