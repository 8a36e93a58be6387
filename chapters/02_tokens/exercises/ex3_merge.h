// Exercise 2.3 (two stars): one step of BPE training. Lesson, section 4.
//
// Write the body, then: ./lab check 2.3. When stuck: ./lab hint 2.3
#pragma once
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "chapters/02_tokens/exercises/given.h"
#include "engine/exercise/exercise_check.h"

namespace lab::ex {

/// Joins the most frequent pair of neighbours, everywhere.
///
/// Given: the different words of a text, each in its tokens of now, with its count.
/// Wanted:
///   1. Count every pair of tokens that stand side by side within a word. A word that stands in the
///      text 5 times gives each of its pairs 5 times. Pairs may overlap: a a a holds (a, a) twice.
///   2. The pair with the greatest count wins. Of equal counts the greater pair does: the greater
///      left token, then the greater right one, byte by byte (what < of std::string compares).
///   3. In every word, from left to right, replace its two tokens by one; what was joined just now
///      is not joined again: a a a becomes aa a.
/// Returns the pair and its count; nothing, and the words untouched, if no word has a pair.
///
/// Example: {a, b, a, b} 1 time and {b, a} 2 times: (b, a) stands there 1 + 2 = 3 times, (a, b)
///   2 times. Returns {"b", "a", 3}; the words become {a, ba, b} and {ba}.
inline std::optional<Merge> join_best_pair([[maybe_unused]] std::vector<CountedWord>& words) {
  LAB_TODO("2.3");
}

}  // namespace lab::ex
