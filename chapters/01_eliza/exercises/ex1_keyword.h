// Exercise 1.1 (one star): the keyword with the highest rank. Lesson, section 2.
//
// Write the body, then: ./lab check 1.1. When stuck: ./lab hint 1.1
#pragma once
#include <span>

#include "chapters/01_eliza/exercises/given.h"
#include "engine/exercise/exercise_check.h"

namespace lab::ex {

/// Which word of a line decides the answer.
///
/// Given: the words of the line from left to right, and the keys of a script in any order.
/// Wanted: the place (from 0) of the word that is a key of the highest rank. Of two words with the
/// same rank the one further left wins, whatever the order of the keys. -1 if no word is a key.
///
/// Example: words (i, dreamed, of, my, mother), keys my 8, i 0, dreamed 12
///   1, because "dreamed" has rank 12
inline i64 choose_keyword([[maybe_unused]] const Words& words,
                          [[maybe_unused]] std::span<const RankedKey> keys) {
  LAB_TODO("1.1");
}

}  // namespace lab::ex
