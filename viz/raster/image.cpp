#include "viz/raster/image.h"

#include <stb_image.h>
#include <stb_image_write.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>

#include "engine/core/check.h"

namespace lab {
namespace {

/// False, with errno set, unless every byte has reached the file.
bool write_bytes(const std::string& path, const std::string& bytes) {
  std::FILE* const file = std::fopen(path.c_str(), "wb");
  if (!file) return false;
  const bool all = std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
  return (std::fclose(file) == 0) && all;  // a full disk may speak up only here
}

}  // namespace

void write_png(const std::string& path, const Image& image) {
  if (image.width <= 0 || image.height <= 0) fail("cannot write ", path, ": the picture is empty");
  const std::string temporary = cat(path, ".", getpid(), ".tmp");
  // Not stbi_write_png: it does not notice a full disk.
  std::string png;
  const auto append = [](void* to, void* data, int size) {
    static_cast<std::string*>(to)->append(static_cast<const char*>(data), std::size_t(size));
  };
  errno = 0;
  const bool written = stbi_write_png_to_func(append, &png, image.width, image.height, 4,
                                              image.pixels.data(), image.width * 4) &&
                       write_bytes(temporary, png);
  const int why = errno;
  std::error_code error;
  if (written) std::filesystem::rename(temporary, path, error);
  if (written && !error) return;
  const std::string reason = error ? error.message() : std::strerror(why ? why : EIO);
  std::filesystem::remove(temporary, error);
  fail("cannot write the picture ", path, ": ", reason);
}

Image read_png(const std::string& path) {
  Image image;
  int channels = 0;
  const std::unique_ptr<unsigned char, void (*)(void*)> pixels(
      stbi_load(path.c_str(), &image.width, &image.height, &channels, 4), stbi_image_free);
  if (!pixels) fail("cannot read the picture ", path, ": ", stbi_failure_reason());
  image.pixels.resize(std::size_t(image.width) * image.height);
  std::memcpy(image.pixels.data(), pixels.get(), image.pixels.size() * sizeof(u32));
  return image;
}

bool png_size(const std::string& path, int* width, int* height) {
  int channels = 0;
  return stbi_info(path.c_str(), width, height, &channels) != 0;
}

Image crop(const Image& image, int x, int y, int width, int height) {
  const int x0 = std::clamp(x, 0, image.width), x1 = std::clamp(x + width, x0, image.width);
  const int y0 = std::clamp(y, 0, image.height), y1 = std::clamp(y + height, y0, image.height);
  Image out{x1 - x0, y1 - y0, {}};
  out.pixels.reserve(std::size_t(out.width) * out.height);
  for (int row = y0; row < y1; ++row) {
    const u32* begin = image.pixels.data() + std::size_t(row) * image.width;
    out.pixels.insert(out.pixels.end(), begin + x0, begin + x1);
  }
  return out;
}

ImageDiff compare(const Image& a, const Image& b) {
  if (a.width != b.width || a.height != b.height) return {1, 255, false};
  ImageDiff diff;
  std::size_t differing = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) {
    differing += a.pixels[i] != b.pixels[i];
    for (int shift = 0; shift < 32; shift += 8)
      diff.largest = std::max(diff.largest, std::abs(int((a.pixels[i] >> shift) & 255) -
                                                     int((b.pixels[i] >> shift) & 255)));
  }
  diff.share = a.pixels.empty() ? 0 : double(differing) / double(a.pixels.size());
  return diff;
}

}  // namespace lab
