// Texts that meet every rule of a scanner: drawn from a small, nasty alphabet.
#pragma once
#include <string>
#include <vector>

#include "engine/core/rng.h"
#include "engine/text/unicode.h"

namespace lab::test {

/// Characters of every kind that tokenizers tell apart, frequent ones several times.
inline const std::vector<u32>& nasty_characters() {
  static const std::vector<u32> all = {
      'a',    'b',    's',    't',    'r',     'e',     'v',     'l',     'd',    'm',    'S',
      'T',    'A',    'Z',    '\'',   '\'',    '\'',    ' ',     ' ',     ' ',    ' ',    '\n',
      '\n',   '\r',   '\t',   '\v',   '\0',    0x1C,    '0',     '7',     '9',    '.',    ',',
      '!',    '#',    '<',    '|',    '>',     '[',     ']',     '_',     0x7F,   0x85,   0xA0,
      0xAD,   0xB2,   0xBD,   0xE9,   0xC9,    0x130,   0x131,   0x17F,   0x301,  0x3A3,  0x3C3,
      0x627,  0x663,  0x940,  0x1100, 0x1161,  0x11A8,  0x1680,  0x1E9B,  0x2003, 0x200B, 0x200D,
      0x2028, 0x2160, 0x2581, 0x3000, 0x3042,  0x4E2D,  0x6587,  0xAC00,  0xD55C, 0xAE00, 0xD7A3,
      0xE000, 0xFB01, 0xFEFF, 0xFFFD, 0x1F600, 0x1F999, 0x20000, 0x10FFFF};
  return all;
}

/// A UTF-8 text of up to `most` characters: nasty ones, now and then any code point at all.
inline std::string random_utf8(Rng& rng, u64 most) {
  std::string text;
  for (u64 n = rng.below(most + 1); n > 0; --n) {
    u32 c = nasty_characters()[rng.below(nasty_characters().size())];
    if (rng.below(20) == 0) c = u32(rng.below(0x110000));
    if (c >= 0xD800 && c <= 0xDFFF) c = 0xFFFD;
    append_utf8(text, c);
  }
  return text;
}

/// The same with bytes that are not UTF-8 strewn in.
inline std::string random_bytes(Rng& rng, u64 most) {
  std::string text = random_utf8(rng, most);
  for (u64 n = rng.below(4); n > 0; --n)
    text.insert(size_t(rng.below(text.size() + 1)), 1, char(rng.below(256)));
  return text;
}

}  // namespace lab::test
