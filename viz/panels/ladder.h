// Where a probability comes from: the n-gram orders, from the longest context down to none.
#pragma once
#include "viz/panels/panel.h"

namespace lab {

class LadderPanel {
 public:
  void draw(PanelContext& context, const Rect& rect);
};

}  // namespace lab
