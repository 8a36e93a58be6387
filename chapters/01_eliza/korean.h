// Korean particles: chosen by the sound before them, and found behind a word.
#pragma once
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "engine/core/real.h"

namespace lab {

/// How a word ends when it is read aloud: 은/는 ask for consonant or vowel, 으로/로 sets ㄹ apart.
enum class FinalSound : u8 { vowel, rieul, consonant };

/// Of the last letter or digit; signs behind it do not count. Digits as Sino-Korean numbers are
/// read (3 삼, 10 십), Latin capitals letter by letter (GPT 지피티), other Latin words by their
/// spelling: a guess that is right for most ("Google" 구글, "cake" 케이크). Empty: vowel.
FinalSound final_sound(std::string_view text);

/// One of "은/는": the first after a consonant, the second after a vowel. After ㄹ it is the
/// second if the first begins with 으 (으로/로, 으면/면), and the first otherwise.
std::string_view choose_form(std::string_view first, std::string_view second, FinalSound sound);

/// Words that only look as if they ended in a particle: 고양이, 휴가.
using WholeWords = std::set<std::string, std::less<>>;

/// True if `rest` can stand behind a word of that sound: particles, several in a row where grammar
/// allows it (에게는), or forms of 이다 (예요, 이라서), at the very end also 요.
bool are_particles(FinalSound sound, std::string_view rest);

/// Bytes of the word without its particles; all of it where it has none or is one of `whole`.
/// Where several cuts are possible: a stem that is one of `whole`, else the shortest stem of two
/// syllables or more, else one of one syllable.
std::size_t stem_length(std::string_view word, const WholeWords& whole);

/// Particles as they have to be behind a word of another sound: ("를", consonant) -> "을".
std::string fitted(std::string_view particles, FinalSound sound);

/// A form that depends on the sound before it, as 이 and 가 do: the sound it stands after is told.
/// Nothing for endings that stand anywhere (에서, 고).
std::optional<bool> stands_after_consonant(std::string_view particle);

}  // namespace lab
