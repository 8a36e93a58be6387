// The demo scene as golden pictures, and its cost.
#include <gtest/gtest.h>

#include <chrono>
#include <memory>

#include "tests/ui/driver.h"
#include "tests/unit/viz/demo_scene.h"
#include "viz/draw/fonts.h"
#include "viz/i18n/strings.h"

namespace lab::test {
namespace {

struct Demo : testing::Test {
  Demo() { set_language(Lang::ko); }
  ~Demo() override { set_language(Lang::en); }
  void build(int width, int height, float scale = 1) {
    scene.reset(), driver.reset();
    driver = std::make_unique<Driver>(
        width, height,
        [this, width, height] {
          if (scene) scene->draw({0, 0, float(width), float(height)});
        },
        scale);
    scene = std::make_unique<DemoScene>(driver->screen().textures());
    driver->frames(2);
  }
  std::unique_ptr<Driver> driver;
  std::unique_ptr<DemoScene> scene;
  void TearDown() override { scene.reset(), driver.reset(); }
};

TEST_F(Demo, LooksAsItDid) {
  build(1440, 900);
  if (!font_report().korean) GTEST_SKIP() << font_report().message;
  driver->hover("demo.head.1.2");
  EXPECT_EQ(golden_mismatch("draw_demo_ko", driver->picture()), "");
}

TEST_F(Demo, LooksAsItDidAtTwiceTheScale) {
  build(2880, 1800, 2);
  if (!font_report().korean) GTEST_SKIP() << font_report().message;
  driver->screenshot("draw_demo_2x.png");
  EXPECT_EQ(driver->item("demo.run").rect.h, 52);
  build(1440, 900);  // and back: the fonts are built anew
  EXPECT_EQ(driver->item("demo.run").rect.h, 26);
}

TEST_F(Demo, AFrameIsRasteredQuickly) {
  build(1440, 900);
  double best = 1e9;
  for (int i = 0; i < 5; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    driver->picture();
    const std::chrono::duration<double, std::milli> ms = std::chrono::steady_clock::now() - begin;
    best = std::min(best, ms.count());
  }
  RecordProperty("raster_ms", int(best));
  std::printf("raster: %.1f ms, fonts: %.0f ms, atlas %d x %d\n", best, font_report().build_ms,
              font_report().atlas_width, font_report().atlas_height);
#if defined(NDEBUG) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  EXPECT_LT(best, 60);
#endif
}

}  // namespace
}  // namespace lab::test
