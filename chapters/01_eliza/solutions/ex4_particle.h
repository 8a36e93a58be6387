// Exercise 1.4: the author's. The last sound first, then the form.
#pragma once
#include <string>
#include <string_view>

#include "chapters/01_eliza/exercises/given.h"
#include "engine/exercise/exercise_check.h"

namespace lab::ex {

/// 0: a vowel; 8: ㄹ; anything else: another consonant.
inline u32 final_consonant(std::string_view word) {
  const char last = word.back();
  if (last >= '0' && last <= '9') {
    constexpr u32 kRead[] = {1, 8, 0, 1, 0, 0, 1, 8, 8, 0};  // 영 일 이 삼 사 오 육 칠 팔 구
    return kRead[last - '0'];
  }
  const std::string_view three = word.substr(word.size() - 3);
  const auto bits = [&](std::size_t i, u32 mask) { return u32(u8(three[i])) & mask; };
  const u32 code_point = bits(0, 0x0F) << 12 | bits(1, 0x3F) << 6 | bits(2, 0x3F);
  return (code_point - 0xAC00) % 28;
}

inline std::string with_particle(std::string_view word, std::string_view after_consonant,
                                 std::string_view after_vowel) {
  const u32 final = final_consonant(word);
  const bool soft = final == 8 && after_consonant.substr(0, 3) == "으";
  const bool as_vowel = final == 0 || soft;
  return std::string(word).append(as_vowel ? after_vowel : after_consonant);
}

}  // namespace lab::ex
