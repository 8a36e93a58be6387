// Merges: what byte-level BPE learned, pair by pair, and how their counts fall.
#pragma once
#include "viz/panels/panel.h"

namespace lab {

class MergesPanel {
 public:
  void draw(PanelContext& context, const Rect& rect);
};

}  // namespace lab
