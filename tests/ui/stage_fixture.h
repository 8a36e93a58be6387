// The screen over a watch of any kind, and single panels as pictures.
#pragma once
#include "tests/ui/lab_fixture.h"
#include "viz/draw/fonts.h"

namespace lab::test {

struct StageFixture : LabFixture {
  template <class SomeWatch>
  SomeWatch& open_stage(FakeText text = FakeText::english, int width = 1440, int height = 900,
                        Lang lang = Lang::en) {
    close();
    auto made = std::make_unique<SomeWatch>(text);
    SomeWatch& out = *made;
    watch = std::move(made);
    driver = std::make_unique<Driver>(width, height, [this, width, height] {
      if (screen) screen->draw(float(width), float(height), now());
    });
    screen = std::make_unique<Screen>(*watch, driver->screen().textures(), lang);
    driver->frames(3);
    return out;
  }

  /// What golden_mismatch() says of the window as it is; skips without Korean fonts.
  void compare(const std::string& name) {
    driver->move(2, 2);
    driver->frames(2);
    if (!font_report().korean) GTEST_SKIP() << font_report().message;
    EXPECT_EQ(golden_mismatch(name, driver->picture()), "");
  }
};

}  // namespace lab::test
