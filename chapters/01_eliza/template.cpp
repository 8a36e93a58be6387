#include "chapters/01_eliza/template.h"

#include "chapters/01_eliza/korean.h"
#include "chapters/01_eliza/letters.h"
#include "chapters/01_eliza/text_parts.h"
#include "engine/core/check.h"

namespace lab {
namespace {

Piece read_braces(std::string_view inside, std::size_t parts) {
  if (is_small_number(inside)) {
    const std::size_t number = std::size_t(std::stoi(std::string(inside)));
    if (number < 1 || number > parts)
      fail("{", inside, "}: want a part from 1 to ", parts, ", one for each element");
    return {.kind = Piece::Kind::part, .part = number - 1};
  }
  const std::size_t slash = inside.find('/');
  if (slash == std::string_view::npos || inside.find('/', slash + 1) != std::string_view::npos ||
      inside.size() < 2)
    fail("{", inside, "}: want the number of a part, or two forms as in {은/는}");
  return {.kind = Piece::Kind::choice,
          .text = std::string(inside.substr(0, slash)),
          .after_vowel = std::string(inside.substr(slash + 1))};
}

/// Drops spaces that are doubled, at an end, or in front of a sign.
std::string tidied(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool sign = c == '.' || c == ',' || c == '?' || c == '!';
    if ((c == ' ' || sign) && out.ends_with(' ')) out.pop_back();
    if (c == ' ' && out.empty()) continue;
    out += c;
  }
  return trimmed(out);
}

}  // namespace

std::vector<Piece> read_template(std::string_view text, std::size_t parts) {
  std::vector<Piece> pieces;
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    if (open > 0) pieces.push_back({.text = std::string(text.substr(0, open))});
    if (open == std::string_view::npos) break;
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) fail("\"", text.substr(open), "\": want a closing \"}\"");
    pieces.push_back(read_braces(text.substr(open + 1, close - open - 1), parts));
    text.remove_prefix(close + 1);
  }
  return pieces;
}

std::string fill_template(std::string_view text, const std::vector<std::string>& parts) {
  std::string out;
  for (const Piece& piece : read_template(text, parts.size())) {
    if (piece.kind == Piece::Kind::text) out += piece.text;
    if (piece.kind == Piece::Kind::choice)
      out += choose_form(piece.text, piece.after_vowel, final_sound(out));
    if (piece.kind != Piece::Kind::part) continue;
    if (parts[piece.part].empty()) return "";
    out += parts[piece.part];
  }
  return capitalised(tidied(out));
}

}  // namespace lab
