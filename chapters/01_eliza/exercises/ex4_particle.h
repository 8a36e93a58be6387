// Exercise 1.4 (two stars): the Korean particle that fits. Lesson, section 6.
//
// Write the body, then: ./lab check 1.4. When stuck: ./lab hint 1.4
#pragma once
#include <string>
#include <string_view>

#include "chapters/01_eliza/exercises/given.h"
#include "engine/exercise/exercise_check.h"

namespace lab::ex {

/// A word with the form of a particle that its last sound asks for. You need no Korean for it.
///
/// Given: a word in UTF-8 that ends in a Hangul syllable (U+AC00 to U+D7A3, three bytes) or in a
/// digit, and the particle's two forms: after a consonant (은, 이, 을, 으로) and after a vowel (는,
/// 가, 를, 로).
/// A syllable has the number (code point - 0xAC00) % 28 as its final consonant; 0: it ends in a
/// vowel; 8: the consonant is ㄹ. Digits are read aloud: 0 영, 1 일, 2 이, 3 삼, 4 사, 5 오, 6 육,
/// 7 칠, 8 팔, 9 구. So 0, 3 and 6 end in a consonant, 1, 7 and 8 in ㄹ, the others in a vowel.
/// Wanted: the word followed by the form that fits. ㄹ is a consonant like any other, with one
/// exception: if the form after a consonant begins with 으, the form after a vowel stands behind
/// ㄹ.
///
/// Example: 엄마 (은, 는) -> 엄마는   시험 (은, 는) -> 시험은   서울 (으로, 로) -> 서울로
inline std::string with_particle([[maybe_unused]] std::string_view word,
                                 [[maybe_unused]] std::string_view after_consonant,
                                 [[maybe_unused]] std::string_view after_vowel) {
  LAB_TODO("1.4");
}

}  // namespace lab::ex
