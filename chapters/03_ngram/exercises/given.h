// What the exercises of this chapter are given. There is nothing to write in this file; matrices
// (3.1, 3.2) are in engine/exercise/matrix.h.
#pragma once
#include <map>
#include <string>

#include "engine/core/real.h"

namespace lab::ex {

// --- 3.2 -----------------------------------------------------------------------------------------

/// What a model pays for a text.
struct TextScore {
  i64 scored = 0;         ///< how many tokens were predicted
  double nats = 0;        ///< mean of -ln p over them
  double bits = 0;        ///< the same in bits
  double perplexity = 1;  ///< e to the power of nats
};

// --- 3.3 -----------------------------------------------------------------------------------------

/// What modified Kneser-Ney takes from a count of 1, of 2, and of 3 or more. As it stands here:
/// what is taken where there are too few n-grams to find it out.
struct Discounts {
  double one = 0.5, two = 1, three = 1.5;
};

// --- 3.5 -----------------------------------------------------------------------------------------

/// One line of an ARPA file: log10 of p(last word | words before it), and what a longer context
/// pays (log10 too) when it has to fall back past these words. 0 where the file gives none.
struct ArpaEntry {
  double log10_p = 0, back_off = 0;
};

/// From the words of an n-gram, one space between them ("the red fox"), to its entry.
using ArpaTable = std::map<std::string, ArpaEntry>;

struct WordScore {
  double log10_p = 0;  ///< of the word, given all that stands before it
  i64 matched = 0;     ///< words of the n-gram that was found in the table, the word included
};

}  // namespace lab::ex
