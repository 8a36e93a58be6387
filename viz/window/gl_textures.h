// Panels' textures in OpenGL. A context must be current in every call.
#pragma once
#include <map>

#include "viz/draw/texture.h"

namespace lab {

class GlTextures final : public TextureBackend {
 public:
  ~GlTextures() override;
  ImTextureID create(int width, int height, std::span<const u32> rgba, Sampling sampling) override;
  void update(ImTextureID texture, std::span<const u32> rgba) override;
  void destroy(ImTextureID texture) override;

 private:
  struct Size {
    int width, height;
  };
  std::map<unsigned, Size> sizes_;  ///< by GL name
};

}  // namespace lab
