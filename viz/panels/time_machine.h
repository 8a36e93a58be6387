// Time machine: every keyframe of the run on one line; drag to be there.
#pragma once
#include "viz/panels/common.h"

namespace lab {

/// Steps lie on log2(1 + step): the start, where most happens, has most of the room.
class TimeMachinePanel {
 public:
  void draw(PanelContext& context, const Rect& rect);

 private:
  /// Where steps lie on screen.
  struct Scale {
    Rect bar;
    double last = 1;
    float x(i64 step) const;
    i64 step(float x) const;
  };

  Rect draw_controls(PanelContext& context, Rect row);
  void draw_river(PanelContext& context, const Scale& scale);
  void draw_ticks(PanelContext& context, const Scale& scale);
  void draw_events(PanelContext& context, const Scale& scale);
  void draw_handles(PanelContext& context, const Scale& scale);
  void mouse(PanelContext& context, const Scale& scale);

  SmoothLoss smooth_;
  std::vector<float> river_;  ///< one loss per 2 pixels; kNone where nothing is known
  std::size_t river_count_ = 0;
  float river_width_ = 0, river_last_ = 0;
};

/// To the keyframe before or after the one on screen; past the newest lies live.
void step_keyframe(PanelContext& context, int direction);
void toggle_playing(PanelContext& context);
/// Moves on while playing; called once per frame.
void advance_time(PanelContext& context);
/// A bookmark at the step on screen, or now.
void send_bookmark(PanelContext& context);

}  // namespace lab
