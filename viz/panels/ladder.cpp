#include "viz/panels/ladder.h"

#include "viz/panels/common.h"

namespace lab {

void LadderPanel::draw(PanelContext& context, const Rect& rect) {
  const ui::PanelFrame panel = ui::panel("ladder", rect, tr(Str::ladder_title), {}, {});
  if (panel.maximise) toggle_maximised(context.view, PanelId::ladder);
  ui::empty_state(panel.inner, tr(Str::ladder_empty));
}

}  // namespace lab
