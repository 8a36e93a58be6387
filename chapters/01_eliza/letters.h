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

/// NFC (as a Mac writes file names, ᄒ ᅡ ᆫ becomes 한), and typographic apostrophes made plain.
/// Throws Error if it is not UTF-8.
std::string one_spelling(std::string_view text);

/// ASCII and Latin-1 in lower case: what words are compared by.
std::string lower(std::string_view text);
/// The first letter as a capital, if it is ASCII.
std::string capitalised(std::string text);

}  // namespace lab
