// What tests need to drive the UI by name: every widget notes where it was drawn. Off: one branch.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "viz/draw/rect.h"

namespace lab {

/// A widget of the last frame. `id` is stable and the same in every language: "transport.pause".
struct UiItem {
  std::string id;
  std::string label;  ///< the text on it, in the language of the screen
  Rect rect;
  bool enabled = true;
};

/// Collects the widgets of a frame while installed; owned by tests.
class UiHook {
 public:
  void begin_frame() { items_.clear(); }
  void note(std::string_view id, std::string_view label, const Rect& rect, bool enabled);
  /// The item, or nullptr. The last one drawn wins: popups lie on top.
  const UiItem* find(std::string_view id) const;
  const std::vector<UiItem>& items() const { return items_; }

 private:
  std::vector<UiItem> items_;
};

namespace detail {
inline UiHook* ui_hook = nullptr;
}
inline void install_ui_hook(UiHook* hook) { detail::ui_hook = hook; }

/// Called by every widget; panels call it for things of their own that a test should reach
/// ("attention.head.3.1", "loss.plot").
inline void ui_note(std::string_view id, std::string_view label, const Rect& rect,
                    bool enabled = true) {
  if (detail::ui_hook) detail::ui_hook->note(id, label, rect, enabled);
}

}  // namespace lab
