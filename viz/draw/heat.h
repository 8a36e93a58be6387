// Numbers as colours: maps, legends, and grids of values drawn as one texture.
#pragma once
#include <imgui.h>

#include <span>
#include <string_view>
#include <vector>

#include "viz/draw/rect.h"
#include "viz/draw/texture.h"
#include "viz/draw/theme.h"

namespace lab {

/// sequential: 0..1, dark blue - teal - green - yellow, lightness rises evenly.
/// diverging: -1..1, blue - panel grey - orange. surprise: 0..1, panel grey - orange.
enum class ColorMap : u8 { sequential, diverging, surprise };

/// Colour of `t`; clamped to the map's range. NaN is a faint magenta that no map contains.
Color map_color(ColorMap map, float t);

/// Where a probability lies on the sequential map: square root, so that 0.01 is still visible.
float sqrt_scale(float p);
/// Black or white, whichever reads better on `background`.
Color ink_on(Color background);

/// A horizontal bar with its name left of it and tick labels at the ends ("0", "1") or wherever
/// `ticks` says; t = position on the bar 0..1.
struct LegendTick {
  float t;
  const char* label;
};
/// Draws right-aligned in `box` (one text line high) and returns the rectangle used.
Rect draw_legend(ImDrawList* list, const Rect& box, ColorMap map, std::string_view name,
                 std::span<const LegendTick> ticks);

/// A picture of values: filled on the CPU when its key changes, drawn as quads every frame.
/// Nearest sampling: one value, one crisp cell. Many small maps share one texture ("atlas").
class HeatTexture {
 public:
  HeatTexture() = default;
  ~HeatTexture() { release(); }
  HeatTexture(HeatTexture&& other) noexcept;
  HeatTexture& operator=(HeatTexture&& other) noexcept;

  /// True if the pixels must be written again: the key (Frame::id, mixed with options that change
  /// colours) or the size differs from last time. Then fill pixels() and call upload().
  bool begin(TextureBackend& backend, int width, int height, u64 key);
  /// (height, width), row by row.
  std::span<u32> pixels() { return pixels_; }
  void set(int x, int y, Color color) { pixels_[std::size_t(y) * width_ + x] = color; }
  /// Writes a map of (rows, cols) values with its upper left corner at (x, y).
  void fill(int x, int y, int rows, int cols, const float* values, ColorMap map, bool use_sqrt);
  void upload();

  int width() const { return width_; }
  int height() const { return height_; }
  bool ready() const { return texture_ != ImTextureID(); }
  /// The whole picture, or a part of it given in its pixels, stretched over `where`.
  void draw(ImDrawList* list, const Rect& where) const;
  void draw(ImDrawList* list, const Rect& where, const Rect& part) const;
  /// Gives the texture back; done by the destructor too (the backend must still live).
  void release();

 private:
  TextureBackend* backend_ = nullptr;
  ImTextureID texture_ = ImTextureID();
  int width_ = 0, height_ = 0;
  u64 key_ = ~u64(0);
  std::vector<u32> pixels_;
};

}  // namespace lab
