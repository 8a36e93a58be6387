// SentencePiece's table of replacements (precompiled_charsmap): longest match, then its text.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/real.h"

namespace lab {

/// Rules "this becomes that" in a double-array trie, as nmt_nfkc and its kin are stored in a
/// .model.
///   bytes 0..3     size of the trie in bytes (little-endian, a multiple of 4)
///   then           the trie: units of 4 bytes
///   then           the replacements, each ended by a zero byte
/// A unit: bits 0..7 label (bit 31 set: a value instead), bit 8 has a value, bits 10.. offset to
/// its children, times 256 if bit 9 is set. Source: google/sentencepiece, src/normalizer.cc;
/// s-yata/darts-clone, darts.h.
class CharsMap {
 public:
  /// Throws Error, starting with `where`, if the sizes do not fit.
  static CharsMap parse(std::string_view blob, const std::string& where);

  struct Match {
    i64 length = 0;             ///< bytes of the text it takes; 0: no rule
    std::string_view replaced;  ///< what stands there instead
  };
  /// The longest rule at the start of a text.
  Match match(std::string_view text) const;

  /// What the start of a text becomes: a rule's text, the character itself, or U+FFFD for a byte
  /// that is not UTF-8. `taken`: bytes of the text that it stands for. REQUIRES: text not empty.
  std::string_view next(std::string_view text, i64& taken) const;

  /// All of a text.
  std::string apply(std::string_view text) const;

  bool empty() const { return units_.empty(); }

 private:
  std::vector<u32> units_;
  std::string replacements_;  // ends with a zero byte
};

}  // namespace lab
