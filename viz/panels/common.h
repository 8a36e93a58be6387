// What several panels share: which position and head are meant, and how surprise is coloured.
#pragma once
#include "engine/observe/smooth_loss.h"
#include "viz/draw/heat.h"
#include "viz/panels/panel.h"

namespace lab {

/// Surprise in nats at which the colour is full; the legend says "0 - 6".
inline constexpr float kMaxSurprise = 6;

/// The ground of a chip. NaN (nothing was predicted there) has none.
Color surprise_color(float log_p);
/// The legend of surprise_color(), right-aligned in a box one line high.
Rect draw_surprise_legend(const Rect& box);

/// Draws why there is no look to show and returns true; false when the frame can be drawn.
bool frame_missing(const PanelContext& context, const Rect& inner);

/// Number of tokens of the frame.
inline i32 token_count(const Frame& frame) { return i32(frame.ids.size()); }
/// The position that the selection shows; the last one if nothing is chosen. -1 without tokens.
i32 shown_query(const PanelContext& context);

/// Every token is one character, so that whatever counts tokens counts characters.
bool reads_characters(const RunInfo& info);

/// What a double-click on a panel's title does: the panel has all the room, or gives it back.
void toggle_maximised(ViewState& view, PanelId panel);
/// The scoreboard over whatever stands between the bars, and back.
void toggle_scoreboard(ViewState& view);

/// Sends the time machine to a step; -1 is live.
void seek(ViewState& view, i64 step);
/// The keyframe nearest to `step` in log2(1 + step), or -1 when there is none.
i64 nearest_keyframe(const Watch& watch, i64 step);
/// The step on screen: of the frame, or -1.
inline i64 shown_step(const PanelContext& context) { return context.frame().step; }

}  // namespace lab
