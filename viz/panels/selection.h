// One selection everywhere: hovering previews, a click locks, Esc or a second click unlocks.
#pragma once
#include <initializer_list>

#include "engine/core/real.h"

namespace lab {

/// A part of the model or the text; -1 = nothing chosen on that axis.
struct Pick {
  i32 layer = -1, head = -1;
  i32 query = -1, key = -1;  ///< positions in the probe text
  i32 token = -1;            ///< id in the vocabulary
  bool operator==(const Pick&) const = default;
  bool empty() const { return *this == Pick{}; }
};

/// The axes that `part` sets replace those of `onto`.
constexpr Pick overlay(Pick onto, const Pick& part) {
  for (const auto axis : {&Pick::layer, &Pick::head, &Pick::query, &Pick::key, &Pick::token})
    if (part.*axis >= 0) onto.*axis = part.*axis;
  return onto;
}
/// The axes that `part` sets become unset in `from`.
constexpr Pick without(Pick from, const Pick& part) {
  for (const auto axis : {&Pick::layer, &Pick::head, &Pick::query, &Pick::key, &Pick::token})
    if (part.*axis >= 0) from.*axis = -1;
  return from;
}

/// Panels only ever do three things: read `shown()`, call `hover(part)` while the mouse is over a
/// thing, and call `click(part)` when it is clicked. A part sets only the axes it knows.
///
/// A hover counts from the next frame on, so that all panels of one frame draw the same selection,
/// whatever order they come in.
class Selection {
 public:
  /// What to draw: hovered axes win over locked ones.
  const Pick& shown() const { return shown_; }
  /// What the last clicks locked; the breadcrumb shows it.
  const Pick& locked() const { return locked_; }
  /// What the mouse is over, empty if nothing.
  const Pick& hovered() const { return hovered_; }

  void hover(const Pick& part) { next_hover_ = overlay(next_hover_, part); }
  /// Locks the part; if exactly this part was locked already, unlocks it.
  void click(const Pick& part) {
    const bool again = overlay(locked_, part) == locked_;
    locked_ = again ? without(locked_, part) : overlay(locked_, part);
  }
  /// Locks the part, whatever was locked before.
  void lock(const Pick& part) { locked_ = overlay(locked_, part); }
  /// Esc.
  void unlock() { locked_ = {}; }

  /// Once per frame, before the panels. True if what is shown changed.
  bool begin_frame() {
    hovered_ = next_hover_;
    next_hover_ = {};
    const Pick before = shown_;
    shown_ = overlay(locked_, hovered_);
    return shown_ != before;
  }
  /// Axes that left the model (fewer layers, a shorter text) are dropped.
  void limit(i32 layers, i32 heads, i32 positions) {
    for (Pick* pick : {&locked_, &hovered_, &next_hover_, &shown_}) {
      if (pick->layer >= layers) pick->layer = -1;
      if (pick->head >= heads) pick->head = -1;
      if (pick->query >= positions) pick->query = -1;
      if (pick->key >= positions) pick->key = -1;
    }
  }

 private:
  Pick locked_, hovered_, next_hover_, shown_;
};

}  // namespace lab
