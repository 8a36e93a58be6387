// Every model in bits per character on one text.
#pragma once
#include "viz/panels/panel.h"

namespace lab {

class ScoreboardPanel {
 public:
  void draw(PanelContext& context, const Rect& rect);
};

}  // namespace lab
