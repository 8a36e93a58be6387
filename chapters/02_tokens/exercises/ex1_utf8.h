// Exercise 2.1 (one star): characters to bytes and back. Lesson, section 1.
//
// Write both bodies, then: ./lab check 2.1. When stuck: ./lab hint 2.1
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chapters/02_tokens/exercises/given.h"
#include "engine/exercise/exercise_check.h"

namespace lab::ex {

/// The UTF-8 bytes of one code point:
///   U+0000  to U+007F    0xxxxxxx
///   U+0080  to U+07FF    110xxxxx 10xxxxxx
///   U+0800  to U+FFFF    1110xxxx 10xxxxxx 10xxxxxx
///   U+10000 to U+10FFFF  11110xxx 10xxxxxx 10xxxxxx 10xxxxxx
/// The x are the bits of the number, highest first. "" for a number that is no character: beyond
/// U+10FFFF, or from U+D800 to U+DFFF (these are set aside for another encoding).
///
/// Example: U+D55C (한) is 1101 010101 011100 in bits: 11101101 10010101 10011100 = ED 95 9C
inline std::string utf8_bytes([[maybe_unused]] u32 code_point) { LAB_TODO("2.1"); }

/// The code points of a text, or std::nullopt if its bytes are not UTF-8. They are if each
/// character's bytes are those that utf8_bytes gives. So these are not: a byte 10xxxxxx where a
/// character should begin, a character whose end is missing, one that is written with more bytes
/// than it needs, one that utf8_bytes would not write at all.
///
/// Example: 41 ED 95 9C is {U+0041, U+D55C}; ED 95 is nothing, C1 81 (an A in two bytes) as well
inline std::optional<std::vector<u32>> code_points([[maybe_unused]] std::string_view bytes) {
  LAB_TODO("2.1");
}

}  // namespace lab::ex
