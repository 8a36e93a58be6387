#include "chapters/01_eliza/letters.h"

#include "engine/text/unicode.h"
#include "engine/tokens/char_class.h"
#include "engine/tokens/normal_form.h"

namespace lab {
namespace {

constexpr u32 kReplacement = 0xFFFD;

// Signs at which a clause ends, the wide ones of East Asia included.
constexpr std::u32string_view kClauseEnds = U"\n!,.:;?\u2026\u3001\u3002\uFF01\uFF0C\uFF0E\uFF1F";

}  // namespace

Character character_at(std::string_view text, i64 at) {
  const u8 lead = u8(text[std::size_t(at)]);
  const i64 length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  const std::string_view sequence = text.substr(std::size_t(at), std::size_t(length));
  if (length == 0 || i64(sequence.size()) < length || find_utf8_error(sequence))
    return {kReplacement, 1};
  return {decode_utf8(sequence).front(), length};
}

Character last_character(std::string_view text) {
  i64 at = i64(text.size()) - 1;
  while (at > 0 && i64(text.size()) - at < 4 && (u8(text[std::size_t(at)]) & 0xC0) == 0x80) --at;
  const Character c = character_at(text, at);
  return at + c.length == i64(text.size()) ? c : Character{kReplacement, 1};
}

Letter kind_of(u32 c) {
  if (kClauseEnds.find(c) != std::u32string_view::npos) return Letter::clause;
  if (c >= 0x3131 && c <= 0x318E) return Letter::skeleton;
  const bool inside_words = c == '\'' || c == '-' || c == 0x2019;
  const u8 kind = CharClasses::table().of(c);
  return inside_words || (kind & (kLetter | kNumber | kMark)) ? Letter::word : Letter::gap;
}

std::string repaired(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (i64 at = 0; at < i64(text.size());) {
    const Character c = character_at(text, at);
    append_utf8(out, c.code_point);
    at += c.length;
  }
  return out;
}

std::string one_spelling(std::string_view text) {
  std::string out = normalise(text, NormalForm::nfc);
  constexpr std::string_view kApostrophe = "\u2019";
  for (std::size_t at = 0; (at = out.find(kApostrophe, at)) != std::string::npos; ++at)
    out.replace(at, kApostrophe.size(), "'");
  return out;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const u8 c = u8(out[i]);
    if (c >= 'A' && c <= 'Z') out[i] = char(c + 32);
    const bool latin = i > 0 && u8(out[i - 1]) == 0xC3 && c >= 0x80 && c <= 0x9E && c != 0x97;
    if (latin) out[i] = char(c + 0x20);  // À..Þ become à..þ
  }
  return out;
}

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = char(text[0] - 32);
  return text;
}

}  // namespace lab
