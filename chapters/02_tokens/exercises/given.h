// What the exercises of this chapter are given. There is nothing to write in this file.
#pragma once
#include <string>
#include <vector>

#include "engine/core/real.h"

namespace lab::ex {

// --- 2.2: where Unicode keeps Hangul. Source: Unicode 15, section 3.12 ---------------------------

inline constexpr u32 kSyllables = 0xAC00;  ///< 가, the first of 19 * 21 * 28 syllables
inline constexpr u32 kLeads = 0x1100;      ///< ᄀ, the first of the letters that begin a syllable
inline constexpr u32 kVowels = 0x1161;     ///< ᅡ, the first of the vowels
inline constexpr u32 kLasts = 0x11A7;      ///< the place BEFORE ᆨ, the first that ends a syllable
inline constexpr u32 kLeadCount = 19, kVowelCount = 21;
inline constexpr u32 kLastCount = 28;  ///< 27 letters, and "none" as number 0

// --- 2.3 to 2.6 ----------------------------------------------------------------------------------

/// A word or text in pieces; each piece is its bytes.
using Tokens = std::vector<std::string>;

/// A word of a text in the pieces that it has so far, and how often it stands in the text.
struct CountedWord {
  Tokens tokens;
  i64 count = 1;
};

/// One merge: the two tokens left + right become one.
struct Merge {
  std::string left, right;
  i64 count = 0;  ///< how often the two stood side by side when they were joined (2.3)
};

/// A way to cut a text (2.6).
struct Cut {
  Tokens tokens;
  double log_p = 0;  ///< the sum over its tokens
};

}  // namespace lab::ex
