#include "viz/panels/stage_panels.h"

namespace lab {

bool StagePanels::draw(PanelContext& context, PanelId panel, const Rect& rect) {
  switch (panel) {
    case PanelId::ladder:
      ladder.draw(context, rect);
      return true;
    case PanelId::bigrams:
      bigrams.draw(context, rect);
      return true;
    case PanelId::sparsity:
      sparsity.draw(context, rect);
      return true;
    case PanelId::pieces:
      pieces.draw(context, rect);
      return true;
    case PanelId::merges:
      merges.draw(context, rect);
      return true;
    case PanelId::fertility:
      fertility.draw(context, rect);
      return true;
    case PanelId::dialogue:
      dialogue.draw(context, rect);
      return true;
    case PanelId::scoreboard:
      scoreboard.draw(context, rect);
      return true;
    default:
      return false;
  }
}

}  // namespace lab
