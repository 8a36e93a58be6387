// A trained model of characters as the coder asks it: frequencies of the next character.
#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/coding/symbols.h"
#include "engine/observe/ghost.h"

namespace lab {

/// Symbols 0 .. V-1 are the model's tokens, V is the escape: here comes what the model cannot
/// write. Probabilities are rounded to whole parts of 2^24, none of them to 0; the escape's share
/// is (escapes + 1/64) / (tokens + 1), so a text that needs none pays a fraction of a bit for it.
///
/// The model reads its own last tokens, at first its start token alone. A context of up to 32
/// tokens slides token by token; a longer one is cut to its last half when it is full, because a
/// model that keeps what it computed (engine/observe/ghost.h) has to begin anew where its context
/// begins elsewhere.
class GhostSymbols final : public SymbolModel {
 public:
  /// `context`: tokens that the model can read, ChapterModel::context(). The ghost must outlive
  /// this. Throws Error where a token is not exactly one character.
  GhostSymbols(Ghost& ghost, i64 context);

  std::span<const u32> frequencies() override;
  void append(i32 symbol) override;

  i32 escape() const { return i32(texts_.size()); }
  /// What the token writes: one character.
  const std::string& text(i32 token) const { return texts_[std::size_t(token)]; }
  /// The token that writes this character; escape() if there is none.
  i32 token(std::string_view character) const;
  /// -log2 of the probability that the model itself gave to all tokens so far: what no coder beats.
  double model_bits() const { return model_bits_; }

 private:
  Ghost& ghost_;
  i64 context_;
  std::vector<std::string> texts_;  // (V)
  std::unordered_map<std::string, i32> tokens_;
  std::vector<i32> ids_;  // what the model reads
  std::vector<float> logits_;
  std::vector<double> p_;         // (V)
  std::vector<u32> frequencies_;  // (V + 1)
  i64 read_ = 0, escapes_ = 0;
  double model_bits_ = 0;
  bool fresh_ = false;
};

}  // namespace lab
