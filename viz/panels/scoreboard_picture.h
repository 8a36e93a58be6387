// The scoreboard as a picture, without a run or a display.
#pragma once
#include "engine/observe/scoreboard.h"
#include "viz/i18n/strings.h"
#include "viz/raster/image.h"

namespace lab {

struct ScoreboardLook {
  int width = 0, height = 0;  ///< pixels; 0 = 1200 wide, as high as the rows need
  float scale = 1;            ///< of text and lines
  bool korean = false, light = false;
};

/// The panel of the screen, alone, with the board in it.
Image scoreboard_picture(const Scoreboard& board, const ScoreboardLook& look);

}  // namespace lab
