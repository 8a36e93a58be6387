// Judges with_particle: syllables, ㄹ, digits, then every syllable there is.
#include "ex4_particle.h"

#include "engine/core/check.h"
#include "engine/text/unicode.h"

namespace lab {
namespace {

struct Forms {
  const char* after_consonant;
  const char* after_vowel;
};
constexpr Forms kTopic = {"은", "는"}, kSubject = {"이", "가"}, kObject = {"을", "를"},
                kWay = {"으로", "로"}, kWith = {"과", "와"}, kIf = {"으면", "면"};

void judge(ExerciseCheck& check, const std::string& word, Forms forms, const std::string& wanted,
           int hint) {
  check.given(cat("word ", word, ", forms ", forms.after_consonant, " and ", forms.after_vowel));
  const std::string got = ex::with_particle(word, forms.after_consonant, forms.after_vowel);
  check.that("word with its particle", got == wanted, wanted, got, hint);
}

/// Every syllable, told by counting through its 28 ends.
void all_syllables(ExerciseCheck& check) {
  int final = 0;
  for (u32 c = 0xAC00; c <= 0xD7A3; ++c, final = (final + 1) % 28) {
    const std::string word = encode_utf8({c});
    judge(check, word, kSubject, word + (final == 0 ? "가" : "이"), 2);
    judge(check, word, kWay, word + (final == 0 || final == 8 ? "로" : "으로"), 2);
  }
}

}  // namespace

void check_exercise(ExerciseCheck& check) {
  judge(check, "엄마", kTopic, "엄마는", 1);
  judge(check, "시험", kTopic, "시험은", 1);
  judge(check, "학교", kObject, "학교를", 1);
  judge(check, "밥", kObject, "밥을", 1);
  judge(check, "집", kWay, "집으로", 2);
  judge(check, "학교", kWay, "학교로", 2);
  judge(check, "서울", kWay, "서울로", 2);
  judge(check, "서울", kSubject, "서울이", 2);
  judge(check, "물", kWith, "물과", 2);
  judge(check, "살", kIf, "살면", 2);
  const char* subjects[] = {"이", "이", "가", "이", "가", "가", "이", "이", "이", "가"};
  const char* ways[] = {"으로", "로", "로", "으로", "로", "로", "으로", "로", "로", "로"};
  for (int digit = 0; digit < 10; ++digit) {
    judge(check, cat(digit), kSubject, cat(digit, subjects[digit]), 3);
    judge(check, cat("제", digit), kWay, cat("제", digit, ways[digit]), 3);
  }
  all_syllables(check);
}

}  // namespace lab
