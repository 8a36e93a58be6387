// lmlab-window: the same verbs as lmlab, and a window to watch a run in.
#include <chrono>
#include <memory>

#include "app/app.h"
#include "viz/app.h"
#include "viz/window/window.h"

namespace lab {
namespace {

using Clock = std::chrono::steady_clock;

void show(RunWatch& watch, bool korean) {
  std::unique_ptr<Screen> screen;
  WindowCallbacks callbacks;
  callbacks.start = [&](TextureBackend& textures) {
    screen = std::make_unique<Screen>(watch, textures, korean ? Lang::ko : Lang::en);
  };
  callbacks.draw = [&](double now, float) -> FrameWish {
    const auto began = Clock::now();
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    screen->draw(size.x, size.y, now);
    const double ms = std::chrono::duration<double, std::milli>(Clock::now() - began).count();
    screen->show_ui_ms(ms);
    return {.busy = screen->wants_frames_soon()};
  };
  callbacks.stop = [&] { screen.reset(); };
  run_window({.title = "lmlab · " + watch.info().name}, callbacks);
}

}  // namespace
}  // namespace lab

int main(int argc, char** argv) {
  const lab::WindowDoor door{
      .available = lab::window_available, .show = lab::show, .wake = lab::wake_window};
  return lab::run_app(argc, argv, &door);
}
