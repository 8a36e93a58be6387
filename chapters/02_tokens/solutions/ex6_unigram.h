// Exercise 2.6: the author's. Viterbi: the best way to every place, from left to right.
#pragma once
#include <algorithm>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "chapters/02_tokens/exercises/given.h"
#include "engine/exercise/exercise_check.h"

namespace lab::ex {

inline Cut best_cut(std::string_view text, const std::map<std::string, double>& log_p) {
  constexpr double kNoWay = -std::numeric_limits<double>::infinity();
  struct Place {
    double log_p;      // of the best way from the beginning to here
    std::size_t from;  // where its last token begins
  };
  std::size_t longest = 0;
  for (const auto& [token, value] : log_p) longest = std::max(longest, token.size());

  std::vector<Place> places(text.size() + 1, {kNoWay, 0});
  places[0].log_p = 0;
  for (std::size_t to = 1; to <= text.size(); ++to) {
    for (std::size_t from = to - std::min(to, longest); from < to; ++from) {
      const auto found = log_p.find(std::string(text.substr(from, to - from)));
      if (found == log_p.end()) continue;
      const double sum = places[from].log_p + found->second;
      if (sum > places[to].log_p) places[to] = {sum, from};
    }
  }
  Cut cut{.tokens = {}, .log_p = places.back().log_p};
  if (cut.log_p == kNoWay) return cut;
  for (std::size_t to = text.size(); to > 0; to = places[to].from)
    cut.tokens.emplace_back(text.substr(places[to].from, to - places[to].from));
  std::reverse(cut.tokens.begin(), cut.tokens.end());
  return cut;
}

}  // namespace lab::ex
