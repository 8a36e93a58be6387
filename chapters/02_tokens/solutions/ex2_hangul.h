// Exercise 2.2: the author's. Digits with the bases 19, 21 and 28.
#pragma once
#include <vector>

#include "chapters/02_tokens/exercises/given.h"
#include "engine/exercise/exercise_check.h"

namespace lab::ex {

/// Is c one of `count` code points from `first` on?
inline bool is_among(u32 c, u32 first, u32 count) { return c >= first && c < first + count; }

inline bool is_syllable(u32 c) {
  return is_among(c, kSyllables, kLeadCount * kVowelCount * kLastCount);
}

inline std::vector<u32> decompose(const std::vector<u32>& text) {
  std::vector<u32> letters;
  for (const u32 c : text) {
    if (!is_syllable(c)) {
      letters.push_back(c);
      continue;
    }
    const u32 number = c - kSyllables, last = number % kLastCount;
    letters.push_back(kLeads + number / kLastCount / kVowelCount);
    letters.push_back(kVowels + number / kLastCount % kVowelCount);
    if (last > 0) letters.push_back(kLasts + last);
  }
  return letters;
}

inline std::vector<u32> compose(const std::vector<u32>& text) {
  std::vector<u32> out;
  for (const u32 c : text) {
    const u32 before = out.empty() ? 0 : out.back();
    const bool open = is_syllable(before) && (before - kSyllables) % kLastCount == 0;
    if (is_among(before, kLeads, kLeadCount) && is_among(c, kVowels, kVowelCount))
      out.back() = kSyllables + ((before - kLeads) * kVowelCount + c - kVowels) * kLastCount;
    else if (open && is_among(c, kLasts + 1, kLastCount - 1))
      out.back() += c - kLasts;
    else
      out.push_back(c);
  }
  return out;
}

}  // namespace lab::ex
