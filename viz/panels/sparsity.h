// How few of the possible n-grams a text holds.
#pragma once
#include "viz/panels/panel.h"

namespace lab {

class SparsityPanel {
 public:
  void draw(PanelContext& context, const Rect& rect);
};

}  // namespace lab
