#include "viz/panels/dialogue.h"

#include "viz/panels/common.h"

namespace lab {

void DialoguePanel::draw(PanelContext& context, const Rect& rect) {
  const ui::PanelFrame panel = ui::panel("dialogue", rect, tr(Str::dialogue_title), {}, {});
  if (panel.maximise) toggle_maximised(context.view, PanelId::dialogue);
  ui::empty_state(panel.inner, tr(Str::dialogue_empty));
}

}  // namespace lab
