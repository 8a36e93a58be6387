// How far one word is from another: for "did you mean ...?".
#pragma once
#include <algorithm>
#include <string_view>
#include <vector>

namespace lab {

/// Number of single-letter edits between two words.
/// Source: Levenshtein 1966, "Binary codes capable of correcting deletions, insertions, reversals".
inline std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t swap = diagonal + (a[i] != b[j]);
      diagonal = row[j + 1];
      row[j + 1] = std::min({swap, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

}  // namespace lab
