// What the checks of this chapter share: how tokens, bytes and code points are told.
#pragma once
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "chapters/02_tokens/exercises/given.h"
#include "engine/core/rng.h"
#include "engine/exercise/exercise_check.h"

namespace lab {

/// "ED 95 9C"; "no bytes" if there is none.
inline std::string hex(std::string_view bytes) {
  std::string out;
  char digits[4];
  for (const char byte : bytes) {
    std::snprintf(digits, sizeof digits, "%02X", unsigned(u8(byte)));
    out += cat(out.empty() ? "" : " ", digits);
  }
  return out.empty() ? "no bytes" : out;
}

/// "U+0041 U+D55C"; "none" if there is none.
inline std::string names(const std::vector<u32>& points) {
  std::string out;
  char name[16];
  for (const u32 point : points) {
    std::snprintf(name, sizeof name, "U+%04X", unsigned(point));
    out += cat(out.empty() ? "" : " ", name);
  }
  return out.empty() ? "none" : out;
}

/// "a, bc"; "none" if there is none.
inline std::string list(const ex::Tokens& tokens) {
  std::string out;
  for (const std::string& token : tokens) out += cat(out.empty() ? "" : ", ", token);
  return tokens.empty() ? "none" : out;
}

/// A word of letters from "a" on, drawn evenly from the first `letters`.
inline std::string random_word(Rng& rng, i64 length, u64 letters) {
  std::string word;
  for (i64 i = 0; i < length; ++i) word += char('a' + rng.below(letters));
  return word;
}

/// One token per byte.
inline ex::Tokens in_bytes(std::string_view text) {
  ex::Tokens tokens;
  for (const char byte : text) tokens.emplace_back(1, byte);
  return tokens;
}

}  // namespace lab
