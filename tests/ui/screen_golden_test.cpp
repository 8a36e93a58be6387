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

/// A band that the curve follows and then leaves, and a floor that cannot be.
TEST_F(ScreenGolden, LossWithItsBandAndATrouble) {
  for (const Lang lang : {Lang::en, Lang::ko}) {
    open(800, 560, lang == Lang::ko ? FakeText::korean : FakeText::english);
    RunInfo& info = watch->change_info();
    info.band.recipe = "small";
    for (const StepRecord& r : watch->steps()) {
      const float mean = 1.15f + 2.9f / (1 + float(r.step) / 66), aside = r.step > 700 ? 0.4f : 0;
      if (r.step % 10 == 0)
        info.band.smooth.push_back({r.step, mean + aside - 0.1f, mean + aside + 0.1f});
      if (r.step % 100 == 0)
        info.band.valid.push_back({r.step, mean + aside - 0.2f, mean + aside + 0.2f});
    }
    info.references.back().nats = 1.6f;
    info.trouble = {10, 23, {{"leak_floor", 5}}};
    watch->change_events().clear();
    const PanelSize size = comfortable_size(PanelId::loss);
    Headless alone(int(size.width), int(size.height));
    Screen one(*watch, alone.textures(), lang);
    if (lang == Lang::en) one.view().theme = ThemeName::light;
    for (int i = 0; i < 3; ++i)
      alone.frame([&] { one.draw_panel_only(PanelId::loss, size.width, size.height); });
    if (!font_report().korean) GTEST_SKIP() << font_report().message;
    const char* name = lang == Lang::ko ? "panel_loss_trouble_ko" : "panel_loss_trouble_light";
    EXPECT_EQ(golden_mismatch(name, alone.picture()), "");
    one.release();
  }
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
