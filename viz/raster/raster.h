// Dear ImGui's triangles on the CPU: no X, no GL, the same bits from every build.
#pragma once
#include <imgui.h>

#include <memory>

#include "viz/draw/texture.h"
#include "viz/draw/theme.h"
#include "viz/raster/image.h"

namespace lab {

/// Draws ImDrawData and holds the textures of the panels. One per ImGui context; construct it after
/// the context is current, destroy it before the context.
class Raster final : public TextureBackend {
 public:
  Raster();
  ~Raster() override;
  Raster(const Raster&) = delete;
  Raster& operator=(const Raster&) = delete;

  /// Fills `image` with `ground` and draws; its size is the data's display size.
  void draw(ImDrawData& data, Color ground, Image& image);

  ImTextureID create(int width, int height, std::span<const u32> rgba, Sampling sampling) override;
  void update(ImTextureID texture, std::span<const u32> rgba) override;
  void destroy(ImTextureID texture) override;
  /// How many textures panels hold; 0 after all gave theirs back.
  int live_textures() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace lab
