// Puts an ArpaModel together, n-gram by n-gram: from a file, or from counts.
#pragma once
#include "engine/ngram/arpa.h"

namespace lab {

/// Orders come one after the other, unigrams first.
class ArpaBuilder {
 public:
  explicit ArpaBuilder(int order);

  /// False if the word is there already. "<UNK>" is "<unk>".
  bool add_unigram(std::string_view word, GramWeights weights);
  i32 id(std::string_view word) const { return model_.id(word); }
  /// Room for the n-grams of order n.
  void reserve(int n, i64 count);

  enum class Added : u8 { yes, twice, without_context };
  /// words (n): ids, the newest first.
  Added add(std::span<const i32> words, GramWeights weights);

  /// REQUIRES: has_marks().
  ArpaModel finish();
  bool has_mark(std::string_view mark) const { return model_.id(mark) != 0; }

 private:
  void add_blanks(std::span<const i32> words, const std::array<u64, kMaxNgramOrder + 1>& keys,
                  const std::array<u64, kMaxNgramOrder + 1>& contexts);
  const GramWeights* find(int n, i32 first, u64 key) const;

  ArpaModel model_;
};

}  // namespace lab
