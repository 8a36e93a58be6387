// Byte pairs learned one after the other, and the simplest language model over them.
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "chapters/02_tokens/options.h"
#include "engine/tokens/bpe_train.h"
#include "engine/tokens/merges.h"

namespace lab {

/// The tokens after some merges, and a unigram model over them: each token by itself, whatever
/// stands before it, as likely as it is frequent in the training text.
/// Source: Sennrich, Haddow, Birch 2016, algorithm 1; Radford et al. 2019, section 2.2 (bytes).
class BpeUnigram {
 public:
  BpeUnigram(std::string text, const TokensOptions& options);
  BpeUnigram(const BpeUnigram&) = delete;
  BpeUnigram& operator=(const BpeUnigram&) = delete;

  /// The most frequent pair of neighbours becomes a token. False if the vocabulary is full or no
  /// pair is left.
  bool learn();
  /// Stands where it stood after these merges. What both have in common is not done again.
  /// Throws Error if a merge joins what is no token by then.
  void replay(std::span<const Merge> merges);

  const std::vector<Merge>& merges() const { return trainer_.vocabulary().merges; }
  i64 vocab_size() const { return i64(trainer_.vocabulary().tokens.size()); }
  const std::string& bytes(i32 id) const { return trainer_.vocabulary().tokens[size_t(id)]; }
  /// How often a token stands in the training text as it is cut now.
  i64 count(i32 id) const { return counts_[size_t(id)]; }
  i64 train_chars() const { return train_chars_; }

  /// Ids of any bytes.
  std::vector<i32> encode(std::string_view text) const;

  /// log p of every token, nats. (V) They sum to 1, also over tokens that were never seen.
  const std::vector<double>& log_p() const { return log_p_; }
  /// What the training text costs, nats per character.
  double train_nats_per_char() const;

 private:
  void took(const Merge& merge);
  void refresh();

  std::string text_;  // the trainer's pieces are views into it
  i64 train_chars_;
  PreSplit split_;
  BpeTrainer trainer_;
  i64 most_merges_;
  std::array<i32, 256> byte_ids_;
  Merges table_;  // of merges(), for encoding
  std::vector<i64> counts_;
  std::vector<double> log_p_;
};

}  // namespace lab
