// The rasteriser on known triangles: which pixels, which colours.
#include "viz/raster/raster.h"

#include <gtest/gtest.h>

#include <chrono>
#include <functional>

#include "engine/core/check.h"
#include "viz/draw/heat.h"
#include "viz/draw/imgui_compat.h"
#include "viz/raster/headless.h"
#include "viz/raster/triangles.h"

namespace lab {
namespace {

using raster::fill_rect;
using raster::fill_triangle;

constexpr u32 kBlack = 0xff000000u, kWhite = 0xffffffffu;
const u32 kOneWhite = kWhite;
const raster::Texture kPlain{.rgba = &kOneWhite, .width = 1, .height = 1};

struct Canvas {
  Image image;
  explicit Canvas(int w, int h) : image{w, h, std::vector<u32>(std::size_t(w) * h, kBlack)} {}
  raster::Target target() {
    return {image.pixels.data(), image.width, 0, 0, image.width, image.height};
  }
  int lit() const {
    return int(std::ranges::count_if(image.pixels, [](u32 p) { return p != kBlack; }));
  }
};

ImDrawVert vertex(float x, float y, u32 color = kWhite, float u = 0, float v = 0) {
  return {{x, y}, {u, v}, color};
}

TEST(Triangle, CoversThePixelsWhoseCentresAreInside) {
  Canvas c(4, 4);
  fill_triangle(c.target(), kPlain, vertex(0, 0), vertex(4, 0), vertex(0, 4));
  // The diagonal passes through centres; it is no top-left edge, so those are not inside.
  const char* want[] = {"###.", "##..", "#...", "...."};
  for (int y = 0; y < 4; ++y)
    for (int x = 0; x < 4; ++x)
      EXPECT_EQ(c.image.at(x, y) != kBlack, want[y][x] == '#') << x << ' ' << y;
}

TEST(Triangle, NeighboursCoverEveryPixelExactlyOnce) {
  // A fan around an odd point, both windings, half transparent: doubly covered pixels would be
  // brighter, holes would be black.
  Canvas c(32, 32);
  const u32 half = IM_COL32(255, 255, 255, 128);
  const ImVec2 ring[] = {{0, 0}, {13.5f, 0}, {32, 0}, {32, 20.5f}, {32, 32}, {7.25f, 32}, {0, 32}};
  const ImDrawVert hub = vertex(15.5f, 14.5f, half);
  for (std::size_t i = 0; i < std::size(ring); ++i) {
    const ImVec2 p = ring[i], q = ring[(i + 1) % std::size(ring)];
    const ImDrawVert a = vertex(p.x, p.y, half), b = vertex(q.x, q.y, half);
    fill_triangle(c.target(), kPlain, hub, i % 2 ? a : b, i % 2 ? b : a);
  }
  for (const u32 pixel : c.image.pixels) ASSERT_EQ(pixel, IM_COL32(128, 128, 128, 255));
}

TEST(Triangle, BlendsColoursLinearly) {
  Canvas c(256, 2);
  const u32 red = IM_COL32(255, 0, 0, 255), blue = IM_COL32(0, 0, 255, 255);
  fill_triangle(c.target(), kPlain, vertex(0, 0, red), vertex(256, 0, blue), vertex(0, 512, red));
  EXPECT_EQ(c.image.at(0, 0), IM_COL32(255, 0, 0, 255) + (1u << 16) * 0);
  EXPECT_NEAR(int(c.image.at(128, 0) & 255), 127, 1);
  EXPECT_NEAR(int(c.image.at(128, 0) >> 16 & 255), 128, 1);
  EXPECT_NEAR(int(c.image.at(254, 0) >> 16 & 255), 254, 1);
}

TEST(Rect, EqualsItsTwoTriangles) {
  const u32 color = IM_COL32(200, 100, 50, 180);
  for (const float offset : {0.f, 0.25f, 0.5f, 0.75f, 0.999f}) {
    Canvas fast(16, 16), slow(16, 16);
    const ImDrawVert a = vertex(2 + offset, 3, color), b = vertex(11.5f, 3, color),
                     cc = vertex(11.5f, 9 + offset, color),
                     d = vertex(2 + offset, 9 + offset, color);
    fill_rect(fast.target(), kPlain, a, cc);
    fill_triangle(slow.target(), kPlain, a, b, cc);
    fill_triangle(slow.target(), kPlain, a, cc, d);
    EXPECT_EQ(fast.image, slow.image) << offset;
    EXPECT_GT(fast.lit(), 0);
  }
}

TEST(Rect, AlphaBlendsWithRounding) {
  Canvas c(1, 1);
  fill_rect(c.target(), kPlain, vertex(0, 0, IM_COL32(255, 0, 100, 51)),
            vertex(1, 1, IM_COL32(255, 0, 100, 51)));
  EXPECT_EQ(c.image.at(0, 0), IM_COL32(51, 0, 20, 255));
}

TEST(Rect, StaysInsideTheClip) {
  Canvas c(8, 8);
  raster::Target target = c.target();
  target.x0 = 2, target.y0 = 3, target.x1 = 5, target.y1 = 6;
  fill_rect(target, kPlain, vertex(-100, -100), vertex(100, 100));
  EXPECT_EQ(c.lit(), 9);
  EXPECT_NE(c.image.at(2, 3), kBlack);
  EXPECT_EQ(c.image.at(5, 3), kBlack);
  fill_triangle(target, kPlain, vertex(-9e9f, -9e9f), vertex(9e9f, 0), vertex(0, 9e9f));
  EXPECT_EQ(c.lit(), 9);
}

TEST(Texture, NearestShowsWholeCellsAndLinearMixes) {
  const u32 cells[] = {IM_COL32(255, 0, 0, 255), IM_COL32(0, 255, 0, 255)};
  Canvas nearest(8, 1), linear(8, 1);
  const ImDrawVert a = vertex(0, 0, kWhite, 0, 0), b = vertex(8, 1, kWhite, 1, 1);
  fill_rect(nearest.target(), {cells, nullptr, 2, 1, Sampling::nearest}, a, b);
  for (int x = 0; x < 8; ++x) EXPECT_EQ(nearest.image.at(x, 0), cells[x / 4]) << x;
  fill_rect(linear.target(), {cells, nullptr, 2, 1, Sampling::linear}, a, b);
  EXPECT_EQ(linear.image.at(0, 0), cells[0]);
  const u32 middle = linear.image.at(4, 0);
  EXPECT_GT(middle & 255, 80u);
  EXPECT_GT(middle >> 8 & 255, 120u);
}

TEST(Texture, AlphaOnlyTimesTheVertexColour) {
  const u8 alpha[] = {0, 255};
  Canvas c(2, 1);
  fill_rect(c.target(), {nullptr, alpha, 2, 1, Sampling::linear},
            vertex(0, 0, IM_COL32(10, 20, 30, 255), 0, 0),
            vertex(2, 1, IM_COL32(10, 20, 30, 255), 1, 1));
  EXPECT_EQ(c.image.at(0, 0), kBlack);
  EXPECT_EQ(c.image.at(1, 0), IM_COL32(10, 20, 30, 255));
}

TEST(Raster, DrawsImGuiCommandsWithTexturesAndClips) {
  Headless screen(64, 48);
  HeatTexture heat;
  screen.frame([&] {
    if (heat.begin(screen.textures(), 2, 2, 1)) {
      for (int i = 0; i < 4; ++i) heat.set(i % 2, i / 2, IM_COL32(60 * i, 0, 255, 255));
      heat.upload();
    }
    ImDrawList* list = ImGui::GetWindowDrawList();
    heat.draw(list, {8, 8, 16, 16});
    heat.draw(list, {32, 8, 8, 8}, {1, 1, 1, 1});
    list->PushClipRect({0, 40}, {4, 44});
    list->AddRectFilled({0, 0}, {64, 48}, kWhite);
    list->PopClipRect();
  });
  const Image& image = screen.picture();
  EXPECT_EQ(image.at(9, 9), IM_COL32(0, 0, 255, 255));
  EXPECT_EQ(image.at(22, 22), IM_COL32(180, 0, 255, 255));
  EXPECT_EQ(image.at(39, 15), IM_COL32(180, 0, 255, 255));
  EXPECT_EQ(image.at(3, 43), kWhite);
  EXPECT_EQ(image.at(4, 43), theme().ground);
  EXPECT_EQ(image.at(3, 44), theme().ground);
}

TEST(Raster, TexturesAreGivenBackAndUnknownOnesAreNamed) {
  Headless screen(16, 16);
  {
    HeatTexture heat;
    EXPECT_TRUE(heat.begin(screen.textures(), 3, 3, 7));
    heat.upload();
    EXPECT_FALSE(heat.begin(screen.textures(), 3, 3, 7));
    EXPECT_TRUE(heat.begin(screen.textures(), 3, 3, 8));
    heat.upload();
    EXPECT_TRUE(heat.begin(screen.textures(), 4, 3, 8));
    heat.upload();
    EXPECT_EQ(screen.textures().live_textures(), 1);
  }
  EXPECT_EQ(screen.textures().live_textures(), 0);
  screen.frame([&] {
    ImGui::GetWindowDrawList()->AddImage(im::to_texture_id<>(12345), {0, 0}, {8, 8});
  });
  EXPECT_THROW(screen.picture(), Error);
}

}  // namespace
}  // namespace lab
