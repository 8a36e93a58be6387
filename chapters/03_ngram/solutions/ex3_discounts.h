// Exercise 3.3: the author's. Counts of counts, then the formula, then whether to believe it.
#pragma once
#include <span>

#include "chapters/03_ngram/exercises/given.h"
#include "engine/exercise/exercise_check.h"

namespace lab::ex {

inline Discounts find_discounts(std::span<const i64> counts) {
  double n[5] = {};  // n[c]: n-grams with a count of exactly c
  for (const i64 count : counts)
    if (count >= 1 && count <= 4) n[count] += 1;
  if (n[1] == 0 || n[2] == 0 || n[3] == 0) return {};

  const double Y = n[1] / (n[1] + 2 * n[2]);
  const Discounts found{.one = 1 - 2 * Y * n[2] / n[1],
                        .two = 2 - 3 * Y * n[3] / n[2],
                        .three = 3 - 4 * Y * n[4] / n[3]};
  if (found.one < 0 || found.two < 0 || found.three < 0) return {};
  return found;
}

}  // namespace lab::ex
