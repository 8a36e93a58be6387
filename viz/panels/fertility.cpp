#include "viz/panels/fertility.h"

#include "viz/panels/common.h"

namespace lab {

void FertilityPanel::draw(PanelContext& context, const Rect& rect) {
  const ui::PanelFrame panel = ui::panel("fertility", rect, tr(Str::fertility_title), {}, {});
  if (panel.maximise) toggle_maximised(context.view, PanelId::fertility);
  ui::empty_state(panel.inner, tr(Str::fertility_empty));
}

}  // namespace lab
