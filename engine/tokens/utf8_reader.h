// UTF-8 read one character at a time where bytes may be anything: what scanners need.
// engine/text/unicode.h is for texts that must be UTF-8 and says where they are not.
#pragma once
#include <string>
#include <string_view>

#include "engine/core/real.h"

namespace lab {

/// A character as it stands in a text.
struct Utf8Char {
  u32 code_point = 0;
  i32 length = 1;     ///< bytes
  bool valid = true;  ///< false: one byte that belongs to no character, code point U+FFFD
};

/// The character at `at`; at < end. Never reads at or beyond `end`.
/// Source: Unicode 15, table 3-7: no overlong forms, no surrogates, nothing beyond U+10FFFF.
inline Utf8Char read_char(const char* at, const char* end) {
  const u8 lead = u8(*at);
  if (lead < 0x80) return {lead, 1, true};
  const auto tail = [&](int i) { return u32(u8(at[i])) ^ 0x80; };  // 0..63 if it is one
  const i64 room = end - at;
  if (lead >= 0xC2 && lead < 0xE0 && room > 1 && tail(1) < 64)
    return {u32(lead & 0x1F) << 6 | tail(1), 2, true};
  // [three-bytes]
  if (lead >= 0xE0 && lead < 0xF0 && room > 2 && tail(1) < 64 && tail(2) < 64) {
    const u32 c = u32(lead & 0x0F) << 12 | tail(1) << 6 | tail(2);
    if (c >= 0x800 && (c < 0xD800 || c > 0xDFFF)) return {c, 3, true};
  }
  // [/three-bytes]
  if (lead >= 0xF0 && lead < 0xF5 && room > 3 && tail(1) < 64 && tail(2) < 64 && tail(3) < 64) {
    const u32 c = u32(lead & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3);
    if (c >= 0x10000 && c <= 0x10FFFF) return {c, 4, true};
  }
  return {0xFFFD, 1, false};
}

/// Calls f(Utf8Char, its bytes) for each character of a text.
template <class F>
void for_each_char(std::string_view text, F&& f) {
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at < end;) {
    const Utf8Char c = read_char(at, end);
    f(c, std::string_view(at, size_t(c.length)));
    at += c.length;
  }
}

}  // namespace lab
