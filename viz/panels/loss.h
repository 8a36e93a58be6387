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
  /// While another tab hides the panel: whether there is a symptom to show on its tab.
  bool troubled(PanelContext& context) {
    take_in(context);
    return !symptoms_.found().empty();
  }

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
  template <class At>
  void draw_band(const Axes& axes, Color color, const At& band_at) const;
  void draw_bands(PanelContext& context, const Axes& axes) const;
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
