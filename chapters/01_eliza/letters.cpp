#include "chapters/01_eliza/letters.h"

#include <algorithm>
#include <span>
#include <vector>

#include "engine/text/unicode.h"

namespace lab {
namespace {

constexpr u32 kReplacement = 0xFFFD;

struct Range {
  u32 first, last;
};

bool is_in(std::span<const Range> ranges, u32 c) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](Range r) { return c >= r.first && c <= r.last; });
}

// Signs and pictures; whatever is not listed is a letter of some language.
constexpr Range kGaps[] = {
    {0x00, 0x26},       {0x28, 0x2C},      {0x2E, 0x2F},     {0x3A, 0x40},     {0x5B, 0x60},
    {0x7B, 0xBF},       {0xD7, 0xD7},      {0xF7, 0xF7},     {0x2000, 0x2018}, {0x201A, 0x2BFF},
    {0x3000, 0x303F},   {0xFE00, 0xFE4F},  {0xFF00, 0xFF0F}, {0xFF1A, 0xFF20}, {0xFFF0, 0xFFFF},
    {0x1F000, 0x1FAFF}, {0xE0000, 0xE0FFF}};
constexpr Range kClauseEnds[] = {{'\n', '\n'},     {'!', '!'},       {',', ','},
                                 {'.', '.'},       {':', ';'},       {'?', '?'},
                                 {0x2026, 0x2026}, {0x3001, 0x3002}, {0xFF01, 0xFF01},
                                 {0xFF0C, 0xFF0C}, {0xFF0E, 0xFF0E}, {0xFF1F, 0xFF1F}};

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
  if (is_in(kClauseEnds, c)) return Letter::clause;
  if (c >= 0x3131 && c <= 0x318E) return Letter::skeleton;
  return is_in(kGaps, c) ? Letter::gap : Letter::word;
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
  constexpr u32 kLeads = 0x1100, kVowels = 0x1161, kLasts = 0x11A7;
  std::vector<u32> points;
  for (i64 at = 0; at < i64(text.size());) {
    const Character c = character_at(text, at);
    at += c.length;
    u32 point = c.code_point == 0x2019 ? u32('\'') : c.code_point;
    const u32 before = points.empty() ? 0 : points.back();
    if (point >= kVowels && point < kVowels + 21 && before >= kLeads && before < kLeads + 19) {
      point = 0xAC00 + ((before - kLeads) * 21 + (point - kVowels)) * 28;
      points.pop_back();
    } else if (point > kLasts && point < kLasts + 28 && is_syllable(before) &&
               final_of(before) == 0) {
      point = before + (point - kLasts);
      points.pop_back();
    }
    points.push_back(point);
  }
  return encode_utf8(points);
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
