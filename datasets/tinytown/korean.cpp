#include "datasets/tinytown/korean.h"

namespace lab::tinytown {
namespace {

struct Forms {
  std::string_view after_consonant, after_vowel;
};
// Longer patterns first: 이라 must not be read as 이.
constexpr Forms kForms[] = {{"이라", "라"}, {"이었", "였"}, {"이잖", "잖"},
                            {"으로", "로"}, {"은", "는"},   {"이", "가"},
                            {"을", "를"},   {"과", "와"},   {"아", "야"}};

}  // namespace

Ending ending_of(std::string_view text) {
  if (text.size() < 3) return Ending::vowel;
  const auto byte = [&](std::size_t back) {
    return static_cast<unsigned char>(text[text.size() - back]);
  };
  if ((byte(3) & 0xF0) != 0xE0) return Ending::vowel;
  const int code = (byte(3) & 0x0F) << 12 | (byte(2) & 0x3F) << 6 | (byte(1) & 0x3F);
  if (code < 0xAC00 || code > 0xD7A3) return Ending::vowel;
  const int final = (code - 0xAC00) % 28;
  if (final == 0) return Ending::vowel;
  return final == 8 ? Ending::rieul : Ending::consonant;
}

Particle match_particle(std::string_view pattern, std::string_view before) {
  for (const Forms& forms : kForms) {
    if (!pattern.starts_with(forms.after_consonant)) continue;
    const Ending ending = ending_of(before);
    const bool open =
        ending == Ending::vowel || (ending == Ending::rieul && forms.after_vowel == "로");
    return {forms.after_consonant.size(), open ? forms.after_vowel : forms.after_consonant};
  }
  return {};
}

}  // namespace lab::tinytown
