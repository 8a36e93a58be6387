#include "viz/panels/scoreboard.h"

#include "viz/panels/common.h"

namespace lab {

void ScoreboardPanel::draw(PanelContext& context, const Rect& rect) {
  const ui::PanelFrame panel = ui::panel("scoreboard", rect, tr(Str::scoreboard_title), {}, {});
  if (panel.maximise) toggle_maximised(context.view, PanelId::scoreboard);
  ui::empty_state(panel.inner, tr(Str::scoreboard_empty));
}

}  // namespace lab
