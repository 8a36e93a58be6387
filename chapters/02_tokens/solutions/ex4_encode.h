// Exercise 2.4: the author's. The pair of the first rank, again and again.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "chapters/02_tokens/exercises/given.h"
#include "engine/exercise/exercise_check.h"

namespace lab::ex {

/// The rank of a pair; merges.size() if it has none.
inline std::size_t rank_of(const std::string& left, const std::string& right,
                           std::span<const Merge> merges) {
  std::size_t rank = 0;
  while (rank < merges.size() && (merges[rank].left != left || merges[rank].right != right)) ++rank;
  return rank;
}

inline Tokens apply_merges(std::string_view piece, std::span<const Merge> merges) {
  Tokens tokens;
  for (const char byte : piece) tokens.push_back(std::string(1, byte));
  while (true) {
    std::size_t best_rank = merges.size(), at = 0;
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
      const std::size_t rank = rank_of(tokens[i], tokens[i + 1], merges);
      if (rank < best_rank) best_rank = rank, at = i;
    }
    if (best_rank == merges.size()) return tokens;
    tokens[at] += tokens[at + 1];
    tokens.erase(tokens.begin() + std::ptrdiff_t(at) + 1);
  }
}

}  // namespace lab::ex
