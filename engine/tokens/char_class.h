// What kind of character it is: Unicode's categories, as far as tokenizers ask for them.
#pragma once
#include <array>
#include <vector>

#include "engine/core/real.h"

namespace lab {

/// Bits of a character's class; a character may have several, or none (symbols, marks).
enum CharClass : u8 {
  kLetter = 1,      ///< \p{L}
  kNumber = 2,      ///< \p{N}
  kSpace = 4,       ///< \s: Unicode's White_Space
  kPunct = 8,       ///< \p{P}, and every ASCII sign that is neither letter, digit nor space
  kMark = 16,       ///< \p{Mn}: accents that stand on the letter before
  kControl = 32,    ///< \p{C} but \t \n \r: control, format, private, unassigned, surrogates
  kBlank = 64,      ///< what BERT takes for a space: \p{Zs} \t \n \r
  kIdeograph = 128  ///< the blocks of Chinese characters that BERT sets apart
};

/// The class of every code point, in two stages: most blocks of 256 are equal and kept once.
class CharClasses {
 public:
  /// The one table of the program, made at the first call (about 10 ms).
  static const CharClasses& table();

  u8 of(u32 code_point) const {
    return code_point < 0x110000 ? blocks_[first_[code_point >> 8]][code_point & 0xFF] : u8(0);
  }
  u8 of_ascii(u8 c) const { return blocks_[first_[0]][c]; }

 private:
  CharClasses();
  std::array<std::uint16_t, 0x1100> first_{};  // block of 256 code points -> index into blocks_
  std::vector<std::array<u8, 256>> blocks_;    // distinct ones
};

}  // namespace lab
