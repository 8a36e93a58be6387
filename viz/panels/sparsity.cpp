#include "viz/panels/sparsity.h"

#include "viz/panels/common.h"

namespace lab {

void SparsityPanel::draw(PanelContext& context, const Rect& rect) {
  const ui::PanelFrame panel = ui::panel("sparsity", rect, tr(Str::sparsity_title), {}, {});
  if (panel.maximise) toggle_maximised(context.view, PanelId::sparsity);
  ui::empty_state(panel.inner, tr(Str::sparsity_empty));
}

}  // namespace lab
