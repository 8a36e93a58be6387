// Exercise 3.1: the author's. Count the pairs, then divide each row by what stands in it.
#pragma once
#include <span>
#include <vector>

#include "engine/exercise/exercise_check.h"
#include "engine/exercise/matrix.h"

namespace lab::ex {

inline Matrix bigram_table(std::span<const i32> text, i64 V) {
  Matrix p(V, V);  // counts at first
  for (std::size_t i = 1; i < text.size(); ++i) p(text[i - 1], text[i]) += 1;
  for (i64 a = 0; a < V; ++a) {
    real seen = 0;
    for (const real count : p.row(a)) seen += count;
    if (seen == 0) continue;  // nothing came after a
    for (real& count : p.row(a)) count /= seen;
  }
  return p;
}

}  // namespace lab::ex
