// Judges decompose and compose: two syllables by hand, all 11,172 of them, then texts in which
// letters stand where they make no syllable.
#include "ex2_hangul.h"

#include "chapters/02_tokens/check/cases.h"

namespace lab {
namespace {

using Points = std::vector<u32>;

void apart(ExerciseCheck& check, const std::string& about, const Points& text, const Points& wanted,
           int hint) {
  check.given(cat(about, "decompose ", names(text)));
  const Points got = ex::decompose(text);
  check.that("code points", got == wanted, names(wanted), names(got), hint);
}

void together(ExerciseCheck& check, const std::string& about, const Points& text,
              const Points& wanted, int hint) {
  check.given(cat(about, "compose ", names(text)));
  const Points got = ex::compose(text);
  check.that("code points", got == wanted, names(wanted), names(got), hint);
}

void by_hand(ExerciseCheck& check) {
  apart(check, "가, the very first: ", {0xAC00}, {0x1100, 0x1161}, 1);
  apart(check, "각, the second: ", {0xAC01}, {0x1100, 0x1161, 0x11A8}, 1);
  apart(check, "개, one vowel further: ", {0xAC1C}, {0x1100, 0x1162}, 1);
  apart(check, "한: ", {0xD55C}, {0x1112, 0x1161, 0x11AB}, 1);
  apart(check, "하: ", {0xD558}, {0x1112, 0x1161}, 1);
  apart(check, "힣, the very last: ", {0xD7A3}, {0x1112, 0x1175, 0x11C2}, 1);
  together(check, "ㅎㅏ: ", {0x1112, 0x1161}, {0xD558}, 2);
  together(check, "ㅎㅏㄴ: ", {0x1112, 0x1161, 0x11AB}, {0xD55C}, 2);
  together(check, "ㄱㅐ: ", {0x1100, 0x1162}, {0xAC1C}, 2);
  together(check, "하 and ㄴ: ", {0xD558, 0x11AB}, {0xD55C}, 3);
}

/// The three letters of every syllable, counted up like the digits of a number.
void all_syllables(ExerciseCheck& check) {
  u32 syllable = 0xAC00;
  for (u32 lead = 0; lead < 19; ++lead)
    for (u32 vowel = 0; vowel < 21; ++vowel)
      for (u32 last = 0; last < 28; ++last, ++syllable) {
        Points letters = {0x1100 + lead, 0x1161 + vowel};
        if (last > 0) letters.push_back(0x11A7 + last);
        apart(check, "", {syllable}, letters, 1);
        together(check, "", letters, {syllable}, 2);
      }
}

void what_stays(ExerciseCheck& check) {
  for (const u32 point : {0x41u, 0xABFFu, 0xD7A4u, 0x1112u, 0x314Eu, 0x1F600u})
    apart(check, "no syllable: ", {point}, {point}, 1);
  apart(check, "a, 한, b, 하: ", {0x61, 0xD55C, 0x62, 0xD558},
        {0x61, 0x1112, 0x1161, 0x11AB, 0x62, 0x1112, 0x1161}, 1);
  const auto stays = [&](const std::string& about, const Points& text) {
    together(check, about, text, text, 3);
  };
  stays("nothing: ", {});
  stays("a vowel before a first letter: ", {0x1161, 0x1112});
  stays("a first letter alone: ", {0x1112});
  stays("a vowel and a last letter: ", {0x1161, 0x11AB});
  stays("a first letter and a last letter: ", {0x1112, 0x11AB});
  stays("U+11A7 is no last letter: ", {0xD558, 0x11A7});
  stays("U+11C3 is no last letter of today: ", {0xD558, 0x11C3});
  stays("U+1113 is no first letter of today: ", {0x1113, 0x1161});
  stays("U+1176 is no vowel of today: ", {0x1112, 0x1176});
  stays("a syllable that has a last letter takes no second one: ", {0xD55C, 0x11AB});
  stays("a syllable takes no vowel: ", {0xD558, 0x1161});
  stays("U+ABFC lies before the first syllable: ", {0xABFC, 0x11AB});
  stays("U+D7A4 lies behind the last syllable: ", {0xD7A4, 0x11AB});
  stays("letters that stand by themselves (U+3131 and on) never join: ", {0x314E, 0x314F, 0x3134});
  together(check, "ㅎㅏㄴ ㄴ: ", {0x1112, 0x1161, 0x11AB, 0x11AB}, {0xD55C, 0x11AB}, 3);
  together(check, "ㅎ ㅎㅏ a ㅎㅏㄴ: ", {0x1112, 0x1112, 0x1161, 0x61, 0x1112, 0x1161, 0x11AB},
           {0x1112, 0xD558, 0x61, 0xD55C}, 3);
}

}  // namespace

void check_exercise(ExerciseCheck& check) {
  by_hand(check);
  all_syllables(check);
  what_stays(check);
}

}  // namespace lab
