// Colours, spacing and sizes: data is the only bright thing.
#pragma once
#include <imgui.h>

#include "engine/core/real.h"

namespace lab {

using Color = ImU32;  ///< as IM_COL32: red in the lowest byte, straight (not premultiplied) alpha

/// 0xRRGGBB as designers write it, with alpha 0..1.
constexpr Color rgb(u32 hex, float alpha = 1) {
  return IM_COL32((hex >> 16) & 255, (hex >> 8) & 255, hex & 255, int(alpha * 255 + 0.5f));
}
/// The same colour, `alpha` (0..1) times as opaque.
constexpr Color fade(Color color, float alpha) {
  const auto a = u32(float(color >> 24) * alpha + 0.5f);
  return (color & 0x00ffffffu) | (a << 24);
}
/// Straight line from a (t = 0) to b (t = 1) in sRGB, alpha included.
Color mix(Color a, Color b, float t);

/// What a colour means never changes from panel to panel.
struct Theme {
  Color ground, panel, control,
      control_hot;                   ///< behind everything, panels, buttons, hovered buttons
  Color text, text_dim, text_faint;  ///< values and titles, notes and labels, ticks
  Color accent, on_accent;           ///< selection and first series; text on it
  Color second;                      ///< second series, surprise
  Color good;                        ///< live, good
  Color bad;                         ///< errors, the entropy floor
  Color grid, shadow;
  bool dark;
};

enum class ThemeName : u8 { dark, light };
const Theme& theme_of(ThemeName name);

/// The theme in force, and how large one design pixel is drawn. One UI thread, so plain globals.
const Theme& theme();
void set_theme(ThemeName name);
float scale();
void set_scale(float scale);

/// Design pixels to picture pixels.
inline float px(float design) { return design * scale(); }

/// Sizes in design pixels, on a grid of 8.
namespace size {
inline constexpr float kGrid = 8, kGap = 8, kPad = 12, kRound = 6, kControlRound = 4;
inline constexpr float kTitleRow = 32;  ///< a panel's title line
inline constexpr float kControl = 26;   ///< height of buttons, inputs, sliders
inline constexpr float kRow = 22;       ///< one line of a table of facts
}  // namespace size

/// Puts the theme into ImGui's own style (input fields, popups, scroll bars, tooltips).
void apply_imgui_style();

}  // namespace lab
