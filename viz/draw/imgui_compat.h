// The one place that knows which Dear ImGui this is: 1.86 (Debian 12) up to current releases.
#pragma once
#include <imgui.h>

#include <cstdint>

namespace lab::im {

// ---- textures: ImTextureID is void* up to 1.91.3, an integer after that ----

template <class Id = ImTextureID>
Id to_texture_id(std::uintptr_t value) {
  return (Id)value;
}
inline std::uintptr_t from_texture_id(ImTextureID id) { return (std::uintptr_t)id; }

// ---- input ----

/// Keys by GLFW's numbers, which is what 1.86 indexes its key array with.
enum class Key : int {
  space = 32,
  apostrophe = 39,
  comma = 44,
  minus = 45,
  period = 46,
  slash = 47,
  digit_0 = 48,
  digit_9 = 57,
  semicolon = 59,
  equal = 61,
  a = 65,
  b = 66,
  e = 69,
  f = 70,
  l = 76,
  n = 78,
  s = 83,
  t = 84,
  v = 86,
  x = 88,
  z = 90,
  left_bracket = 91,
  right_bracket = 93,
  escape = 256,
  enter = 257,
  tab = 258,
  backspace = 259,
  insert = 260,
  del = 261,
  right = 262,
  left = 263,
  down = 264,
  up = 265,
  page_up = 266,
  page_down = 267,
  home = 268,
  end = 269,
};

#if IMGUI_VERSION_NUM >= 18700
inline ImGuiKey to_imgui_key(Key key) {
  const int k = int(key);
  if (k >= 'A' && k <= 'Z') return ImGuiKey(int(ImGuiKey_A) + (k - 'A'));
  if (k >= '0' && k <= '9') return ImGuiKey(int(ImGuiKey_0) + (k - '0'));
  switch (key) {
    case Key::space:
      return ImGuiKey_Space;
    case Key::apostrophe:
      return ImGuiKey_Apostrophe;
    case Key::comma:
      return ImGuiKey_Comma;
    case Key::minus:
      return ImGuiKey_Minus;
    case Key::period:
      return ImGuiKey_Period;
    case Key::slash:
      return ImGuiKey_Slash;
    case Key::semicolon:
      return ImGuiKey_Semicolon;
    case Key::equal:
      return ImGuiKey_Equal;
    case Key::left_bracket:
      return ImGuiKey_LeftBracket;
    case Key::right_bracket:
      return ImGuiKey_RightBracket;
    case Key::escape:
      return ImGuiKey_Escape;
    case Key::enter:
      return ImGuiKey_Enter;
    case Key::tab:
      return ImGuiKey_Tab;
    case Key::backspace:
      return ImGuiKey_Backspace;
    case Key::insert:
      return ImGuiKey_Insert;
    case Key::del:
      return ImGuiKey_Delete;
    case Key::right:
      return ImGuiKey_RightArrow;
    case Key::left:
      return ImGuiKey_LeftArrow;
    case Key::down:
      return ImGuiKey_DownArrow;
    case Key::up:
      return ImGuiKey_UpArrow;
    case Key::page_up:
      return ImGuiKey_PageUp;
    case Key::page_down:
      return ImGuiKey_PageDown;
    case Key::home:
      return ImGuiKey_Home;
    case Key::end:
      return ImGuiKey_End;
    default:
      return ImGuiKey_None;
  }
}
inline bool key_pressed(Key key, bool repeat = false) {
  return ImGui::IsKeyPressed(to_imgui_key(key), repeat);
}
inline void set_key(Key key, bool down) { ImGui::GetIO().AddKeyEvent(to_imgui_key(key), down); }
inline void set_control(bool down) { ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, down); }
inline void set_mouse_position(float x, float y) { ImGui::GetIO().AddMousePosEvent(x, y); }
inline void set_mouse_button(int button, bool down) {
  ImGui::GetIO().AddMouseButtonEvent(button, down);
}
inline void add_wheel(float notches) { ImGui::GetIO().AddMouseWheelEvent(0, notches); }
/// Headless contexts have no platform backend that would do it.
inline void map_keys() {}
#else
inline bool key_pressed(Key key, bool repeat = false) {
  return ImGui::IsKeyPressed(int(key), repeat);
}
inline void set_key(Key key, bool down) { ImGui::GetIO().KeysDown[int(key)] = down; }
inline void set_control(bool down) { ImGui::GetIO().KeyCtrl = down; }
inline void set_mouse_position(float x, float y) { ImGui::GetIO().MousePos = ImVec2(x, y); }
inline void set_mouse_button(int button, bool down) { ImGui::GetIO().MouseDown[button] = down; }
inline void add_wheel(float notches) { ImGui::GetIO().MouseWheel += notches; }
/// Headless contexts have no platform backend that would do it.
inline void map_keys() {
  constexpr Key kKeys[ImGuiKey_COUNT] = {
      Key::tab,       Key::left,  Key::right,  Key::up,     Key::down, Key::page_up,
      Key::page_down, Key::home,  Key::end,    Key::insert, Key::del,  Key::backspace,
      Key::space,     Key::enter, Key::escape, Key(335),    Key::a,    Key(67),
      Key::v,         Key::x,     Key(89),     Key::z};
  static_assert(ImGuiKey_Tab == 0 && ImGuiKey_KeyPadEnter == 15 && ImGuiKey_Z == 21);
  for (int i = 0; i < ImGuiKey_COUNT; ++i) ImGui::GetIO().KeyMap[i] = int(kKeys[i]);
}
#endif

