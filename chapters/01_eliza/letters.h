// Characters as ELIZA needs them: words apart from signs, one spelling for what looks the same.
#pragma once
#include <string>
#include <string_view>

#include "engine/core/real.h"

namespace lab {

/// What a character is to somebody who cuts a line into words.
enum class Letter : u8 {
  word,      ///< part of a word
  gap,       ///< between words: spaces, quotes, brackets, pictures
  clause,    ///< between clauses: . , ; : ? !
  skeleton,  ///< Hangul letters without a syllable, as in ㅋㅋ and ㅠㅠ: nothing is said
};

/// One character of a text; bytes that are no UTF-8 are U+FFFD, one byte each.
struct Character {
  u32 code_point = 0;
  i64 length = 1;  ///< bytes
};

/// The character at text[at]. REQUIRES: at < text.size().
Character character_at(std::string_view text, i64 at);
/// The last character. REQUIRES: the text is not empty.
Character last_character(std::string_view text);
Letter kind_of(u32 code_point);

/// The text with every byte that is no UTF-8 replaced by U+FFFD.
std::string repaired(std::string_view text);

/// Hangul letters joined to syllables (NFD to NFC: as a Mac writes file names, ᄒ ᅡ ᆫ becomes
/// 한), typographic apostrophes made plain. Source: Unicode 15, section 3.12, "Conjoining Jamo
/// Behavior".
std::string one_spelling(std::string_view text);

/// ASCII and Latin-1 in lower case: what words are compared by.
std::string lower(std::string_view text);
/// The first letter as a capital, if it is ASCII.
std::string capitalised(std::string text);

/// True for the syllables 가..힣.
constexpr bool is_syllable(u32 c) { return c >= 0xAC00 && c <= 0xD7A3; }
/// The final consonant of a syllable, 0 (none) to 27; 8 is ㄹ.
constexpr int final_of(u32 syllable) { return int(syllable - 0xAC00) % 28; }

}  // namespace lab
