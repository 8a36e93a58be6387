#include "viz/panels/scroll.h"

#include <cmath>

#include "viz/draw/theme.h"
#include "viz/draw/widgets.h"

namespace lab {

float scroll_content(ScrollState& state, const Rect& room, float content) {
  constexpr float kNotch = 44;
  const float most = std::max(0.f, content - room.h);
  if (state.follow) state.offset = most;
  const ImGuiIO& io = ImGui::GetIO();
  if (io.MouseWheel != 0 && room.contains(io.MousePos.x, io.MousePos.y))
    state.offset -= io.MouseWheel * px(kNotch);
  state.offset = std::clamp(std::round(state.offset), 0.f, most);
  state.follow = state.offset > most - 1;
  if (most > 0) {
    const float bar = std::max(px(16), room.h * room.h / content);
    const float y = room.y + (room.h - bar) * (state.offset / most);
    ui::draw_list()->AddRectFilled({room.right() + px(3), y}, {room.right() + px(6), y + bar},
                                   theme().control_hot, px(2));
  }
  return room.y - state.offset;
}

void bring_into_sight(ScrollState& state, const Rect& room, float top, float bottom) {
  state.offset = std::max(std::min(state.offset, top), bottom - room.h);
  state.follow = false;
}

}  // namespace lab
