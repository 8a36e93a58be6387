// Training a unigram vocabulary: start with far too many pieces, keep those that are missed most.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/real.h"

namespace lab {

struct UnigramOptions {
  i64 vocab_size = 8000;  ///< <unk>, special tokens and bytes included
  std::vector<std::string> specials = {};
  bool byte_fallback = true;  ///< 256 tokens for the bytes of characters without a piece
  double coverage = 0.9995;   ///< of the text's characters that get a piece of their own
  i64 max_chars = 16;         ///< of a piece
  i64 seed_pieces = 200'000;  ///< candidates at the start, at most
  double shrink = 0.75;       ///< part of the pieces that survives a round of pruning
  int em_rounds = 2;          ///< before each pruning
};

struct UnigramPiece {
  std::string text;  ///< with ▁ where a word begins
  double score = 0;  ///< log probability, nats
};

/// <unk> (id 0), special tokens, bytes if asked for, then pieces in falling order of their scores.
struct UnigramVocabulary {
  std::vector<UnigramPiece> pieces;
  std::vector<std::string> specials;
  i64 byte_begin = -1;  ///< id of <0x00>; -1: none
};

/// Learns from the words of a text (split at white space, ▁ before each). The text must be UTF-8
/// (Error otherwise). Throws Error if the vocabulary has no room for the characters it must hold.
/// Source: Kudo 2018, "Subword Regularization", section 3.2 (EM, pruning by loss); expected counts
/// enter the M step through digamma, and loss is counted, as in google/sentencepiece,
/// src/unigram_model_trainer.cc.
UnigramVocabulary train_unigram(std::string_view text, const UnigramOptions& options);

}  // namespace lab
