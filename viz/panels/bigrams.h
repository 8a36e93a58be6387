// What follows what: p(next | previous) of every pair.
#pragma once
#include "viz/panels/panel.h"

namespace lab {

class BigramsPanel {
 public:
  void draw(PanelContext& context, const Rect& rect);
};

}  // namespace lab
