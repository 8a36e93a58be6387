// A list that is longer than its room.
#pragma once
#include "viz/draw/rect.h"

namespace lab {

/// Where a list stands; plain state for ViewState.
struct ScrollState {
  float offset = 0;    ///< pixels from the content's top to the room's
  bool follow = true;  ///< stays at the end when the content grows
};

/// Takes the wheel over `room`, keeps the offset inside, and draws where one is in the whole, right
/// of the room. Returns the y of the content's top.
float scroll_content(ScrollState& state, const Rect& room, float content);

/// Moves as little as brings [top, bottom) of the content into sight.
void bring_into_sight(ScrollState& state, const Rect& room, float top, float bottom);

}  // namespace lab
