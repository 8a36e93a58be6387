// Pieces: the probe text as its tokens, and how the chosen one came about.
#pragma once
#include "viz/panels/panel.h"

namespace lab {

class PiecesPanel {
 public:
  void draw(PanelContext& context, const Rect& rect);
};

}  // namespace lab
