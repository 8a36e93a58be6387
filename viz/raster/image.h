// Pictures in memory and on disk.
#pragma once
#include <string>
#include <vector>

#include "engine/core/real.h"

namespace lab {

/// Opaque RGBA, row by row from the top; pixel = IM_COL32.
struct Image {
  int width = 0, height = 0;
  std::vector<u32> pixels;
  u32 at(int x, int y) const { return pixels[std::size_t(y) * width + x]; }
  bool operator==(const Image&) const = default;
};

/// Written under a temporary name and renamed, so that nobody ever sees half a picture.
/// Throws Error naming the path.
void write_png(const std::string& path, const Image& image);
/// Throws Error if the file is missing or no PNG.
Image read_png(const std::string& path);
/// Its size without reading it whole; false if the file is missing or no PNG.
bool png_size(const std::string& path, int* width, int* height);
/// A part of a picture, clipped to it; for shots of single panels.
Image crop(const Image& image, int x, int y, int width, int height);

/// How two pictures differ. Different sizes differ everywhere.
struct ImageDiff {
  double share = 0;  ///< of pixels that differ at all, 0..1
  int largest = 0;   ///< largest difference of a channel, 0..255
  bool same_size = true;
};
ImageDiff compare(const Image& a, const Image& b);

}  // namespace lab
