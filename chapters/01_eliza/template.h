// What ELIZA says: text with {3} for a part of the line and {은/는} for a form that fits.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/real.h"

namespace lab {

/// One piece of a template.
struct Piece {
  enum class Kind : u8 { text, part, choice };
  Kind kind = Kind::text;
  std::string text;         ///< text; of a choice the form after a consonant
  std::string after_vowel;  ///< choice
  std::size_t part = 0;     ///< part: from 0
};

/// Throws Error saying what is wrong with the braces; `parts`: how many a line has.
std::vector<Piece> read_template(std::string_view text, std::size_t parts);

/// The template with its parts put in, spaces in order, the first letter a capital. Empty if it
/// needs a part that is empty.
std::string fill_template(std::string_view text, const std::vector<std::string>& parts);

}  // namespace lab
