// Exercise 2.4 (two stars): cutting with learned merges. Lesson, section 6.
//
// Write the body, then: ./lab check 2.4. When stuck: ./lab hint 2.4
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "chapters/02_tokens/exercises/given.h"
#include "engine/exercise/exercise_check.h"

namespace lab::ex {

/// The tokens of a piece of text under merges that were learned elsewhere.
///
/// Given: the bytes of the piece, and the merges in the order in which they were learned: merges[0]
/// has the first rank. (`count` is of no use here.)
/// Wanted: begin with one token per byte. Among all pairs that stand side by side NOW take the one
/// whose merge has the first rank; if it stands there more than once, the leftmost. Join it, and
/// look again at all pairs. Stop when no pair has a merge.
///
/// Example: merges (b, c), (a, b), (a, bc), piece "abcab"
///   a b c a b -> a bc a b -> a bc ab -> abc ab
inline Tokens apply_merges([[maybe_unused]] std::string_view piece,
                           [[maybe_unused]] std::span<const Merge> merges) {
  LAB_TODO("2.4");
}

}  // namespace lab::ex
