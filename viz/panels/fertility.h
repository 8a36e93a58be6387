// Fertility: what the same tokenizer costs English, Korean and code, side by side.
#pragma once
#include "viz/panels/panel.h"

namespace lab {

class FertilityPanel {
 public:
  void draw(PanelContext& context, const Rect& rect);
};

}  // namespace lab
