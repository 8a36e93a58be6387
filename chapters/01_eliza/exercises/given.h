// What the exercises of chapter 01 and their checks share. Nothing to write here.
#pragma once
#include <string>
#include <vector>

#include "engine/core/real.h"

namespace lab::ex {

/// Words of a line, or elements of a decomposition, in lower case and without signs.
using Words = std::vector<std::string>;

/// A word that a script reacts to; the higher the rank, the more important.
struct RankedKey {
  std::string word;
  int rank = 0;
};

/// The result of a comparison with a decomposition.
struct Match {
  bool found = false;
  std::vector<Words> parts;  ///< what each element took; empty where nothing was found
};

/// What one line of the other side came to.
struct Heard {
  std::string answer;    ///< of the rule that fired; empty: there was no keyword
  std::string remember;  ///< to be put away for later; empty: nothing
};

}  // namespace lab::ex
