// The inner loops of the rasteriser. Integer edges: which pixels are inside never depends on
// rounding.
#pragma once
#include <imgui.h>

#include "engine/core/real.h"
#include "viz/draw/texture.h"

namespace lab::raster {

/// Pixels to sample from: RGBA, or alpha only (fonts: white times alpha).
struct Texture {
  const u32* rgba = nullptr;
  const u8* alpha = nullptr;
  int width = 0, height = 0;
  Sampling sampling = Sampling::linear;
};

/// The picture and the part of it that may be touched: [x0, x1) x [y0, y1).
struct Target {
  u32* pixels = nullptr;
  int stride = 0;
  int x0 = 0, y0 = 0, x1 = 0, y1 = 0;
};

/// One triangle, either winding, with the top-left rule: triangles that share an edge cover every
/// pixel on it exactly once. Positions are snapped to 1/256 pixel.
void fill_triangle(const Target& target, const Texture& texture, const ImDrawVert& a,
                   const ImDrawVert& b, const ImDrawVert& c);

/// The same picture as the two triangles of an upright rectangle of one colour, faster.
/// a: upper left corner, c: lower right corner.
void fill_rect(const Target& target, const Texture& texture, const ImDrawVert& a,
               const ImDrawVert& c);

}  // namespace lab::raster
