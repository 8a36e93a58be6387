// Textures, seen from the panels: RGBA pixels in, a handle out. raster and window implement it.
#pragma once
#include <imgui.h>

#include <span>

#include "engine/core/real.h"

namespace lab {

enum class Sampling : u8 { nearest, linear };

/// Called from the UI thread between NewFrame and Render; handles live until destroy().
class TextureBackend {
 public:
  virtual ~TextureBackend() = default;
  /// rgba: (height, width), row by row, as IM_COL32, not premultiplied.
  virtual ImTextureID create(int width, int height, std::span<const u32> rgba,
                             Sampling sampling) = 0;
  /// Same size as at creation.
  virtual void update(ImTextureID texture, std::span<const u32> rgba) = 0;
  virtual void destroy(ImTextureID texture) = 0;
};

}  // namespace lab
