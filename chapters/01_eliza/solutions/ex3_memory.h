// Exercise 1.3: the author's. A queue and a counter.
#pragma once
#include <cstddef>
#include <deque>
#include <span>

#include "chapters/01_eliza/exercises/given.h"
#include "engine/exercise/exercise_check.h"

namespace lab::ex {

inline Words answers(std::span<const Heard> lines, const Words& none, std::size_t room) {
  Words said;
  std::deque<std::string> memory;  // oldest first
  std::size_t turn = 0;
  for (const Heard& line : lines) {
    if (!line.answer.empty()) {
      said.push_back(line.answer);
      if (line.remember.empty()) continue;
      if (memory.size() == room) memory.pop_front();
      memory.push_back(line.remember);
    } else if (!memory.empty()) {
      said.push_back(memory.front());
      memory.pop_front();
    } else {
      said.push_back(none[turn]);
      turn = (turn + 1) % none.size();
    }
  }
  return said;
}

}  // namespace lab::ex
