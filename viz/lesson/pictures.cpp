#include "viz/lesson/pictures.h"

#include <algorithm>

#include "engine/core/check.h"
#include "viz/raster/image.h"

namespace lab {
namespace {

constexpr i64 kMaxPixels = 32'000'000;

/// Each pixel is the mean of the source pixels that it covers.
Image scaled(const Image& from, int width, int height) {
  Image to{width, height, std::vector<u32>(std::size_t(width) * std::size_t(height))};
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const int x0 = int(i64(x) * from.width / width), y0 = int(i64(y) * from.height / height);
      const int x1 = std::max(x0 + 1, int(i64(x + 1) * from.width / width));
      const int y1 = std::max(y0 + 1, int(i64(y + 1) * from.height / height));
      u32 sums[4] = {};
      for (int v = y0; v < y1; ++v)
        for (int u = x0; u < x1; ++u)
          for (int c = 0; c < 4; ++c) sums[c] += (from.at(u, v) >> (8 * c)) & 255;
      const u32 n = u32((x1 - x0) * (y1 - y0));
      u32 pixel = 0;
      for (int c = 0; c < 4; ++c) pixel |= ((sums[c] + n / 2) / n) << (8 * c);
      to.pixels[std::size_t(y) * std::size_t(width) + std::size_t(x)] = pixel;
    }
  return to;
}

/// A picture lies in the lesson's folder or below it.
bool stays_inside(const std::string& path) {
  return !path.empty() && path[0] != '/' && path.find("..") == std::string::npos &&
         path.find(':') == std::string::npos;
}

}  // namespace

void Pictures::load(const Lesson& lesson, const std::string& folder, TextureBackend& textures) {
  release();
  textures_ = &textures;
  paths_.assign(lesson.blocks.size(), {});
  sizes_.assign(lesson.blocks.size(), {});
  for (std::size_t i = 0; i < lesson.blocks.size(); ++i) {
    const Block& block = lesson.blocks[i];
    if (block.kind != Block::Kind::image || !stays_inside(block.text)) continue;
    PictureSize size;
    const std::string path = folder + "/" + block.text;
    if (!png_size(path, &size.width, &size.height) || i64(size.width) * size.height > kMaxPixels)
      continue;
    paths_[i] = path, sizes_[i] = size;
  }
}

std::optional<ImTextureID> Pictures::texture(i32 block, int width, int height, bool large) {
  const auto found = std::ranges::find_if(
      loaded_, [&](const Loaded& l) { return l.block == block && l.large == large; });
  if (found != loaded_.end() && found->width == width && found->height == height)
    return found->texture;
  if (found != loaded_.end()) {
    if (found->texture) textures_->destroy(*found->texture);
    loaded_.erase(found);
  }
  Loaded loaded{block, large, width, height};
  const std::size_t i = std::size_t(block);
  if (width > 0 && height > 0 && i < paths_.size() && !paths_[i].empty()) try {
      const Image image = scaled(read_png(paths_[i]), width, height);
      loaded.texture = textures_->create(width, height, image.pixels, Sampling::nearest);
    } catch (const Error&) {  // it was there when its size was read: now it is as if missing
    }
  loaded_.push_back(loaded);
  return loaded.texture;
}

void Pictures::release() {
  for (const Loaded& loaded : loaded_)
    if (loaded.texture) textures_->destroy(*loaded.texture);
  loaded_.clear();
}

}  // namespace lab
