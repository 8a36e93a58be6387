// Learning merges: join the most frequent pair of neighbours, again and again.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/core/real.h"
#include "engine/tokens/flat_map.h"

namespace lab {

/// One learned merge.
struct Merge {
  i32 left = 0, right = 0, merged = 0;  ///< ids
  i64 count = 0;                        ///< how often the pair stood in the text when it was joined
};

/// Counts pairs once, then only corrects the counts around the places that a merge changes; so a
/// vocabulary of thousands costs little more than reading the text. What is told apart by spelling
/// alone: byte-level BPE names tokens by their bytes, WordPiece writes ## before what continues a
/// word (`prefix`).
///
/// Of pairs with the same count the lexicographically greater one is taken: compared by the bytes
/// of the left token, then by those of the right.
/// Source: Sennrich, Haddow, Birch 2016, algorithm 1; ties as in stanford-cs336/assignment1-basics.
class MergeTrainer {
 public:
  /// tokens: what there is before the first merge, by id. prefix: dropped from the right token's
  /// spelling when two are joined.
  explicit MergeTrainer(std::vector<std::string> tokens, std::string prefix = "");

  /// A word of the text with its count. REQUIRES: before the first step(). Throws Error beyond
  /// 2^31 - 1 symbols in all.
  void add_word(std::span<const i32> symbols, i64 count);

  /// Joins the best pair; nothing if no pair stands there at least `min_count` times.
  std::optional<Merge> step(i64 min_count = 1);

  /// Joins a given pair, best or not, also where it stands nowhere: merges learned before.
  /// REQUIRES: both are ids of tokens.
  Merge join(i32 left, i32 right);

  const std::vector<std::string>& tokens() const { return tokens_; }

  /// How often each token stands in the words as they are now. (tokens)
  const std::vector<i64>& token_counts() const { return token_counts_; }

  /// The words as they are now, in the order in which they were added, for whoever watches.
  std::vector<i32> word(i64 index) const;

 private:
  /// A symbol in a word: its neighbours there, -1 at the word's ends.
  struct Place {
    i32 symbol, before, after, word;
  };
  struct Pair {
    i32 left, right;
    i64 count = 0;
    std::vector<i32> places;  // of the left symbol; some may have changed since
    bool waits = false;       // made during this step, not in the queue yet
  };
  struct Candidate {
    i64 count;
    i32 pair;
  };

  i32 pair_index(i32 left, i32 right);
  void gain(i32 left, i32 right, i64 count, i32 place);
  void lose(i32 left, i32 right, i64 count);
  void join_at(i32 place, i32 merged);
  bool worse(const Candidate& a, const Candidate& b) const;
  void push(Candidate candidate);
  void queue_new_pairs();
  i32 best_pair();

  std::vector<std::string> tokens_;
  std::unordered_map<std::string, i32> ids_;
  std::string prefix_;
  std::vector<i64> token_counts_;
  std::vector<Place> places_;
  std::vector<i64> counts_;  // by word
  std::vector<i32> firsts_;  // by word: its first place
  std::vector<Pair> pairs_;
  FlatMap index_;                 // pair_key -> index into pairs_
  std::vector<Candidate> queue_;  // a heap; counts in it may be too large, never too small
  std::vector<i32> new_pairs_;
};

}  // namespace lab
