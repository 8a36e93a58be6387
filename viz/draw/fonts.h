// The faces of the lab, in one atlas that every context shares.
#pragma once
#include <imgui.h>

#include <string>
#include <string_view>

#include "engine/core/real.h"

namespace lab {

/// body 15 px, small 13 px, title 15 px bold: NanumGothic. figures 15 px, digits 13 px:
/// NanumGothicCoding, all digits equally wide, for numbers. heading 20 px and small_title 13 px,
/// both bold, are for lessons. The bold faces hold the lab's own words; a text that has others is
/// drawn in body (small) by draw_text() and measure().
enum class Face : u8 { body, small, title, figures, digits, heading, small_title };
inline constexpr int kFaces = 7;

/// More words that the bold faces hold, a lesson's. Call it before the atlas is built.
void add_own_words(std::string_view text);

struct FontReport {
  bool korean = false;  ///< false: no Nanum font found, ImGui's Latin face is in use
  std::string message;  ///< empty, or one sentence that says what is missing and what to install
  double build_ms = 0;
  int atlas_width = 0, atlas_height = 0;
};

/// The atlas with all faces at this scale, built on first use and kept; the faces below are those
/// of the scale asked for last. Pass it to ImGui::CreateContext; contexts share it.
/// Holds every Korean syllable, jamo, kana, Greek, Cyrillic, punctuation, arrows, signs; no hanja.
/// U+23CE and U+21B5 are drawn as the font's return arrow U+21B2.
ImFontAtlas* font_atlas(float scale = 1);
const FontReport& font_report();

ImFont* font(Face face);
/// Pixel height the face was built for, scale included.
float font_px(Face face);
/// False where a replacement mark would be drawn: callers show "U+1F600" instead.
bool can_show(char32_t code_point);

/// Frees the atlas; no context may be using it. For leak checkers.
void drop_fonts();

}  // namespace lab
