#include "viz/panels/pieces.h"

#include "viz/panels/common.h"

namespace lab {

void PiecesPanel::draw(PanelContext& context, const Rect& rect) {
  const ui::PanelFrame panel = ui::panel("pieces", rect, tr(Str::pieces_title), {}, {});
  if (panel.maximise) toggle_maximised(context.view, PanelId::pieces);
  ui::empty_state(panel.inner, tr(Str::pieces_empty));
}

}  // namespace lab
