// Exercise 1.2: the author's. An element tries its fewest words first; the rest has to fit behind.
#pragma once
#include "chapters/01_eliza/exercises/given.h"
#include "engine/exercise/exercise_check.h"

namespace lab::ex {

/// Fewest and most words that an element takes; a word takes one.
inline std::size_t fewest(const std::string& element) {
  const bool number = element.size() == 1 && element[0] >= '0' && element[0] <= '9';
  return number ? std::size_t(element[0] - '0') : 1;
}

inline bool is_word(const std::string& element) {
  return element.size() != 1 || element[0] < '0' || element[0] > '9';
}

/// Elements from e on against words from w on.
inline bool match_from(const Words& pattern, std::size_t e, const Words& words, std::size_t w,
                       std::vector<Words>& parts) {
  if (e == pattern.size()) return w == words.size();
  const std::string& element = pattern[e];
  const std::size_t most = element == "0" ? words.size() - w : fewest(element);
  for (std::size_t n = fewest(element); n <= most && w + n <= words.size(); ++n) {
    if (is_word(element) && words[w] != element) return false;
    parts.emplace_back(words.begin() + i64(w), words.begin() + i64(w + n));
    if (match_from(pattern, e + 1, words, w + n, parts)) return true;
    parts.pop_back();
  }
  return false;
}

inline Match match_words(const Words& pattern, const Words& words) {
  Match match;
  match.found = match_from(pattern, 0, words, 0, match.parts);
  return match;
}

}  // namespace lab::ex
