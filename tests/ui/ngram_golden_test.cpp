// The panels of n-gram models, bit by bit, in both languages and themes.
#include "tests/ui/fake_ngram.h"
#include "tests/ui/lab_fixture.h"
#include "viz/draw/fonts.h"

namespace lab::test {
namespace {

struct NgramGolden : LabFixture {
  void open_ngram(int width, int height, bool korean, int panel, const FakeNgram& options = {}) {
    open(width, height, korean ? FakeText::korean : FakeText::english, false,
         korean ? Lang::ko : Lang::en);
    make_ngram(*watch, options);
    view().stage_panel = panel;
    driver->frames(3);
  }
  void compare(const std::string& name) {
    if (!font_report().korean) GTEST_SKIP() << font_report().message;
    EXPECT_EQ(golden_mismatch(name, driver->picture()), "");
  }
};

TEST_F(NgramGolden, TheScreen) {
  open_ngram(1440, 900, false, 0);
  driver->click("probe.chip.11");
  driver->hover("ladder.rung.3");
  compare("ngram_ladder_en");
}

TEST_F(NgramGolden, PairsInKorean) {
  open_ngram(1440, 900, true, 1);
  driver->hover("bigrams.table");
  compare("ngram_bigrams_ko");
}

TEST_F(NgramGolden, SparsityInTheLight) {
  open_ngram(1440, 900, true, 2);
  view().theme = ThemeName::light;
  driver->frames();
  driver->hover("sparsity.row.3");
  compare("ngram_sparsity_light_ko");
}

TEST_F(NgramGolden, Smallest) {
  open_ngram(800, 560, true, 0);
  driver->click("probe.chip.5");
  compare("ngram_small_ko");
}

TEST_F(NgramGolden, PanelsAlone) {
  for (const bool korean : {false, true}) {
    open_ngram(1440, 900, korean, 0);
    for (const char* name : {"ladder", "bigrams", "sparsity"}) {
      const PanelId panel = *panel_named(name);
      const PanelSize size = comfortable_size(panel);
      Headless alone(int(size.width), int(size.height));
      Screen one(*watch, alone.textures(), korean ? Lang::ko : Lang::en);
      if (!korean) one.view().theme = ThemeName::light;
      for (int i = 0; i < 3; ++i)
        alone.frame([&] { one.draw_panel_only(panel, size.width, size.height); });
      if (!font_report().korean) GTEST_SKIP() << font_report().message;
      const std::string suffix = korean ? "_ko" : "_light";
      EXPECT_EQ(golden_mismatch(std::string("panel_") + name + suffix, alone.picture()), "");
      one.release();
    }
  }
}

}  // namespace
}  // namespace lab::test
