// Exercise 1.2 (three stars): a line against a decomposition. Lesson, section 3.
//
// Write the body, then: ./lab check 1.2. When stuck: ./lab hint 1.2
#pragma once
#include "chapters/01_eliza/exercises/given.h"
#include "engine/exercise/exercise_check.h"

namespace lab::ex {

/// What each element of a decomposition takes of a line.
///
/// Given: the elements of the decomposition and the words of the line. An element is
///   "0"        any number of words, none included
///   "1" - "9"  exactly that many words
///   a word     that word
/// Wanted: found, and for each element the words that it takes. All words have to be taken. Where
/// several ways are possible: the first element takes as few words as it can, then the second as
/// few as it can, and so on. If there is no way: found = false and no parts.
///
/// Example: (0, my, 1) against (my, cat, likes, my, dog)
///   found, parts (my, cat, likes), (my), (dog): with an empty first part "1" would have to take
///   "cat", and three words would be left over
inline Match match_words([[maybe_unused]] const Words& pattern,
                         [[maybe_unused]] const Words& words) {
  LAB_TODO("1.2");
}

}  // namespace lab::ex
