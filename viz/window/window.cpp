#include "viz/window/window.h"

#include <GL/gl.h>
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <memory>

#include "engine/core/check.h"
#include "viz/draw/fonts.h"
#include "viz/draw/theme.h"
#include "viz/raster/headless.h"
#include "viz/window/gl_textures.h"

namespace lab {
namespace {

std::string g_last_error;
std::atomic<bool> g_open{false};

void remember_error(int, const char* text) { g_last_error = text; }

/// GLFW for as long as it lives.
struct Glfw {
  Glfw() {
    glfwSetErrorCallback(remember_error);
    g_last_error.clear();
    ok = glfwInit() == GLFW_TRUE;
  }
  ~Glfw() {
    if (ok) glfwTerminate();
  }
  bool ok = false;
};

using WindowHandle = std::unique_ptr<GLFWwindow, decltype(&glfwDestroyWindow)>;

WindowHandle open_window(const char* title, int width, int height, bool visible) {
  glfwDefaultWindowHints();
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_VISIBLE, visible ? GLFW_TRUE : GLFW_FALSE);
  return {glfwCreateWindow(width, height, title, nullptr, nullptr), glfwDestroyWindow};
}

std::string no_window_message() {
  return cat("no window can be opened here (",
             g_last_error.empty() ? std::string("unknown reason") : g_last_error,
             "); pictures need no display: ./lab shot RUN --screen -o screen.png");
}

/// ImGui with both backends, from a current GL context to the end of the window.
class Gui {
 public:
  Gui(GLFWwindow* window, float scale) {
    set_scale(scale);
    context_ = ImGui::CreateContext(font_atlas(scale));
    ImGui::SetCurrentContext(context_);
    ImGui::GetIO().IniFilename = nullptr;
    ImGui::GetIO().LogFilename = nullptr;
    ImGui_ImplGlfw_InitForOpenGL(window, true);
    ImGui_ImplOpenGL3_Init("#version 330 core");
  }
  ~Gui() {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext(context_);
  }
  Gui(const Gui&) = delete;
  Gui& operator=(const Gui&) = delete;

 private:
  ImGuiContext* context_;
};

FrameWish draw_frame(GLFWwindow* window, const WindowCallbacks& callbacks, double now, float dt) {
  apply_imgui_style();
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  ImGui::NewFrame();
  begin_lab_window();
  FrameWish wish = callbacks.draw(now, dt);
  end_lab_window();
  ImGui::Render();
  int width = 0, height = 0;
  glfwGetFramebufferSize(window, &width, &height);
  const ImVec4 ground = ImGui::ColorConvertU32ToFloat4(theme().ground);
  glViewport(0, 0, width, height);
  glClearColor(ground.x, ground.y, ground.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  return wish;
}

/// What GL has just drawn; its first row is the lowest.
Image read_picture(GLFWwindow* window) {
  Image image;
  glfwGetFramebufferSize(window, &image.width, &image.height);
  image.pixels.resize(std::size_t(image.width) * image.height);
  glPixelStorei(GL_PACK_ALIGNMENT, 4);
  glReadPixels(0, 0, image.width, image.height, GL_RGBA, GL_UNSIGNED_BYTE, image.pixels.data());
  for (u32& pixel : image.pixels) pixel |= 0xff000000u;
  for (int y = 0; y < image.height / 2; ++y)
    std::swap_ranges(image.pixels.begin() + std::ptrdiff_t(y) * image.width,
                     image.pixels.begin() + std::ptrdiff_t(y + 1) * image.width,
                     image.pixels.begin() + std::ptrdiff_t(image.height - 1 - y) * image.width);
  return image;
}

/// Sleeps until the next frame is due; input and wake_window() end the sleep early.
void pump_events(GLFWwindow* window, double wished, double last_frame) {
  constexpr double kUnfocused = 1 / 10., kMinimised = 0.5;
  while (glfwGetWindowAttrib(window, GLFW_ICONIFIED) && !glfwWindowShouldClose(window))
    glfwWaitEventsTimeout(kMinimised);
  const bool focused = glfwGetWindowAttrib(window, GLFW_FOCUSED) == GLFW_TRUE;
  const double interval = focused ? wished : std::max(wished, kUnfocused);
  const double rest = last_frame + interval - glfwGetTime();
  // Vsync already paces a focused window; a millisecond less is nothing to wait for.
  if (rest > 0.001)
    glfwWaitEventsTimeout(rest);
  else
    glfwPollEvents();
  // Events of an unfocused window (the mouse passing over) must not raise its pace.
  if (!focused && wished <= kUnfocused)
    while (glfwGetTime() < last_frame + kUnfocused && !glfwWindowShouldClose(window) &&
           glfwGetWindowAttrib(window, GLFW_FOCUSED) == GLFW_FALSE)
      glfwWaitEventsTimeout(std::max(0.001, last_frame + kUnfocused - glfwGetTime()));
}

float screen_scale(GLFWwindow* window) {
  float x = 1, y = 1;
  glfwGetWindowContentScale(window, &x, &y);
  return std::clamp(std::round(x * 4) / 4, 1.f, 3.f);
}

void loop(GLFWwindow* window, const WindowOptions& options, const WindowCallbacks& callbacks) {
  const double begin = glfwGetTime();
  double last = begin;
  for (int frame = 0; !glfwWindowShouldClose(window); ++frame) {
    if (options.max_frames > 0 && frame >= options.max_frames) break;
    const double now = glfwGetTime();
    const FrameWish wish = draw_frame(window, callbacks, now - begin, float(now - last));
    last = now;
    if (!wish.save_picture.empty()) write_png(wish.save_picture, read_picture(window));
    glfwSwapBuffers(window);
    if (wish.quit) break;
    pump_events(window, wish.interval, now);
  }
}

}  // namespace

bool window_available(std::string* why) {
  const Glfw glfw;
  const bool ok = glfw.ok && open_window("lmlab", 64, 64, false) != nullptr;
  if (!ok && why) *why = no_window_message();
  return ok;
}

void run_window(const WindowOptions& options, const WindowCallbacks& callbacks) {
  const Glfw glfw;
  if (!glfw.ok) fail(no_window_message());
  const WindowHandle window =
      open_window(options.title.c_str(), options.width, options.height, true);
  if (!window) fail(no_window_message());
  glfwMakeContextCurrent(window.get());
  glfwSwapInterval(1);
  const float scale = options.scale > 0 ? options.scale : screen_scale(window.get());
  glfwSetWindowSizeLimits(window.get(), 960, 600, GLFW_DONT_CARE, GLFW_DONT_CARE);
  if (scale != 1)
    glfwSetWindowSize(window.get(), int(options.width * scale), int(options.height * scale));

  const Gui gui(window.get(), scale);
  GlTextures textures;
  struct Stop {  // runs before textures and GL go, whether draw returns or throws
    const WindowCallbacks& callbacks;
    ~Stop() {
      g_open = false;
      if (callbacks.stop) callbacks.stop();
    }
  } const stop{callbacks};
  g_open = true;
  if (callbacks.start) callbacks.start(textures);
  loop(window.get(), options, callbacks);
}

void wake_window() {
  if (g_open) glfwPostEmptyEvent();
}

}  // namespace lab
