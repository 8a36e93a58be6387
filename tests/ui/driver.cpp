#include "tests/ui/driver.h"

#include <cstdlib>
#include <filesystem>

#include "engine/core/check.h"
#include "viz/draw/text.h"

namespace lab::test {

Driver::Driver(int width, int height, std::function<void()> draw, float scale)
    : screen_(width, height, scale), draw_(std::move(draw)) {
  install_ui_hook(&hook_);
  frames(2);  // ImGui settles window sizes in its second frame
}

Driver::~Driver() { install_ui_hook(nullptr); }

void Driver::frames(int count) {
  for (int i = 0; i < count; ++i) {
    hook_.begin_frame();
    screen_.frame(draw_);
  }
}

const UiItem& Driver::item(std::string_view id) const {
  if (const UiItem* found = hook_.find(id)) return *found;
  std::string known;
  for (const UiItem& item : hook_.items()) known += " " + item.id;
  fail("[ui driver] no widget \"", id, "\" on screen; there are:", known);
}

void Driver::move(float x, float y) {
  im::set_mouse_position(x, y);
  frames(2);  // a hover counts from the frame after the one that noticed it
}

void Driver::hover(std::string_view id) {
  const Rect r = item(id).rect;
  move(r.centre_x(), r.centre_y());
}

void Driver::press(float x, float y, int button, bool down) {
  im::set_mouse_position(x, y);
  frames();
  im::set_mouse_button(button, down);
  frames();
}

void Driver::click(std::string_view id, float u, float v) {
  const Rect r = item(id).rect;
  const float x = r.x + u * r.w, y = r.y + v * r.h;
  // Far in time from the last click: two clicks of a test are not a double-click.
  frames(30);
  press(x, y, 0, true);
  press(x, y, 0, false);
  frames();
}

void Driver::double_click(std::string_view id) {
  click(id);
  const Rect r = item(id).rect;
  for (const bool down : {true, false}) press(r.centre_x(), r.centre_y(), 0, down);
  frames();
}

void Driver::drag(std::string_view id, float from_u, float from_v, float to_u, float to_v) {
  const Rect r = item(id).rect;
  const auto at = [&](float t) {
    return ImVec2(r.x + (from_u + (to_u - from_u) * t) * r.w,
                  r.y + (from_v + (to_v - from_v) * t) * r.h);
  };
  frames(30);
  press(at(0).x, at(0).y, 0, true);
  constexpr int kSteps = 8;
  for (int i = 1; i <= kSteps; ++i) {
    im::set_mouse_position(at(float(i) / kSteps).x, at(float(i) / kSteps).y);
    frames();
  }
  press(at(1).x, at(1).y, 0, false);
  frames();
}

void Driver::wheel(std::string_view id, float notches) {
  hover(id);
  im::add_wheel(notches);
  frames(2);
}

void Driver::key(im::Key key, bool control) {
  if (control) im::set_control(true);
  im::set_key(key, true);
  frames();
  im::set_key(key, false);
  if (control) im::set_control(false);
  frames();
}

void Driver::type(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    next_code_point(text, at);
    const std::string character(text.substr(begin, at - begin));
    ImGui::GetIO().AddInputCharactersUTF8(character.c_str());
    frames();
  }
  frames();
}

void Driver::retype(std::string_view id, std::string_view text) {
  click(id);
  key(im::Key::a, true);
  key(im::Key::del);
  type(text);
}

std::string golden_mismatch(const std::string& name, const Image& picture) {
  const std::string path = std::string(LAB_SOURCE_DIR) + "/tests/golden/screens/" + name + ".png";
  const char* update = std::getenv("LAB_UPDATE_GOLDEN");
  if (update && std::string_view(update) == "1") {
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    write_png(path, picture);
    return {};
  }
  const std::string actual = name + ".actual.png";
  if (!std::filesystem::exists(path)) {
    write_png(actual, picture);
    return cat("no golden picture ", path, "; look at ", actual,
               " and keep it with LAB_UPDATE_GOLDEN=1");
  }
  const Image wanted = read_png(path);
  const ImageDiff diff = compare(wanted, picture);
  // Pictures are kept for Dear ImGui 1.86; other releases place some glyphs differently.
  const double allowed = IMGUI_VERSION_NUM / 100 == 186 ? 0 : 0.01;
  if (diff.share <= allowed) return {};
  write_png(actual, picture);
  if (!diff.same_size)
    return cat(name, ": want ", wanted.width, " x ", wanted.height, " pixels, got ", picture.width,
               " x ", picture.height, "; see ", actual);
  return cat(name, ": ", diff.share * 100, " % of the pixels differ, by up to ", diff.largest,
             " of 255; see ", actual, ", keep it with LAB_UPDATE_GOLDEN=1");
}

}  // namespace lab::test
