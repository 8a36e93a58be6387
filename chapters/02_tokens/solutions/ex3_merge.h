// Exercise 2.3: the author's. Count, choose, join.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "chapters/02_tokens/exercises/given.h"
#include "engine/exercise/exercise_check.h"

namespace lab::ex {

/// The tokens with each (left, right), from left to right, as one.
inline Tokens joined(const Tokens& tokens, const Merge& merge) {
  Tokens out;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const bool pair =
        i + 1 < tokens.size() && tokens[i] == merge.left && tokens[i + 1] == merge.right;
    out.push_back(pair ? merge.left + merge.right : tokens[i]);
    if (pair) ++i;  // its right half is in it
  }
  return out;
}

inline std::optional<Merge> join_best_pair(std::vector<CountedWord>& words) {
  std::map<std::pair<std::string, std::string>, i64> counts;  // sorted by pair
  for (const CountedWord& word : words)
    for (std::size_t i = 0; i + 1 < word.tokens.size(); ++i)
      counts[{word.tokens[i], word.tokens[i + 1]}] += word.count;

  std::optional<Merge> best;
  for (const auto& [pair, count] : counts)
    if (!best || count >= best->count) best = {pair.first, pair.second, count};
  if (!best) return best;

  for (CountedWord& word : words) word.tokens = joined(word.tokens, *best);
  return best;
}

}  // namespace lab::ex
