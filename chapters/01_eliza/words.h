// A line cut into clauses and words, and words replaced by others.
#pragma once
#include <string_view>
#include <vector>

#include "chapters/01_eliza/script.h"

namespace lab {

using Clause = std::vector<Word>;

/// The clauses of a line: cut at . , ; : ? ! and in front of the script's cutting words, which are
/// dropped. Empty ones are left out. Words keep their bytes' places in the line.
std::vector<Clause> cut_line(std::string_view line, const Script& script);

/// The words with each substitution made once, left to right, the longest that fits first; what was
/// put in is not looked at again. A word that replaces several covers the bytes of them all.
Clause substituted(const Clause& clause, const std::vector<Substitution>& substitutions);

/// A word that no one typed.
Word made_word(std::string_view text);

}  // namespace lab
