// Exercise 2.5: the author's. The longest first.
#pragma once
#include <set>
#include <string>
#include <string_view>

#include "chapters/02_tokens/exercises/given.h"
#include "engine/exercise/exercise_check.h"

namespace lab::ex {

inline Tokens word_pieces(std::string_view word, const std::set<std::string>& vocabulary) {
  Tokens pieces;
  for (std::size_t begin = 0; begin < word.size();) {
    const std::string prefix = begin > 0 ? "##" : "";
    // In UTF-8 a piece never ends inside a character: byte by byte is enough.
    std::size_t length = word.size() - begin;
    const auto piece = [&] { return prefix + std::string(word.substr(begin, length)); };
    while (length > 0 && !vocabulary.contains(piece())) --length;
    if (length == 0) return {"[UNK]"};
    pieces.push_back(piece());
    begin += length;
  }
  return pieces;
}

}  // namespace lab::ex
