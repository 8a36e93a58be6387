// All ways to cut a word into pieces, as a graph whose arcs are pieces.
#pragma once
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/real.h"
#include "engine/tokens/byte_trie.h"

namespace lab {

/// Pieces with their scores (log probabilities), numbered as they are added; and the two questions
/// that training asks. A character that no piece covers can be passed at a price.
class UnigramLattice {
 public:
  void add(std::string_view text, double score) {
    trie_.insert(text, i32(scores_.size()));
    scores_.push_back(score);
  }

  /// E step: adds each piece's probability of standing in this word, over all ways to cut it, times
  /// `count`. expected: (pieces). Source: Baum et al. 1970, forward and backward sums.
  void expect(std::string_view word, i64 count, std::vector<double>& expected);

  /// The best way to cut a word when piece `without` is forbidden (-1: none is); its score, and its
  /// pieces from the last to the first, -1 for a character that no piece covers.
  double best_cut(std::string_view word, i32 without, std::vector<i32>& cut);

 private:
  /// An occurrence of a piece in a word: bytes [from, to).
  struct Arc {
    i32 from, to, piece;
  };
  void find_arcs(std::string_view word);

  ByteTrie trie_;  // values: indices into scores_
  std::vector<double> scores_;
  std::vector<Arc> arcs_;  // of one word, by rising `from`
  std::vector<double> forward_, backward_;
  std::vector<std::pair<i32, i32>> back_;  // best_cut, by place: where its arc starts, which piece
};

}  // namespace lab
