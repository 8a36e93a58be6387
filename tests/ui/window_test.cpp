// The real window, under Xvfb: opens, draws text and textures through GL, gives everything back.
#include "viz/window/window.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "tests/ui/xvfb.h"
#include "viz/draw/heat.h"
#include "viz/draw/widgets.h"
#include "viz/raster/headless.h"

namespace lab::test {
namespace {

struct Scene {
  HeatTexture heat;
  void draw(TextureBackend& textures) {
    if (heat.begin(textures, 2, 1, 1)) {
      heat.set(0, 0, rgb(0xff0000)), heat.set(1, 0, rgb(0x0000ff));
      heat.upload();
    }
    heat.draw(ui::draw_list(), {100, 100, 200, 100});
    ui::panel("panel", {320, 100, 300, 200}, "손실", "nats", "");
  }
};

TEST(Window, WithoutADisplaySaysWhy) {
  const char* display = std::getenv("DISPLAY");
  const std::string kept = display ? display : "";
  setenv("DISPLAY", ":1977", 1);
  std::string why;
  EXPECT_FALSE(window_available(&why));
  EXPECT_NE(why.find("no window can be opened here"), std::string::npos) << why;
  EXPECT_THROW(run_window({}, {.start = {}, .draw = {}, .stop = {}}), std::runtime_error);
  if (display)
    setenv("DISPLAY", kept.c_str(), 1);
  else
    unsetenv("DISPLAY");
}

TEST(Window, ShowsWhatTheRasteriserShows) {
  const Xvfb xvfb;
  if (!xvfb.running()) GTEST_SKIP() << xvfb.why_not();
  std::string why;
  if (!window_available(&why)) GTEST_SKIP() << "Xvfb runs, but without GL: " << why;

  const std::string file = testing::TempDir() + "lab_window.png";
  TextureBackend* textures = nullptr;
  auto scene = std::make_unique<Scene>();
  int frames = 0, stops = 0;
  run_window({.title = "test", .width = 960, .height = 640, .scale = 1, .max_frames = 30},
             {.start = [&](TextureBackend& backend) { textures = &backend; },
              .draw =
                  [&](double, float) {
                    scene->draw(*textures);
                    wake_window();
                    return FrameWish{.save_picture = ++frames == 5 ? file : std::string()};
                  },
              .stop = [&] { ++stops, scene.reset(); }});
  EXPECT_EQ(frames, 30);
  EXPECT_EQ(stops, 1);
  const Image window = read_png(file);
  std::filesystem::remove(file);

  Headless headless(window.width, window.height);
  Scene again;
  for (int i = 0; i < 2; ++i) headless.frame([&] { again.draw(headless.textures()); });
  const ImageDiff diff = compare(window, headless.picture());
  EXPECT_TRUE(diff.same_size);
  EXPECT_LT(diff.share, 0.01);  // GL rounds curves and blends a little differently
  EXPECT_EQ(window.at(150, 150), rgb(0xff0000));
  EXPECT_EQ(window.at(199, 150), rgb(0xff0000));
  EXPECT_EQ(window.at(201, 150), rgb(0x0000ff));
}

}  // namespace
}  // namespace lab::test
