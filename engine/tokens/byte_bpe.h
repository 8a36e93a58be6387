// Byte-level BPE: every text, in any language or none, is 256 bytes and what was merged of them.
#pragma once
#include <array>
#include <mutex>
#include <string>
#include <vector>

#include "engine/tokens/merges.h"
#include "engine/tokens/normal_steps.h"
#include "engine/tokens/pre_split.h"
#include "engine/tokens/tokenizer.h"
#include "engine/tokens/word_cache.h"

namespace lab {

/// What a byte-level tokenizer is made of besides its tokens.
struct ByteBpeParts {
  Merges merges = Merges();
  std::array<i32, 256> byte_ids;  ///< -1: the vocabulary lacks the byte
  PreSplit split = PreSplit::gpt2;
  NormalSteps normal = {};    ///< before the cut; none: the tokenizer is lossless
  bool space_first = false;   ///< a text that does not begin with a space gets one
  bool whole_pieces = false;  ///< a piece that is a token itself is not built by merges
};

/// GPT-2's tokenizer, and those of Llama 3 and Qwen. Invalid bytes survive: decode(encode(x)) == x
/// for all bytes x. Source: Radford et al. 2019, section 2.2.
class ByteBpeTokenizer final : public Tokenizer {
 public:
  ByteBpeTokenizer(TokenTable tokens, SpecialTokens specials, ByteBpeParts parts);

  std::string_view kind() const override { return "byte-level BPE"; }
  bool lossless() const override { return parts_.normal.empty() && !parts_.space_first; }

 protected:
  void encode_text(std::vector<i32>& ids, std::string_view text, bool first) const override;

 private:
  void encode_piece(std::vector<i32>& ids, std::string_view piece) const;
  void encode_cached(std::vector<i32>& ids, std::string_view piece, const char* readable_end) const;
  [[noreturn]] void no_token_for(u8 byte) const;

  ByteBpeParts parts_;
  mutable std::mutex cache_mutex_;  // whoever finds it taken works without the cache
  mutable WordCache cache_;
};

/// The ids of single bytes; -1 where there is none.
std::array<i32, 256> byte_ids_of(const TokenTable& tokens);

/// Adds the merge of two tokens by name. Throws Error, starting with `where`, unless both and their
/// joined name are tokens.
void add_named_merge(Merges& merges, const TokenTable& tokens, std::string_view left,
                     std::string_view right, u32 rank, const std::string& where);

}  // namespace lab
