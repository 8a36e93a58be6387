// Cutting a text into pieces of a vocabulary, without cutting it into words first.
#pragma once
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/real.h"
#include "engine/tokens/byte_trie.h"
#include "engine/tokens/flat_map.h"
#include "engine/tokens/merges.h"

namespace lab {

/// A piece of a text: bytes [begin, end), and its id, or kUnknownPiece for one character that the
/// vocabulary does not have.
struct PieceCut {
  i32 id, begin, end;
};
inline constexpr i32 kUnknownPiece = -1;

class PieceModel {
 public:
  virtual ~PieceModel() = default;
  /// Appends the pieces of a text in their order. REQUIRES: UTF-8, less than 2^31 bytes.
  virtual void cut(std::string_view text, std::vector<PieceCut>& pieces) const = 0;
};

/// Unigram: of all ways to cut, the one whose pieces have the greatest sum of scores (log
/// probabilities). Sums are rounded to float after each piece, as SentencePiece does: where two
/// ways are nearly equal the last bit decides.
/// Source: Kudo 2018, "Subword Regularization", section 3.2; Viterbi 1967.
class UnigramModel final : public PieceModel {
 public:
  /// What an unknown character costs more than the rarest piece.
  /// Source: google/sentencepiece, src/unigram_model.cc, kUnkPenalty.
  static constexpr float kUnknownPenalty = 10;

  void add(std::string_view piece, i32 id, float score);
  /// A piece that always wins over those it is made of.
  void add_forced(std::string_view piece, i32 id);

  void cut(std::string_view text, std::vector<PieceCut>& pieces) const override;

 private:
  struct Best {  // way to a place in the text
    i32 from = -1, id = 0;
    float score = 0;
  };
  double score_of(i32 value, i64 length) const;

  struct Entry {
    i32 id;
    float score;
    bool forced;
  };
  ByteTrie trie_;  // values: indices into entries_
  std::vector<Entry> entries_;
  float min_score_ = 3.4028235e38f, max_score_ = 1.1754944e-38f;  // FLT_MAX, FLT_MIN: as there
};

/// BPE over characters instead of bytes: SentencePiece's bpe, and Llama's.
class CharBpeModel final : public PieceModel {
 public:
  /// lengths: of the pieces in bytes, by id.
  explicit CharBpeModel(std::vector<i32> lengths) : lengths_(std::move(lengths)) {}

  /// A character that is a piece.
  void add_char(u32 code_point, i32 id) { chars_[code_point] = u64(id); }
  /// The id of a character; one that is no piece but part of pieces gets a number above all ids.
  i32 symbol_of(u32 code_point);
  void add_merge(i32 left, i32 right, i32 merged, u32 rank) {
    merges_.add(left, right, merged, rank);
  }
  /// A piece that is found before anything is merged and stays as it is.
  void add_forced(std::string_view piece, i32 id) { forced_.insert(piece, id); }

  void cut(std::string_view text, std::vector<PieceCut>& pieces) const override;

 private:
  static constexpr i32 kNoSymbol = 0x7FFFFFFF;  // no merge knows it

  FlatMap chars_;  // code point -> symbol
  Merges merges_;
  ByteTrie forced_;
  std::vector<i32> lengths_;
  i32 extra_ = 0;  // characters with numbers above all ids
};

}  // namespace lab
