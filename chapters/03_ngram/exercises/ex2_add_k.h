// Exercise 3.2 (one star): add-k smoothing, and the price of a text. Lesson, sections 3 and 5.
//
// Write the body, then: ./lab check 3.2. When stuck: ./lab hint 3.2
#pragma once
#include <cmath>
#include <span>

#include "chapters/03_ngram/exercises/given.h"
#include "engine/exercise/exercise_check.h"
#include "engine/exercise/matrix.h"

namespace lab::ex {

/// What a bigram model with add-k smoothing pays for a text.
///
/// Given: counts, (V, V): counts(a, b) is how many times b came right after a in the training text.
/// The ids of another text, each 0 to V - 1. k >= 0, the count that every pair gets for nothing.
/// Wanted: with p(b | a) = (counts(a, b) + k) / (sum over b' of counts(a, b') + k V),
///   scored      how many tokens were predicted: all but the first, which has nothing before it
///   nats        mean over them of -ln p(token | the token before it)
///   bits        the same in bits: 1 bit is ln 2 nats
///   perplexity  e to the power of nats
/// If k is 0 a pair may have p = 0 (also where nothing ever came after a, 0 / 0): the text is then
/// impossible for the model, and nats, bits and perplexity are infinite. If nothing is scored they
/// are 0, 0 and 1, as a TextScore is made (given.h).
///
/// Example: counts (1, 3), (0, 0)   text 0 1
///   k = 0: p = 3/4, nats 0.288, bits 0.415, perplexity 1.333
///   k = 1: p = 4/6, nats 0.405, bits 0.585, perplexity 1.5
inline TextScore score_add_k([[maybe_unused]] const Matrix& counts,
                             [[maybe_unused]] std::span<const i32> text,
                             [[maybe_unused]] double k) {
  LAB_TODO("3.2");
}

}  // namespace lab::ex
