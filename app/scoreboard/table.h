// Scoreboards for a terminal, and as JSON.
#pragma once
#include <string>

#include "app/scoreboard/board.h"
#include "engine/io/json.h"

namespace lab {

/// "KN-5" for "kn5": how a table calls a baseline.
std::string baseline_name(const std::string& key);

/// The table, the rules behind its numbers, presets and rows without a number beneath.
std::string board_table(const Scoreboard& board);
Json board_json(const Scoreboard& board);
Json row_json(const ScoreRow& row, const Scoreboard* board);

}  // namespace lab
