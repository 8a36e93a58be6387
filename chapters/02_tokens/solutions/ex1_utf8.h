// Exercise 2.1: the author's. What utf8_bytes would not write, code_points does not read.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chapters/02_tokens/exercises/given.h"
#include "engine/exercise/exercise_check.h"

namespace lab::ex {

inline std::string utf8_bytes(u32 code_point) {
  constexpr u32 kLead[] = {0x00, 0xC0, 0xE0, 0xF0};
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (code_point > 0x10FFFF || surrogate) return "";
  // how many bytes of six bits follow the first
  const u32 tails = code_point < 0x80 ? 0 : code_point < 0x800 ? 1 : code_point < 0x10000 ? 2 : 3;
  std::string bytes;
  bytes += char(kLead[tails] | code_point >> 6 * tails);
  for (u32 left = tails; left > 0; --left)
    bytes += char(0x80 | (code_point >> 6 * (left - 1) & 0x3F));
  return bytes;
}

inline std::optional<std::vector<u32>> code_points(std::string_view bytes) {
  std::vector<u32> points;
  while (!bytes.empty()) {
    const u32 lead = u8(bytes[0]);
    const std::size_t tails = lead < 0x80 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    if (bytes.size() <= tails) return std::nullopt;
    u32 point = tails == 0 ? lead : lead & (0x3F >> tails);
    for (std::size_t i = 1; i <= tails; ++i) point = point << 6 | (u8(bytes[i]) & 0x3F);
    // Too long, no character, not even bytes that belong together: all of them would be written
    // in another way.
    if (utf8_bytes(point) != bytes.substr(0, tails + 1)) return std::nullopt;
    points.push_back(point);
    bytes.remove_prefix(tails + 1);
  }
  return points;
}

}  // namespace lab::ex
