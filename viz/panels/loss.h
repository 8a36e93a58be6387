// Loss: the curve, and what it is worth, told by what simpler models reach.
#pragma once
#include "engine/observe/symptoms.h"
#include "viz/draw/axes.h"
#include "viz/panels/common.h"

namespace lab {

/// Owns the curves in the unit shown (nats or bits per token), grown as records arrive.
class LossPanel {
 public:
  void draw(PanelContext& context, const Rect& rect);

 private:
  struct Point {
    i64 step = 0;
    float train = kNone, smooth = kNone, valid = kNone;
  };

  void take_in(PanelContext& context);
  Axes axes_for(PanelContext& context, const Rect& box) const;
  float valid_at(i64 step) const;
  void draw_reading(PanelContext& context, Rect row);
  void draw_references(PanelContext& context, const Axes& axes) const;
  void draw_band(PanelContext& context, const Axes& axes) const;
  void draw_curves(PanelContext& context, const Axes& axes);
  void draw_legend(PanelContext& context, Rect row) const;
  void draw_trouble(PanelContext& context, const Rect& row) const;
  void mouse(PanelContext& context, const Axes& axes);

  SmoothLoss smooth_;
  std::vector<Point> points_;
  float unit_ = 1;  ///< nats times this is what is drawn
  float lowest_ = 0, highest_ = 0;
  Curve train_curve_, smooth_curve_, valid_dots_;
  SymptomWatch symptoms_;
  i64 band_until_ = 0;  ///< beyond it the learning rate was changed by hand
};

}  // namespace lab
