// A conversation with rules: what was said, and which rule answered.
#pragma once
#include "viz/panels/panel.h"

namespace lab {

class DialoguePanel {
 public:
  void draw(PanelContext& context, const Rect& rect);
};

}  // namespace lab
