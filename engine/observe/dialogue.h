// How a rule-based partner came to its answer (chapter 01): plain data, one Exchange per line said.
#pragma once
#include <string>
#include <vector>

#include "engine/core/real.h"

namespace lab {

/// A keyword that was found in what was said.
struct KeywordHit {
  std::string word;
  i64 begin = 0, end = 0;  ///< bytes of Exchange::said
  int rank = 0;
  bool chosen = false;  ///< its rule made the answer
  bool operator==(const KeywordHit&) const = default;
};

/// What one element of a decomposition matched.
struct Part {
  std::string text;
  i64 begin = 0, end = 0;  ///< bytes of Exchange::said
  std::string slot;        ///< the element as written: "0", "2", "@family"
  bool operator==(const Part&) const = default;
};

/// One line said, the answer, and every step between them. A dialogue is a pure function of the
/// script and the lines said so far.
struct Exchange {
  std::string said, normalised;     ///< as typed; after substitutions, pronouns not yet swapped
  std::vector<KeywordHit> hits;     ///< all keywords found, by falling rank
  std::string keyword, pattern;     ///< of the rule that fired: its keyword, its decomposition
  std::vector<Part> parts;          ///< by element of the pattern
  std::string assembly, reply;      ///< the template as the script has it; the answer
  std::string source;               ///< "rule", "memory", "none", "greeting", "goodbye"
  std::vector<std::string> tried;   ///< decompositions that did not match, in order
  std::vector<std::string> memory;  ///< what is remembered after this exchange, oldest first
  bool operator==(const Exchange&) const = default;
};

}  // namespace lab
