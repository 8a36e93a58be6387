#include "viz/raster/headless.h"

#include "viz/draw/fonts.h"
#include "viz/draw/imgui_compat.h"

namespace lab {

void begin_lab_window() {
  const ImGuiViewport* viewport = ImGui::GetMainViewport();
  ImGui::SetNextWindowPos(viewport->Pos);
  ImGui::SetNextWindowSize(viewport->Size);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0.f);
  ImGui::Begin("##lab", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                   ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoNav);
  ImGui::PopStyleVar(2);
}
void end_lab_window() { ImGui::End(); }

Headless::Headless(int width, int height, float scale)
    : context_(ImGui::CreateContext(font_atlas(scale))), scale_(scale) {
  activate();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigInputTextCursorBlink = false;  // a picture does not depend on when it is taken
  im::map_keys();
  im::set_mouse_position(-1e6f, -1e6f);
  apply_imgui_style();
  resize(width, height);
  raster_ = std::make_unique<Raster>();
}

Headless::~Headless() {
  activate();
  raster_.reset();
  ImGui::DestroyContext(context_);
}

void Headless::activate() {
  ImGui::SetCurrentContext(context_);
  font_atlas(scale_);
  set_scale(scale_);
}

void Headless::resize(int width, int height) {
  activate();
  ImGui::GetIO().DisplaySize = {float(width), float(height)};
}

void Headless::frame(const std::function<void()>& draw) {
  activate();
  ImGui::GetIO().DeltaTime = 1 / 60.f;
  now_ += 1 / 60.;
  apply_imgui_style();
  ImGui::NewFrame();
  begin_lab_window();
  draw();
  end_lab_window();
  ImGui::Render();
}

const Image& Headless::picture() {
  activate();
  if (ImDrawData* data = ImGui::GetDrawData()) raster_->draw(*data, theme().ground, image_);
  return image_;
}

}  // namespace lab
