// A screen without a display: one ImGui context, frames drawn on demand, pictures when asked.
#pragma once
#include <functional>

#include "viz/raster/raster.h"

struct ImGuiContext;

namespace lab {

/// Owns an ImGui context and its Raster. Several may live; each makes itself current when used.
/// Time moves by 1/60 s per frame, whatever the clock says.
class Headless {
 public:
  Headless(int width, int height, float scale = 1);
  ~Headless();
  Headless(const Headless&) = delete;
  Headless& operator=(const Headless&) = delete;

  void resize(int width, int height);
  /// One frame: NewFrame, the lab's window around `draw`, Render.
  void frame(const std::function<void()>& draw);
  /// The picture of the last frame.
  const Image& picture();

  Raster& textures() { return *raster_; }
  double now() const { return now_; }

 private:
  void activate();
  ImGuiContext* context_;
  float scale_;
  std::unique_ptr<Raster> raster_;
  Image image_;
  double now_ = 0;
};

/// The one window that covers everything; panels draw between these two.
void begin_lab_window();
void end_lab_window();

}  // namespace lab
