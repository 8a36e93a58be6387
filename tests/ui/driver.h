// Drives the UI without a display: clicks, drags and types by widget id, and takes pictures.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "viz/draw/imgui_compat.h"
#include "viz/draw/ui_hook.h"
#include "viz/raster/headless.h"

namespace lab::test {

/// One frame = events, NewFrame, draw, Render. Every action runs the frames that it needs and
/// leaves the UI at rest. Unknown ids throw, naming the ids that exist.
class Driver {
 public:
  /// draw: what the app does each frame, inside the lab's window.
  Driver(int width, int height, std::function<void()> draw, float scale = 1);
  ~Driver();

  void frames(int count = 1);
  const UiItem& item(std::string_view id) const;
  bool has(std::string_view id) const { return hook_.find(id) != nullptr; }

  void move(float x, float y);
  void hover(std::string_view id);
  /// u, v: where inside the rectangle, 0..1.
  void click(std::string_view id, float u = 0.5f, float v = 0.5f);
  void double_click(std::string_view id);
  void drag(std::string_view id, float from_u, float from_v, float to_u, float to_v);
  void wheel(std::string_view id, float notches);
  void key(im::Key key, bool control = false);
  /// UTF-8 into whatever has the keyboard; click a field first.
  void type(std::string_view text);
  /// Clicks the field, selects all, types over it.
  void retype(std::string_view id, std::string_view text);

  const Image& picture() { return screen_.picture(); }
  void screenshot(const std::string& path) { write_png(path, screen_.picture()); }
  Headless& screen() { return screen_; }
  const UiHook& hook() const { return hook_; }

 private:
  void press(float x, float y, int button, bool down);
  UiHook hook_;
  Headless screen_;
  std::function<void()> draw_;
};

/// Compares with tests/golden/screens/NAME.png, bit by bit (1 % tolerance with another Dear ImGui
/// than Debian 12's). LAB_UPDATE_GOLDEN=1 rewrites it. On
/// mismatch NAME.actual.png is written into the working directory. Empty = equal, otherwise why
/// not.
std::string golden_mismatch(const std::string& name, const Image& picture);

}  // namespace lab::test
