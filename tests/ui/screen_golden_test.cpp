// The screen and its panels, bit by bit. To accept a change: look at the picture, then
// LAB_UPDATE_GOLDEN=1.
#include "tests/ui/lab_fixture.h"
#include "viz/draw/fonts.h"

namespace lab::test {
namespace {

struct ScreenGolden : LabFixture {
  void compare(const std::string& name) {
    if (!font_report().korean) GTEST_SKIP() << font_report().message;
    EXPECT_EQ(golden_mismatch(name, driver->picture()), "");
  }
};

TEST_F(ScreenGolden, English) {
  open();
  driver->click("attention.head.2.0");
  driver->move(2, 2);
  compare("screen_en");
}

TEST_F(ScreenGolden, KoreanInThePast) {
  open(1440, 900, FakeText::korean, false, Lang::ko);
  seek(view(), 700);
  view().heads.push_back({1, 2, HeadMode::zero});
  view().sampler.top_k = 8;
  driver->click("next.row.1");
  driver->hover("attention.head.3.1");
  compare("screen_ko");
}

TEST_F(ScreenGolden, LightAndStored) {
  open(1200, 720, FakeText::english, true);
  view().side_tab = 1;
  view().theme = ThemeName::light;
  view().loss.log_x = view().loss.bits = true;
  driver->frames();
  driver->hover("loss.plot");
  compare("screen_light");
}

TEST_F(ScreenGolden, Smallest) {
  open(800, 560, FakeText::korean, false, Lang::ko);
  compare("screen_small_ko");
}

TEST_F(ScreenGolden, PanelsAlone) {
  open(1440, 900, FakeText::korean);
  for (const char* name : {"transport", "experiment", "samples", "probe", "attention", "next",
                           "loss", "timemachine"}) {
    const PanelId panel = *panel_named(name);
    const PanelSize size = comfortable_size(panel);
    Headless alone(int(size.width), int(size.height));
    Screen one(*watch, alone.textures(), Lang::ko);
    for (int i = 0; i < 3; ++i)
      alone.frame([&] { one.draw_panel_only(panel, size.width, size.height); });
    if (!font_report().korean) GTEST_SKIP() << font_report().message;
    EXPECT_EQ(golden_mismatch(std::string("panel_") + name + "_ko", alone.picture()), "");
    one.release();
  }
}

}  // namespace
}  // namespace lab::test
