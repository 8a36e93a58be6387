#include "viz/draw/theme.h"

namespace lab {
namespace {

constexpr Theme kDark{
    .ground = rgb(0x101318),
    .panel = rgb(0x171b22),
    .control = rgb(0x242a35),
    .control_hot = rgb(0x303846),
    .text = rgb(0xe8ecf3),
    .text_dim = rgb(0x9aa4b5),
    .text_faint = rgb(0x6d7789),
    .accent = rgb(0x2f6fed),
    .on_accent = rgb(0xffffff),
    .second = rgb(0xf2a03d),
    .good = rgb(0x8fd3a6),
    .bad = rgb(0xe15759),
    .grid = rgb(0x222833),
    .shadow = rgb(0x000000, 0.5f),
    .dark = true,
};
constexpr Theme kLight{
    .ground = rgb(0xe9ecf1),
    .panel = rgb(0xffffff),
    .control = rgb(0xe4e8ef),
    .control_hot = rgb(0xd5dbe6),
    .text = rgb(0x161b24),
    .text_dim = rgb(0x4b5567),
    .text_faint = rgb(0x6b7587),
    .accent = rgb(0x1f5fe0),
    .on_accent = rgb(0xffffff),
    .second = rgb(0xb35f00),
    .good = rgb(0x1d7a41),
    .bad = rgb(0xc02f32),
    .grid = rgb(0xe3e7ee),
    .shadow = rgb(0x000000, 0.2f),
    .dark = false,
};

ThemeName g_theme = ThemeName::dark;
float g_scale = 1;

ImVec4 vec(Color color) { return ImGui::ColorConvertU32ToFloat4(color); }

}  // namespace

const Theme& theme_of(ThemeName name) { return name == ThemeName::dark ? kDark : kLight; }
const Theme& theme() { return theme_of(g_theme); }
void set_theme(ThemeName name) { g_theme = name; }
float scale() { return g_scale; }
void set_scale(float scale) { g_scale = scale; }

Color mix(Color a, Color b, float t) {
  Color out = 0;
  for (int shift = 0; shift < 32; shift += 8) {
    const float from = float((a >> shift) & 255), to = float((b >> shift) & 255);
    out |= Color(from + (to - from) * t + 0.5f) << shift;
  }
  return out;
}

void apply_imgui_style() {
  const Theme& t = theme();
  ImGuiStyle& style = ImGui::GetStyle();
  style = ImGuiStyle();
  style.WindowPadding = {px(size::kPad), px(size::kGrid)};
  style.FramePadding = {px(size::kGrid), px(4)};
  style.ItemSpacing = {px(size::kGrid), px(4)};
  style.WindowBorderSize = style.PopupBorderSize = style.FrameBorderSize = 0;
  style.ChildBorderSize = 0;
  style.WindowRounding = style.PopupRounding = px(size::kRound);
  style.FrameRounding = style.GrabRounding = px(size::kControlRound);
  style.ScrollbarSize = px(8);
  style.ScrollbarRounding = px(4);
  style.AntiAliasedLinesUseTex = false;  // plain triangles: one code path in the rasteriser
  const struct {
    ImGuiCol slot;
    Color color;
  } colors[] = {
      {ImGuiCol_Text, t.text},
      {ImGuiCol_TextDisabled, t.text_faint},
      {ImGuiCol_WindowBg, t.ground},
      {ImGuiCol_ChildBg, 0},
      {ImGuiCol_PopupBg, t.control},
      {ImGuiCol_FrameBg, t.control},
      {ImGuiCol_FrameBgHovered, t.control_hot},
      {ImGuiCol_FrameBgActive, t.control_hot},
      {ImGuiCol_ScrollbarBg, 0},
      {ImGuiCol_ScrollbarGrab, t.control},
      {ImGuiCol_ScrollbarGrabHovered, t.control_hot},
      {ImGuiCol_ScrollbarGrabActive, t.accent},
      {ImGuiCol_TextSelectedBg, fade(t.accent, 0.45f)},
      {ImGuiCol_Border, t.grid},
  };
  for (const auto& [slot, color] : colors) style.Colors[slot] = vec(color);
}

}  // namespace lab
