#include "viz/panels/merges.h"

#include "viz/panels/common.h"

namespace lab {

void MergesPanel::draw(PanelContext& context, const Rect& rect) {
  const ui::PanelFrame panel = ui::panel("merges", rect, tr(Str::merges_title), {}, {});
  if (panel.maximise) toggle_maximised(context.view, PanelId::merges);
  ui::empty_state(panel.inner, tr(Str::merges_empty));
}

}  // namespace lab
