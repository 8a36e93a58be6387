#include "app/classroom/plain_text.h"

#include <algorithm>
#include <span>

#include "engine/text/unicode.h"

namespace lab {
namespace {

struct Range {
  u32 first, last;
};

// C0, C1, separators, and what is invisible or turns the direction of writing.
constexpr Range kBlank[] = {{0, 0x20},        {0x7F, 0xA0},     {0x061C, 0x061C},
                            {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F},
                            {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F}};
constexpr Range kWide[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},
                           {0xA960, 0xA97F},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
                           {0xFE30, 0xFE6F},   {0xFF01, 0xFF60},   {0xFFE0, 0xFFE6},
                           {0x1F300, 0x1F64F}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};

bool lies_in(u32 code_point, std::span<const Range> ranges) {
  return std::any_of(ranges.begin(), ranges.end(), [=](const Range& range) {
    return code_point >= range.first && code_point <= range.last;
  });
}

std::string repaired(std::string_view text) {
  std::string good;
  while (const auto error = find_utf8_error(text)) {
    good.append(text.substr(0, std::size_t(error->offset))) += '?';
    text.remove_prefix(std::size_t(error->offset) + 1);
  }
  return good.append(text);
}

}  // namespace

std::string plain_text(std::string_view text, std::size_t most_bytes) {
  const bool too_long = text.size() > most_bytes;
  std::string plain;
  bool gap = false;
  for (const u32 code_point : decode_utf8(repaired(text.substr(0, most_bytes)))) {
    if (lies_in(code_point, kBlank)) {
      gap = !plain.empty();
      continue;
    }
    if (gap) plain += ' ';
    gap = false;
    append_utf8(plain, code_point);
  }
  while (too_long && !plain.empty() && plain.back() == '?') plain.pop_back();
  return too_long ? plain + "…" : plain;
}

i64 columns_of(std::string_view text) {
  i64 columns = 0;
  for (const u32 code_point : decode_utf8(text)) columns += lies_in(code_point, kWide) ? 2 : 1;
  return columns;
}

std::string padded(std::string text, i64 columns) {
  const i64 missing = columns - columns_of(text);
  return text.append(std::size_t(std::max(missing, i64(0))), ' ');
}

}  // namespace lab
