// The only door to GLFW and GL: opens a window, pumps events, draws.
#pragma once
#include <functional>
#include <string>

#include "viz/draw/texture.h"

namespace lab {

/// Can a window be opened here? If not, `why` says what is missing (no display, no GL).
bool window_available(std::string* why);

struct WindowOptions {
  std::string title = "lmlab";
  int width = 1440, height = 900;  ///< design pixels; HiDPI screens get more
  float scale = 0;                 ///< 0 = as the screen says
  int max_frames = 0;              ///< 0 = until closed; tests stop after some
};

/// What the frame says back.
struct FrameWish {
  double interval = 1 / 60.;  ///< s until the next frame; input and wake_window() come earlier
  bool quit = false;
  std::string save_picture;  ///< not empty: this frame is written there as a PNG
};

struct WindowCallbacks {
  /// Once, when fonts and textures exist.
  std::function<void(TextureBackend&)> start;
  /// Once per frame, inside the lab's window; `now`: seconds since the start, dt: since last frame.
  std::function<FrameWish(double now, float dt)> draw;
  /// Once, while textures can still be given back; also when `draw` throws.
  std::function<void()> stop;
};

/// Runs until the user closes the window or `draw` asks to quit; no file is read or written but
/// pictures. As many frames as `draw` wishes when focused, at most 10 a second when not, none when
/// minimised. Throws Error if no window opens. Call from the main thread.
void run_window(const WindowOptions& options, const WindowCallbacks& callbacks);

/// From any thread: new data arrived, draw a frame.
void wake_window();

}  // namespace lab
