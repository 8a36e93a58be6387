// WordPiece: the longest piece that the vocabulary has, then the longest of what is left.
#pragma once
#include <mutex>
#include <string>
#include <vector>

#include "engine/tokens/bert_text.h"
#include "engine/tokens/byte_trie.h"
#include "engine/tokens/merge_trainer.h"
#include "engine/tokens/normal_steps.h"
#include "engine/tokens/tokenizer.h"
#include "engine/tokens/word_cache.h"

namespace lab {

struct WordPieceParts {
  BertTextOptions text;
  NormalSteps normal = {};    ///< before BertText; none for BERT itself
  std::string prefix = "##";  ///< of pieces that continue a word
  std::string unknown = "[UNK]";
  i64 max_chars = 100;  ///< a longer word is unknown as a whole
};

/// BERT's tokenizer. A word of which some part has no piece is unknown as a whole.
/// Source: Wu et al. 2016, "Google's Neural Machine Translation System", section 4.1;
/// google-research/bert, tokenization.py, WordpieceTokenizer.
class WordPieceTokenizer final : public Tokenizer {
 public:
  /// Throws Error if the vocabulary lacks the unknown token.
  WordPieceTokenizer(TokenTable tokens, SpecialTokens specials, WordPieceParts parts);

  std::string_view kind() const override { return "WordPiece"; }
  bool lossless() const override { return false; }

 protected:
  void encode_text(std::vector<i32>& ids, std::string_view text, bool first) const override;
  /// Words joined by single spaces: what stood between them is lost.
  std::string decode_known(std::span<const i32> ids) const override;

 private:
  void encode_chunk(std::vector<i32>& ids, std::string_view chunk) const;
  void encode_word(std::vector<i32>& ids, std::string_view word) const;

  WordPieceParts parts_;
  BertText text_;
  i32 unknown_;
  ByteTrie trie_;
  i32 continuing_;  // the trie's node behind the prefix
  mutable std::mutex cache_mutex_;
  mutable WordCache cache_;  // by chunk, as it stands in the text
};

/// A vocabulary of pieces for a text: specials, then single characters (most frequent first, with
/// and without the prefix), then pieces by merging the most frequent pairs.
/// Throws Error if `vocab_size` does not hold the specials and one character.
std::vector<std::string> train_word_pieces(std::string_view text, i64 vocab_size,
                                           const BertTextOptions& options,
                                           std::vector<std::string> specials);

}  // namespace lab
