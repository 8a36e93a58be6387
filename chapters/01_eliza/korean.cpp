#include "chapters/01_eliza/korean.h"

#include <algorithm>

#include "chapters/01_eliza/letters.h"
#include "engine/tokens/hangul.h"

namespace lab {
namespace {

/// Two forms of one particle, or one form that stands after any sound (second is empty).
struct Particle {
  std::string_view first, second;
  bool more_may_follow = false;  ///< 에게 in 에게는
};

constexpr Particle kParticles[] = {
    {"은", "는"},         {"이", "가"},         {"을", "를"},       {"과", "와", true},
    {"으로", "로", true}, {"이랑", "랑", true}, {"이나", "나"},     {"이라도", "라도"},
    {"이란", "란"},       {"이라는", "라는"},   {"이라서", "라서"}, {"이라고", "라고"},
    {"아", "야"},         {"이야", "야"},       {"이에요", "예요"}, {"이죠", "죠"},
    {"이었어", "였어"},   {"에요", ""},         {"인데", ""},       {"입니다", ""},
    {"에", "", true},     {"에서", "", true},   {"에게", "", true}, {"에게서", "", true},
    {"한테", "", true},   {"한테서", "", true}, {"께", "", true},   {"께서", "", true},
    {"하고", "", true},   {"까지", "", true},   {"부터", "", true}, {"만", "", true},
    {"처럼", "", true},   {"보다", "", true},   {"들", "", true},   {"의", ""},
    {"도", ""},           {"마다", ""},         {"밖에", ""},       {"조차", ""},
    {"마저", ""},         {"대로", ""},         {"만큼", ""},       {"뿐", ""},
};
constexpr std::string_view kPolite = "요";
constexpr std::size_t kLongest = 36;  // bytes: nobody puts more than twelve syllables behind a word

FinalSound sound_of_digit(u32 digit) {
  switch (digit) {
    case '1':  // 일
    case '7':  // 칠
    case '8':  // 팔
      return FinalSound::rieul;
    case '0':  // 영; 십, 백, 천, 만
    case '3':  // 삼
    case '6':  // 육
      return FinalSound::consonant;
    default:
      return FinalSound::vowel;
  }
}

FinalSound sound_of_syllable(u32 syllable) {
  constexpr u32 kRieul = 0x11AF;  // ᆯ
  const u32 last = split_syllable(syllable).last;
  if (last == 0) return FinalSound::vowel;
  return last == kRieul ? FinalSound::rieul : FinalSound::consonant;
}

bool is_latin(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_among(char c, std::string_view letters) {
  return letters.find(c) != std::string_view::npos;
}

/// A Latin word as it is likely to be written in Hangul.
FinalSound sound_of_latin(std::string_view word) {
  const char last = word.back();
  const bool capital = last >= 'A' && last <= 'Z';
  if (capital || word.size() == 1) {  // read by its letters: 엘, 아르, 엠, 엔 end in a consonant
    const char name = lower(word.substr(word.size() - 1))[0];
    if (is_among(name, "lr")) return FinalSound::rieul;
    return is_among(name, "mn") ? FinalSound::consonant : FinalSound::vowel;
  }
  const char before = word[word.size() - 2];
  const bool after_vowel = is_among(before, "aeiou");
  if (last == 'l' || (last == 'e' && before == 'l' && word.size() > 3)) return FinalSound::rieul;
  if (is_among(last, "mn") || (last == 'g' && before == 'n')) return FinalSound::consonant;
  if (last == 'e' && is_among(before, "mn") && word.size() > 3) return FinalSound::consonant;
  return after_vowel && is_among(last, "bckpt") ? FinalSound::consonant : FinalSound::vowel;
}

bool fits(std::string_view form, const Particle& particle, FinalSound sound) {
  return particle.second.empty() || form == choose_form(particle.first, particle.second, sound);
}

/// True if `rest` is that form and what may follow it.
bool begins(std::string_view rest, std::string_view form, const Particle& particle) {
  if (form.empty() || !rest.starts_with(form)) return false;
  const std::string_view after = rest.substr(form.size());
  if (after.empty() || after == kPolite) return true;
  return particle.more_may_follow && are_particles(final_sound(form), after);
}

/// Bytes of the character that begins at text[at].
std::size_t step(std::string_view text, std::size_t at) {
  return std::size_t(character_at(text, i64(at)).length);
}

}  // namespace

FinalSound final_sound(std::string_view text) {
  while (!text.empty()) {
    const Character last = last_character(text);
    const u32 c = last.code_point;
    if (is_hangul_syllable(c)) return sound_of_syllable(c);
    if (c >= '0' && c <= '9') return sound_of_digit(c);
    if (c < 0x80 && is_latin(char(c))) {
      std::size_t begin = text.size();
      while (begin > 0 && is_latin(text[begin - 1])) --begin;
      return sound_of_latin(text.substr(begin));
    }
    text.remove_suffix(std::size_t(last.length));
  }
  return FinalSound::vowel;
}

// [choose]
std::string_view choose_form(std::string_view first, std::string_view second, FinalSound sound) {
  if (sound == FinalSound::vowel) return second;
  if (sound == FinalSound::rieul && first.starts_with("으")) return second;
  return first;
}
// [/choose]

bool are_particles(FinalSound sound, std::string_view rest) {
  if (rest.empty() || rest == kPolite) return true;
  if (rest.size() > kLongest) return false;
  for (const Particle& particle : kParticles)
    for (const std::string_view form : {particle.first, particle.second})
      if (begins(rest, form, particle) && fits(form, particle, sound)) return true;
  return false;
}

std::size_t stem_length(std::string_view word, const WholeWords& whole) {
  if (word.empty() || whole.contains(word)) return word.size();
  std::size_t one = word.size(), more = word.size(), end = step(word, 0);
  for (i64 syllables = 1; end < word.size(); end += step(word, end), ++syllables) {
    const std::string_view stem = word.substr(0, end);
    if (!are_particles(final_sound(stem), word.substr(end))) continue;
    if (whole.contains(stem)) return end;
    std::size_t& shortest = syllables == 1 ? one : more;
    if (shortest == word.size()) shortest = end;
  }
  return more < word.size() ? more : one;
}

std::string fitted(std::string_view particles, FinalSound sound) {
  for (const Particle& particle : kParticles) {
    if (particle.second.empty()) continue;
    for (const std::string_view form : {particle.first, particle.second})
      if (begins(particles, form, particle))
        return std::string(choose_form(particle.first, particle.second, sound))
            .append(particles.substr(form.size()));
  }
  return std::string(particles);
}

std::optional<bool> stands_after_consonant(std::string_view form) {
  for (const Particle& particle : kParticles) {
    if (particle.second.empty()) continue;
    if (form == particle.first) return true;
    if (form == particle.second) return false;
  }
  return std::nullopt;
}

}  // namespace lab
