// Hangul by arithmetic: a syllable is a number made of its letters (jamo).
#pragma once
#include <string>
#include <string_view>

#include "engine/core/real.h"

namespace lab {

/// The letters of a syllable as conjoining jamo; last is 0 where there is none.
struct Jamo {
  u32 lead = 0, vowel = 0, last = 0;
  bool operator==(const Jamo&) const = default;
};

/// True for the 11,172 syllables 가..힣.
constexpr bool is_hangul_syllable(u32 c) { return c >= 0xAC00 && c <= 0xD7A3; }

/// 한 -> ᄒ ᅡ ᆫ. REQUIRES: is_hangul_syllable(c).
/// Source: Unicode 15, section 3.12: c = 0xAC00 + (lead * 21 + vowel) * 28 + last.
Jamo split_syllable(u32 c);

/// The inverse. Throws Error unless the letters are a modern lead, a vowel and a last letter or 0.
u32 join_syllable(const Jamo& jamo);

/// The mark that to_jamo sets before what is to be taken literally: ESC.
inline constexpr char kJamoEscape = '\x1B';

/// A text with every syllable taken apart into conjoining jamo, and everything else as it is.
/// Conjoining jamo that stand in the text already, and the mark itself, get the mark before them;
/// so from_jamo(to_jamo(x)) == x for every x, also one that NFC would change.
std::string to_jamo(std::string_view text);

/// The inverse of to_jamo. Letters that make no syllable (a model wrote them) stay letters.
std::string from_jamo(std::string_view text);

}  // namespace lab
