#include <algorithm>
#include <cmath>

#include "viz/draw/axes.h"
#include "viz/draw/imgui_compat.h"

namespace lab {
namespace {

/// First index whose x is not below `x`.
std::size_t lower(const Series& series, double x) {
  std::size_t lo = 0, hi = series.count;
  while (lo < hi) {
    const std::size_t mid = (lo + hi) / 2;
    if (double(series.x[mid]) < x)
      lo = mid + 1;
    else
      hi = mid;
  }
  return lo;
}

void take(Curve::Column& column, float y) {
  if (!column.any) column = {y, y, y, y, true};
  column.lo = std::min(column.lo, y);
  column.hi = std::max(column.hi, y);
  column.last = y;
}

}  // namespace

void Curve::thin(const Axes& axes, const Series& series) {
  const Rect& area = axes.area();
  const Axis& axis = axes.x_axis();
  const i64 last_x = series.count ? series.x[series.count - 1] : 0;
  const Key key{series.count, axis.lo, axis.hi, area.x, area.w, axis.scale, series.y.base, last_x};
  if (key == key_ && !columns_.empty()) return;
  key_ = key;
  const int width = std::max(1, int(area.w));
  columns_.assign(std::size_t(width) + 1, {});
  before_ = after_ = {};
  for (std::size_t i = lower(series, axis.lo); i < series.count; ++i) {
    const double x = double(series.x[i]);
    const float y = series.y[i];
    if (!std::isfinite(y)) continue;
    if (x > axis.hi) {
      after_ = {x, y, true};
      break;
    }
    take(columns_[std::size_t(std::clamp(axes.x_px(x) - area.x, 0.f, float(width)))], y);
  }
  for (std::size_t i = lower(series, axis.lo); i-- > 0;)
    if (std::isfinite(series.y[i])) {
      before_ = {double(series.x[i]), series.y[i], true};
      break;
    }
}

void Curve::draw(ImDrawList* list, const Axes& axes, const Series& series, Color color,
                 float thickness) {
  thin(axes, series);
  const Rect& area = axes.area();
  points_.clear();
  const auto add_outside = [&](const Outside& p) {
    if (p.any) points_.push_back({axes.x_px(p.x), axes.y_px(p.y)});
  };
  add_outside(before_);
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    const Column& column = columns_[c];
    if (!column.any) continue;
    const float x = area.x + float(c);
    const auto add = [&](float y) { points_.push_back({x, axes.y_px(y)}); };
    add(column.first);
    if (column.lo < std::min(column.first, column.last)) add(column.lo);
    if (column.hi > std::max(column.first, column.last)) add(column.hi);
    if (column.last != column.first) add(column.last);
  }
  add_outside(after_);
  list->PushClipRect({area.x, area.y}, {area.right() + 1, area.bottom() + 1}, true);
  if (points_.size() == 1)
    list->AddCircleFilled(points_[0], px(thickness), color, 12);
  else
    im::polyline(list, points_.data(), int(points_.size()), color, px(thickness));
  list->PopClipRect();
}

void Curve::draw_dots(ImDrawList* list, const Axes& axes, const Series& series, Color color,
                      float radius) {
  thin(axes, series);
  const Rect& area = axes.area();
  list->PushClipRect({area.x - px(3), area.y}, {area.right() + px(3), area.bottom()}, true);
  for (std::size_t c = 0; c < columns_.size(); ++c)
    if (columns_[c].any)
      list->AddCircleFilled({area.x + float(c), axes.y_px(columns_[c].last)}, px(radius), color,
                            10);
  list->PopClipRect();
}

}  // namespace lab
