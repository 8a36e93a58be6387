// A scoreboard that never was: every kind of row, and names of all lengths.
#pragma once
#include "engine/observe/scoreboard.h"

namespace lab::test {

class FakeScores : public ScoreboardSource {
 public:
  FakeScores();
  std::shared_ptr<const Scoreboard> newest() override { return board; }
  std::string working_on() override { return work; }

  std::shared_ptr<Scoreboard> board = std::make_shared<Scoreboard>();
  std::string work;
};

}  // namespace lab::test
