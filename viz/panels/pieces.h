// The probe text and three others, cut into tokens.
#pragma once
#include "viz/panels/panel.h"

namespace lab {

class PiecesPanel {
 public:
  void draw(PanelContext& context, const Rect& rect);
};

}  // namespace lab
