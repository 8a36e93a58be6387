// Exercise 3.2: the author's. A probability per pair, its surprise, the mean, and two other units.
#pragma once
#include <cmath>
#include <span>

#include "chapters/03_ngram/exercises/given.h"
#include "engine/exercise/exercise_check.h"
#include "engine/exercise/matrix.h"

namespace lab::ex {

/// p(b | a). Where nothing came after a and k is 0 nothing is possible.
inline double add_k(const Matrix& counts, i64 a, i64 b, double k) {
  double all = k * double(counts.cols());
  for (const real count : counts.row(a)) all += double(count);
  return all > 0 ? (double(counts(a, b)) + k) / all : 0;
}

inline TextScore score_add_k(const Matrix& counts, std::span<const i32> text, double k) {
  TextScore score;
  double surprise = 0;  // log(0) is minus infinity: one impossible pair decides
  for (std::size_t i = 1; i < text.size(); ++i) {
    surprise -= std::log(add_k(counts, text[i - 1], text[i], k));
    score.scored += 1;
  }
  if (score.scored == 0) return score;
  score.nats = surprise / double(score.scored);
  score.bits = score.nats / std::log(2.0);
  score.perplexity = std::exp(score.nats);
  return score;
}

}  // namespace lab::ex
