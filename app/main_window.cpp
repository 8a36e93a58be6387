// lmlab-window: the same verbs as lmlab, and a window to watch a run in.
#include <fmt/core.h>

#include <chrono>
#include <cstdlib>
#include <memory>

#include "app/app.h"
#include "app/lesson_host.h"
#include "viz/app.h"
#include "viz/window/window.h"

namespace lab {
namespace {

using Clock = std::chrono::steady_clock;

/// A window that nobody closes, for tests: LAB_WINDOW_FRAMES=N ends it after N frames, drawn as
/// fast as they come, and says how fast that was; LAB_WINDOW_PICTURE=FILE keeps the last as a PNG.
struct Rehearsal {
  int frames = 0;
  std::string picture;
  static Rehearsal from_environment() {
    const char* frames = std::getenv("LAB_WINDOW_FRAMES");
    const char* picture = std::getenv("LAB_WINDOW_PICTURE");
    return {frames ? std::atoi(frames) : 0, picture ? picture : ""};
  }
};

void show(Watch& watch, ScoreboardSource* scores, bool korean,
          const std::atomic<bool>& interrupted) {
  const Rehearsal rehearsal = Rehearsal::from_environment();
  int frame = 0;
  Clock::time_point second_frame;  // the first pays for fonts and shaders
  const std::unique_ptr<LessonHost> lesson =
      make_lesson_host(watch.info().chapter, {.wake = wake_window});
  std::unique_ptr<Screen> screen;
  WindowCallbacks callbacks;
  callbacks.start = [&](TextureBackend& textures) {
    screen = std::make_unique<Screen>(watch, textures, korean ? Lang::ko : Lang::en, lesson.get());
    screen->show_scores_of(scores);
  };
  callbacks.draw = [&](double now, float) -> FrameWish {
    const auto began = Clock::now();
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    screen->draw(size.x, size.y, now);
    const double ms = std::chrono::duration<double, std::milli>(Clock::now() - began).count();
    screen->show_ui_ms(ms);
    if (++frame == 2) second_frame = began;
    FrameWish wish{.interval = screen->next_frame_in(), .quit = interrupted.load()};
    if (rehearsal.frames > 0) wish.interval = 0;
    if (frame == rehearsal.frames) wish.save_picture = rehearsal.picture;
    return wish;
  };
  callbacks.stop = [&] { screen.reset(); };
  run_window({.title = "lmlab · " + watch.info().name, .max_frames = rehearsal.frames}, callbacks);
  if (rehearsal.frames < 3) return;
  const double seconds = std::chrono::duration<double>(Clock::now() - second_frame).count();
  fmt::print(stderr, "{} frames: {:.1f} a second\n", frame, (frame - 1) / seconds);
}

}  // namespace
}  // namespace lab

int main(int argc, char** argv) {
  const lab::WindowDoor door{
      .available = lab::window_available, .show = lab::show, .wake = lab::wake_window};
  return lab::run_app(argc, argv, &door);
}
