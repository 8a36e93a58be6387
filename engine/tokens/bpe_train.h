// Training a byte-level BPE vocabulary, as GPT-2's was.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/tokens/merge_trainer.h"
#include "engine/tokens/pre_split.h"
#include "engine/tokens/special_tokens.h"
#include "engine/tokens/word_counts.h"

namespace lab {

/// A vocabulary of byte pairs: special tokens, the 256 bytes, then one token per merge.
struct BpeVocabulary {
  std::vector<std::string> tokens;    ///< bytes by id; a special token's text
  std::vector<std::string> specials;  ///< ids 0, 1, ...
  std::vector<Merge> merges;          ///< ids; in the order they were learned
};

struct BpeOptions {
  i64 vocab_size = 8000;  ///< special tokens and bytes included
  std::vector<std::string> specials = {};
  PreSplit split = PreSplit::gpt2;
  i64 min_count = 1;  ///< a pair that is rarer is never joined
};

/// Learns from texts that outlive it, one merge at a time, so that it can be watched.
class BpeTrainer {
 public:
  /// Throws Error if the vocabulary has no room for the special tokens and the 256 bytes, or if a
  /// special token is empty or given twice.
  explicit BpeTrainer(const BpeOptions& options);

  /// Counts the pieces of a text. Special tokens in it are borders: nothing is learned of them or
  /// across them. REQUIRES: before the first step(); `text` outlives the trainer's last call.
  void add_text(std::string_view text);

  /// Learns one merge; nothing when the vocabulary is full or no pair is left.
  std::optional<Merge> step();

  /// Takes over a merge that was learned before, from this text or another.
  /// Throws Error unless both ids are tokens and the vocabulary has room.
  Merge repeat(i32 left, i32 right);

  /// Forgets all merges; the text stays counted.
  void forget();

  /// All that has been learned so far.
  const BpeVocabulary& vocabulary() const { return vocabulary_; }
  /// How often each token stands in the text, cut by the merges so far. (tokens)
  const std::vector<i64>& token_counts();
  i64 distinct_pieces() const { return i64(counts_.words().size()); }

 private:
  MergeTrainer& merging();
  Merge keep(const Merge& merge);

  BpeOptions options_;
  SpecialTokens borders_;
  BpeVocabulary vocabulary_;
  WordCounts counts_;
  std::unique_ptr<MergeTrainer> merging_;  // once asked for
};

/// The whole training. Source: Radford et al. 2019, "Language Models are Unsupervised Multitask
/// Learners", section 2.2 (bytes); MergeTrainer for ties.
BpeVocabulary train_bpe(std::string_view text, const BpeOptions& options);

}  // namespace lab
