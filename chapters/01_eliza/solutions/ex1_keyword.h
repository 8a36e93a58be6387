// Exercise 1.1: the author's. One walk over the line, the best so far at hand.
#pragma once
#include <span>

#include "chapters/01_eliza/exercises/given.h"
#include "engine/exercise/exercise_check.h"

namespace lab::ex {

inline i64 choose_keyword(const Words& words, std::span<const RankedKey> keys) {
  i64 best = -1;
  int highest = 0;
  for (std::size_t w = 0; w < words.size(); ++w)
    for (const RankedKey& key : keys) {
      if (key.word != words[w]) continue;
      if (best >= 0 && key.rank <= highest) continue;
      best = i64(w);
      highest = key.rank;
    }
  return best;
}

}  // namespace lab::ex
