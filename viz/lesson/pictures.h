// The pictures of a lesson: read when first seen, scaled once to the size at which they are shown.
#pragma once
#include <optional>

#include "viz/draw/texture.h"
#include "viz/lesson/page.h"

namespace lab {

class Pictures {
 public:
  Pictures() = default;
  ~Pictures() { release(); }
  Pictures(const Pictures&) = delete;
  Pictures& operator=(const Pictures&) = delete;
  /// Reads the sizes; what is missing or no PNG has none. `folder`: where paths begin.
  void load(const Lesson& lesson, const std::string& folder, TextureBackend& textures);
  const PictureSizes& sizes() const { return sizes_; }
  /// The picture of a block, `width` x `height` pixels, if there is one. `large`: kept beside the
  /// one on the page.
  std::optional<ImTextureID> texture(i32 block, int width, int height, bool large = false);
  /// Gives all textures back.
  void release();

 private:
  struct Loaded {
    i32 block = 0;
    bool large = false;
    int width = 0, height = 0;
    std::optional<ImTextureID> texture;
  };
  TextureBackend* textures_ = nullptr;
  std::vector<std::string> paths_;  ///< by block; empty = no picture
  PictureSizes sizes_;
  std::vector<Loaded> loaded_;
};

}  // namespace lab
