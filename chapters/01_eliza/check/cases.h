// How the checks of chapter 01 tell their cases.
#pragma once
#include <string>

#include "chapters/01_eliza/exercises/given.h"

namespace lab {

/// "(a, b, c)"
inline std::string told(const ex::Words& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return "(" + out + ")";
}

}  // namespace lab
