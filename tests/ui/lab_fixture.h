// The whole screen over a FakeWatch, driven by label.
#pragma once
#include <gtest/gtest.h>

#include <memory>

#include "tests/ui/driver.h"
#include "tests/ui/fake_watch.h"
#include "viz/app.h"

namespace lab::test {

struct LabFixture : testing::Test {
  /// Builds everything anew; call it again for another size or another run.
  void open(int width = 1440, int height = 900, FakeText text = FakeText::english,
            bool stored = false, Lang lang = Lang::en) {
    close();
    watch = std::make_unique<FakeWatch>(text, stored);
    driver = std::make_unique<Driver>(width, height, [this, width, height] {
      if (screen) screen->draw(float(width), float(height), now());
    });
    screen = std::make_unique<Screen>(*watch, driver->screen().textures(), lang);
    driver->frames(3);
  }
  void close() {
    if (screen) screen->release();
    screen.reset(), driver.reset(), watch.reset();
    set_theme(ThemeName::dark);
    set_language(Lang::en);
  }
  void TearDown() override { close(); }

  double now() const { return driver ? driver->screen().now() : 0; }
  ViewState& view() { return screen->view(); }
  const Probe& probe() const { return watch->asked.probe; }

  std::unique_ptr<FakeWatch> watch;
  std::unique_ptr<Driver> driver;
  std::unique_ptr<Screen> screen;
};

}  // namespace lab::test
