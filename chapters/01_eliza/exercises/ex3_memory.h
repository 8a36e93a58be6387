// Exercise 1.3 (two stars): what to say when there is no keyword. Lesson, section 5.
//
// Write the body, then: ./lab check 1.3. When stuck: ./lab hint 1.3
#pragma once
#include <cstddef>
#include <span>

#include "chapters/01_eliza/exercises/given.h"
#include "engine/exercise/exercise_check.h"

namespace lab::ex {

/// The answers of a whole conversation.
///
/// Given: what each line came to (given.h), the sentences `none` for lines that lead to nothing (at
/// least one), and room for that many remembered sentences (at least one).
/// Wanted: one answer per line:
///   - if the line has an answer: that answer. What is to be remembered is put behind all that is
///     remembered already; if there is no room for it, the oldest is forgotten first.
///   - if not: the oldest remembered sentence, which is then forgotten.
///   - if nothing is remembered either: the next sentence of `none`, in turn, from the first on;
///     after the last comes the first again.
///
/// Example: lines (I see. / your dog?), (), (), none (go on.), room 4
///   I see.   your dog?   go on.
inline Words answers([[maybe_unused]] std::span<const Heard> lines,
                     [[maybe_unused]] const Words& none, [[maybe_unused]] std::size_t room) {
  LAB_TODO("1.3");
}

}  // namespace lab::ex
