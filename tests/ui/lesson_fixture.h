// The whole screen with a small lesson, driven by label.
#pragma once
#include <gtest/gtest.h>

#include <functional>
#include <memory>

#include "tests/ui/driver.h"
#include "tests/ui/fake_lesson.h"
#include "tests/ui/fake_watch.h"
#include "viz/app.h"

namespace lab::test {

struct LessonTest : testing::Test {
  void open(int width = 1440, int height = 900, Lang lang = Lang::en, bool stored = false) {
    close();
    watch = std::make_unique<FakeWatch>(lang == Lang::ko ? FakeText::korean : FakeText::english,
                                        stored);
    host = std::make_unique<FakeLesson>(memory);
    if (prepare) prepare(*host);
    driver = std::make_unique<Driver>(width, height, [this, width, height] {
      if (screen) screen->draw(float(width), float(height), driver->screen().now());
    });
    screen = std::make_unique<Screen>(*watch, driver->screen().textures(), lang, host.get());
    driver->frames(3);
    driver->key(im::Key::l);
    driver->frames(3);
  }
  void close() {
    if (screen) screen->release();
    screen.reset(), driver.reset(), host.reset(), watch.reset();
    set_theme(ThemeName::dark);
    set_language(Lang::en);
  }
  void TearDown() override { close(); }
  void go_to(i32 heading) {
    screen->lesson().go_to(heading);
    driver->frames(3);
  }
  void click(const std::string& link) { driver->click("lesson." + link); }
  ViewState& view() { return screen->view(); }
  const Probe& probe() const { return watch->asked.probe; }

  ReaderMemory memory;
  std::function<void(FakeLesson&)> prepare;
  std::unique_ptr<FakeWatch> watch;
  std::unique_ptr<FakeLesson> host;
  std::unique_ptr<Driver> driver;
  std::unique_ptr<Screen> screen;
};

}  // namespace lab::test
