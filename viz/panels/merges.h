// The merges of byte pairs in the order in which they were made.
#pragma once
#include "viz/panels/panel.h"

namespace lab {

class MergesPanel {
 public:
  void draw(PanelContext& context, const Rect& rect);
};

}  // namespace lab
