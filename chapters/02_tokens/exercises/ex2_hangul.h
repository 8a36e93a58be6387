// Exercise 2.2 (two stars): Hangul syllables to letters and back. Lesson, section 2.
//
// Write both bodies, then: ./lab check 2.2. When stuck: ./lab hint 2.2
#pragma once
#include <vector>

#include "chapters/02_tokens/exercises/given.h"
#include "engine/exercise/exercise_check.h"

namespace lab::ex {

/// Takes every syllable (U+AC00 to U+D7A3) apart into two or three letters, as NFD does; every
/// other code point stays as it is. The syllables are sorted by first letter, then vowel, then last
/// letter, where "no last letter" comes first: they are numbered like the seconds of a day.
///
/// Example: 한 is U+D55C, number 10588 from kSyllables on. 10588 = (18 * 21 + 0) * 28 + 4, so it is
///   U+1112 (kLeads + 18, ㅎ), U+1161 (kVowels + 0, ㅏ), U+11AB (kLasts + 4, ㄴ)
/// 하 has number 10584: U+1112, U+1161, and no third letter.
inline std::vector<u32> decompose([[maybe_unused]] const std::vector<u32>& text) {
  LAB_TODO("2.2");
}

/// Puts letters together, as NFC does: a first letter and the vowel behind it become a syllable,
/// and a syllable WITHOUT a last letter takes the last letter behind it. Everything else stays.
///
/// Example: {U+1112, U+1161, U+11AB} becomes {U+D55C}, and so does {U+D558, U+11AB} (하 and ㄴ);
/// {U+1161, U+1112} stays as it is
inline std::vector<u32> compose([[maybe_unused]] const std::vector<u32>& text) { LAB_TODO("2.2"); }

}  // namespace lab::ex
