// A scoreboard as a PNG.
#pragma once
#include "app/shots.h"
#include "engine/observe/scoreboard.h"

namespace lab {

/// Draws the scoreboard panel as the window shows it, high enough for all rows unless the request
/// says a size; run and panel of the request are not looked at. Throws Error as write_shot does.
void write_board_picture(const Scoreboard& board, const ShotRequest& request);

}  // namespace lab
