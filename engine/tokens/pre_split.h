// Cutting a text into pieces before byte pairs are merged: merges never cross a piece's border.
#pragma once
#include <string_view>

#include "engine/tokens/char_class.h"
#include "engine/tokens/utf8_reader.h"

namespace lab {

/// Which cut.
enum class PreSplit : u8 {
  none,      ///< the whole text is one piece
  gpt2,      ///< GPT-2's
  digits_3,  ///< cl100k's (GPT-4, Llama 3): any case of 's, numbers of three digits at most
  digits_1   ///< the same with single digits (Qwen 2)
};

/// Gives the pieces of a text one after the other; joined, they are the text. A hand-made scanner
/// of the patterns that regular-expression engines run elsewhere; bytes that are not UTF-8 count
/// as signs (neither letter, number nor space).
///
///   gpt2:     's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
///   digits_n: (?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,n}
///             | ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+
///
/// Source: openai/gpt-2, encoder.py; openai/tiktoken, openai_public.py (cl100k_base).
class PieceScanner {
 public:
  PieceScanner(std::string_view text, PreSplit split)
      : at_(text.data()), end_(at_ + text.size()), split_(split), classes_(CharClasses::table()) {}

  bool done() const { return at_ == end_; }

  /// The next piece, never empty. REQUIRES: !done().
  std::string_view next() {
    const char* const from = at_;
    at_ = split_ == PreSplit::gpt2   ? gpt2_end(from)
          : split_ == PreSplit::none ? end_
                                     : digits_end(from, split_ == PreSplit::digits_3 ? 3 : 1);
    return {from, size_t(at_ - from)};
  }

 private:
  static constexpr u8 kKinds = kLetter | kNumber | kSpace;

  /// kLetter, kNumber, kSpace, or 0 for every other sign; adds the character's length to `at`.
  u8 kind(const char*& at) const {
    if (u8(*at) < 0x80) return classes_.of_ascii(u8(*at++)) & kKinds;
    const Utf8Char c = read_char(at, end_);
    at += c.length;
    return classes_.of(c.code_point) & kKinds;
  }

  /// Behind the characters of one kind that start at `at`.
  const char* run_end(const char* at, u8 wanted) const {
    for (const char* next = at; at < end_; at = next)
      if (kind(next) != wanted) break;
    return at;
  }

  /// Behind white space that starts at `at`: all of it at the text's end; otherwise the last
  /// character is left to the word that follows, unless it is the only one.
  const char* space_end(const char* at) const {
    const char *last = at, *next = at;
    for (const char* here = at; here < end_; here = next) {
      if (kind(next) != kSpace) return last == at ? here : last;
      last = here;
    }
    return end_;
  }

  // [gpt2-cut]
  const char* gpt2_end(const char* at) const {
    if (*at == '\'' && at + 1 < end_)
      if (const int length = contraction(at + 1, false)) return at + 1 + length;
    const char* next = at + (*at == ' ' && at + 1 < end_);
    const u8 first = kind(next);
    return first == kSpace ? space_end(at) : run_end(next, first);
  }
  // [/gpt2-cut]

  int contraction(const char* at, bool any_case) const;
  const char* digits_end(const char* at, int most_digits) const;

  const char* at_;
  const char* end_;
  PreSplit split_;
  const CharClasses& classes_;
};

}  // namespace lab
