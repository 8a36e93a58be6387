// A rectangle in pixels, and how a panel cuts its own into parts.
#pragma once
#include <algorithm>

namespace lab {

/// x to the right, y down; pixels of the picture (already scaled for HiDPI).
struct Rect {
  float x = 0, y = 0, w = 0, h = 0;

  float right() const { return x + w; }
  float bottom() const { return y + h; }
  float centre_x() const { return x + w / 2; }
  float centre_y() const { return y + h / 2; }
  bool empty() const { return w <= 0 || h <= 0; }
  bool contains(float px, float py) const {
    return px >= x && py >= y && px < right() && py < bottom();
  }
  Rect inset(float by) const { return inset(by, by); }
  Rect inset(float dx, float dy) const {
    return {x + dx, y + dy, std::max(0.f, w - 2 * dx), std::max(0.f, h - 2 * dy)};
  }

  /// Each cut returns the part taken and keeps the rest, `gap` pixels away.
  Rect cut_top(float size, float gap = 0) {
    const float take = std::min(size, h);
    const Rect part{x, y, w, take};
    const float step = std::min(h, take + gap);
    y += step, h -= step;
    return part;
  }
  Rect cut_bottom(float size, float gap = 0) {
    const float take = std::min(size, h);
    const Rect part{x, bottom() - take, w, take};
    h -= std::min(h, take + gap);
    return part;
  }
  Rect cut_left(float size, float gap = 0) {
    const float take = std::min(size, w);
    const Rect part{x, y, take, h};
    const float step = std::min(w, take + gap);
    x += step, w -= step;
    return part;
  }
  Rect cut_right(float size, float gap = 0) {
    const float take = std::min(size, w);
    const Rect part{right() - take, y, take, h};
    w -= std::min(w, take + gap);
    return part;
  }
  bool operator==(const Rect&) const = default;
};

}  // namespace lab
