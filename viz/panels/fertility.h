// How many tokens English, Korean and code take.
#pragma once
#include "viz/panels/panel.h"

namespace lab {

class FertilityPanel {
 public:
  void draw(PanelContext& context, const Rect& rect);
};

}  // namespace lab
