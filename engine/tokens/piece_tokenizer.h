// SentencePiece: a text made regular, spaces written as ▁, then cut by a model of pieces.
#pragma once
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/tokens/chars_map.h"
#include "engine/tokens/normal_steps.h"
#include "engine/tokens/piece_model.h"
#include "engine/tokens/tokenizer.h"

namespace lab {

/// What a .model says about the text before it is cut. Source: google/sentencepiece,
/// src/sentencepiece_model.proto, NormalizerSpec, and src/normalizer.cc.
struct PieceNormalizer {
  CharsMap map;             ///< empty: identity
  bool add_prefix = true;   ///< a space before the first word (behind the last: `suffix`)
  bool squeeze = true;      ///< several spaces are one, none at the ends
  bool mark_spaces = true;  ///< ▁ for a space
  bool suffix = false;      ///< spaces belong to the word before them
  ByteTrie forced;          ///< pieces that no rule may change

  std::string apply(std::string_view text) const;

 private:
  std::string_view next(std::string_view text, i64& taken) const;
};

struct PieceParts {
  std::unique_ptr<const PieceModel> model;
  std::string kind;                             ///< "Unigram", "BPE over characters"
  std::optional<PieceNormalizer> normalizer;    ///< of a .model, or
  NormalSteps normal = {};                      ///< of a tokenizer.json
  bool cut_at_marks = false;                    ///< each word that starts with ▁ by itself
  i32 unknown = -1;                             ///< -1: unknown characters are an error
  bool fuse_unknown = true;                     ///< a run of unknown characters is one token
  std::array<i32, 256> byte_ids = no_bytes();   ///< fallback for unknown characters
  bool drop_first_space = true;                 ///< decode: the space that was added
  std::string unknown_text = " \xE2\x81\x87 ";  ///< decode: ⁇

  static std::array<i32, 256> no_bytes();
};

/// SentencePiece's tokenizers, and those of Llama 1 and 2.
/// Source: Kudo, Richardson 2018, "SentencePiece".
class PieceTokenizer final : public Tokenizer {
 public:
  PieceTokenizer(TokenTable tokens, SpecialTokens specials, PieceParts parts)
      : Tokenizer(std::move(tokens), std::move(specials)), parts_(std::move(parts)) {}

  std::string_view kind() const override { return parts_.kind; }
  bool lossless() const override { return false; }

 protected:
  void encode_text(std::vector<i32>& ids, std::string_view text, bool first) const override;
  std::string decode_known(std::span<const i32> ids) const override;

 private:
  void encode_unknown(std::vector<i32>& ids, std::string_view character, bool after_unknown) const;
  PieceParts parts_;
};

}  // namespace lab
