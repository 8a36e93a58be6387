// Dialogue: a conversation with rules, and how each answer came about.
#pragma once
#include "engine/observe/dialogue.h"
#include "viz/panels/panel.h"

namespace lab {

class DialoguePanel {
 public:
  void draw(PanelContext& context, const Rect& rect);
};

/// The ground of what a part of the line became; the same in pattern, template and reply. Parts
/// that the answer does not use are grey.
Color part_ground(const Exchange& exchange, int part);

/// The line said, its keywords marked; inks as on `on`.
struct SaidInks {
  Color plain = 0, keyword = 0, ground = 0, underline = 0;
};
/// Returns height and width; `list` nullptr only measures.
ImVec2 draw_said(ImDrawList* list, const Rect& box, const Exchange& exchange, const SaidInks& inks);

/// Every step from the line to the answer, in a column that scrolls.
void draw_trace(PanelContext& context, const Exchange& exchange, const Rect& room);

}  // namespace lab