// ---- drawing: AddPolyline, AddRect and PathStroke swapped (flags, thickness) in 1.92.8 ----

inline void polyline(ImDrawList* list, const ImVec2* points, int count, ImU32 color,
                     float thickness, bool closed = false) {
  const ImDrawFlags flags = closed ? ImDrawFlags_Closed : ImDrawFlags_None;
#if IMGUI_VERSION_NUM >= 19280
  list->AddPolyline(points, count, color, thickness, flags);
#else
  list->AddPolyline(points, count, color, flags, thickness);
#endif
}
inline void rect(ImDrawList* list, ImVec2 a, ImVec2 b, ImU32 color, float rounding,
                 float thickness) {
#if IMGUI_VERSION_NUM >= 19280
  list->AddRect(a, b, color, rounding, thickness, 0);
#else
  list->AddRect(a, b, color, rounding, 0, thickness);
#endif
}
inline int list_count(const ImDrawData& data) {
#if IMGUI_VERSION_NUM >= 18980
  return data.CmdLists.Size;
#else
  return data.CmdListsCount;
#endif
}
inline bool is_reset_state(ImDrawCallback callback) {
#if IMGUI_VERSION_NUM >= 19280
  return callback == ImGui::GetPlatformIO().DrawCallback_ResetRenderState;
#else
  return callback == ImDrawCallback_ResetRenderState;
#endif
}

/// True in a frame in which someone points, scrolls or types.
inline bool has_input() {
  const ImGuiIO& io = ImGui::GetIO();
  return io.MouseDelta.x != 0 || io.MouseDelta.y != 0 || io.MouseWheel != 0 ||
         ImGui::IsAnyMouseDown() || io.InputQueueCharacters.Size > 0;
}

// ---- fonts: 1.92 bakes glyphs on demand and sizes them when they are used ----

inline void push_font(ImFont* font, float pixels) {
#if IMGUI_VERSION_NUM >= 19200
  ImGui::PushFont(font, pixels);
#else
  (void)pixels;
  ImGui::PushFont(font);
#endif
}
inline bool has_glyph(ImFont* font, unsigned code_point) {
  if (code_point > IM_UNICODE_CODEPOINT_MAX) return false;
#if IMGUI_VERSION_NUM >= 19200
  return font->IsGlyphInFont(ImWchar(code_point));
#else
  return font->FindGlyphNoFallback(ImWchar(code_point)) != nullptr;
#endif
}

/// Pixels from one character to the next.
inline float glyph_advance(ImFont* font, float pixels, unsigned code_point) {
  const unsigned c =
      code_point > IM_UNICODE_CODEPOINT_MAX ? IM_UNICODE_CODEPOINT_INVALID : code_point;
#if IMGUI_VERSION_NUM >= 19200
  return font->GetFontBaked(pixels)->GetCharAdvance(ImWchar(c));
#else
  return font->GetCharAdvance(ImWchar(c)) * (pixels / font->FontSize);
#endif
}

}  // namespace lab::im
