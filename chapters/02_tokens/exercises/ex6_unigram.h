// Exercise 2.6 (three stars): the best of all cuts. Lesson, section 10.
//
// Write the body, then: ./lab check 2.6. When stuck: ./lab hint 2.6
#pragma once
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "chapters/02_tokens/exercises/given.h"
#include "engine/exercise/exercise_check.h"

namespace lab::ex {

/// Of all ways to cut a text into tokens the one with the greatest probability (Unigram).
///
/// Given: a text, and the logarithm of the probability of each token that there is (below 0). A way
/// to cut the text is a list of tokens that give the text when put together; its log_p is the sum
/// of theirs.
/// Wanted: the way with the greatest log_p; if several are equally great, any of them. If there is
/// no way at all: no tokens and log_p = -infinity. The empty text has no tokens and log_p = 0.
/// Texts may have thousands of bytes, and a text of n bytes can have 2^(n-1) ways.
///
/// Example: a -2, b -2, ab -3, ba -1. The text "aba" can be cut into a b a (-6), ab a (-5) and
/// a ba (-3): wanted is {a, ba} with -3.
inline Cut best_cut([[maybe_unused]] std::string_view text,
                    [[maybe_unused]] const std::map<std::string, double>& log_p) {
  LAB_TODO("2.6");
}

}  // namespace lab::ex
