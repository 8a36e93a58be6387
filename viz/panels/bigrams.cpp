#include "viz/panels/bigrams.h"

#include "viz/panels/common.h"

namespace lab {

void BigramsPanel::draw(PanelContext& context, const Rect& rect) {
  const ui::PanelFrame panel = ui::panel("bigrams", rect, tr(Str::bigrams_title), {}, {});
  if (panel.maximise) toggle_maximised(context.view, PanelId::bigrams);
  ui::empty_state(panel.inner, tr(Str::bigrams_empty));
}

}  // namespace lab
