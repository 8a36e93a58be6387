#include "viz/raster/image.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "engine/core/check.h"
#include "viz/draw/theme.h"

namespace lab {
namespace {

Image gradient(int width, int height) {
  Image image{width, height, {}};
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      image.pixels.push_back(IM_COL32(x & 255, y & 255, (x * y) & 255, 255));
  return image;
}

struct TempFolder {
  std::filesystem::path path =
      std::filesystem::path(testing::TempDir()) / ("png" + std::to_string(::getpid()));
  TempFolder() { std::filesystem::create_directories(path); }
  ~TempFolder() { std::filesystem::remove_all(path); }
};

TEST(Png, ComesBackAsItWasWritten) {
  const TempFolder folder;
  const std::string file = folder.path / "그림.png";
  const Image image = gradient(37, 19);
  write_png(file, image);
  EXPECT_EQ(read_png(file), image);
  write_png(file, gradient(5, 5));  // overwrites
  EXPECT_EQ(read_png(file).width, 5);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path), {}), 1);
}

TEST(Png, AFailureNamesThePathAndLeavesNothing) {
  const TempFolder folder;
  const std::string file = folder.path / "missing" / "a.png";
  try {
    write_png(file, gradient(4, 4));
    FAIL() << "wrote into a folder that does not exist";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find(file), std::string::npos) << error.what();
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path));
  std::ofstream(folder.path / "text.png") << "no picture";
  EXPECT_THROW(read_png(folder.path / "text.png"), Error);
  EXPECT_THROW(write_png(folder.path / "empty.png", Image{}), Error);
}

TEST(Png, OntoAFolderFailsAndLeavesNoTemporary) {
  const TempFolder folder;
  std::filesystem::create_directories(folder.path / "a.png" / "full");
  EXPECT_THROW(write_png(folder.path / "a.png", gradient(4, 4)), Error);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path), {}), 1);
}

TEST(Image, CropIsClippedToThePicture) {
  const Image image = gradient(10, 10);
  const Image part = crop(image, 8, 7, 5, 5);
  ASSERT_EQ(part.width, 2);
  ASSERT_EQ(part.height, 3);
  EXPECT_EQ(part.at(1, 2), image.at(9, 9));
}

TEST(Image, CompareCountsPixelsAndTheLargestStep) {
  const Image a = gradient(10, 10);
  Image b = a;
  EXPECT_EQ(compare(a, b).share, 0);
  b.pixels[5] ^= 0x10;
  EXPECT_DOUBLE_EQ(compare(a, b).share, 0.01);
  EXPECT_EQ(compare(a, b).largest, 16);
  EXPECT_FALSE(compare(a, gradient(10, 9)).same_size);
}

}  // namespace
}  // namespace lab
