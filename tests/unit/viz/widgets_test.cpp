// Widgets driven by their ids.
#include "viz/draw/widgets.h"

#include <gtest/gtest.h>

#include "engine/core/check.h"
#include "tests/ui/driver.h"
#include "viz/i18n/strings.h"

namespace lab::test {
namespace {

struct Widgets : testing::Test {
  ~Widgets() override { set_language(Lang::en); }
  void draw() {
    if (ui::button("t.run", {10, 10, 100, 26}, tr(Str::transport_run))) ++clicks;
    if (ui::button("t.off", {120, 10, 100, 26}, "off", {.why_not = "stored run"})) ++off_clicks;
    ui::toggle("t.toggle", {230, 10, 100, 26}, "toggle", &on);
    const ui::SliderHit hit = ui::slider("t.lr", {10, 50, 300, 26}, &lr,
                                         {.lo = 1e-4f,
                                          .hi = 1,
                                          .log = true,
                                          .initial = 0.5f,
                                          .has_initial = true,
                                          .label = "lr",
                                          .value_text = "x"});
    changes += hit.changed, releases += hit.released;
    const std::string_view tabs[] = {"one", "two", "three"};
    tab = ui::tab_bar("t.tab", {10, 90, 400, 26}, tabs, tab);
    edits += ui::input_text("t.text", {10, 130, 300, 28}, &text, "hint");
    combos += ui::combo("t.combo", {330, 130, 120, 26}, tabs, &chosen);
    area = ui::hot("t.area", {10, 200, 200, 100});
    maximise |= ui::panel("t.panel", {330, 200, 300, 180}, "Title", "note", "help").maximise;
    escapes += im::key_pressed(im::Key::escape);
    types_now = ui::typing();
  }
  int clicks = 0, off_clicks = 0, changes = 0, releases = 0, tab = 0, edits = 0, combos = 0;
  int chosen = 0, escapes = 0;
  bool on = false, maximise = false, types_now = false;
  float lr = 0.01f;
  std::string text;
  ui::Hit area;
  Driver driver{640, 400, [this] { draw(); }};  // last: it draws at once
};

TEST_F(Widgets, AButtonIsPressedByIdInEveryLanguage) {
  driver.click("t.run");
  EXPECT_EQ(driver.item("t.run").label, "Run");
  set_language(Lang::ko);
  driver.click("t.run");
  EXPECT_EQ(driver.item("t.run").label, "학습");
  EXPECT_EQ(clicks, 2);
}

TEST_F(Widgets, ADisabledButtonDoesNothingAndSaysSo) {
  driver.click("t.off");
  EXPECT_EQ(off_clicks, 0);
  EXPECT_FALSE(driver.item("t.off").enabled);
  EXPECT_TRUE(driver.item("t.run").enabled);
}

TEST_F(Widgets, AToggleStaysDown) {
  driver.click("t.toggle");
  EXPECT_TRUE(on);
  driver.click("t.toggle");
  EXPECT_FALSE(on);
}

TEST_F(Widgets, ALogSliderIsDraggedByFactorsAndReleasesOnce) {
  driver.drag("t.lr", 0, 0.5f, 0.5f, 0.5f);
  EXPECT_NEAR(lr, 0.01f, 0.0005f);
  EXPECT_GT(changes, 3);
  EXPECT_EQ(releases, 1);
  driver.drag("t.lr", 0.5f, 0.5f, 3, 0.5f);  // beyond the end
  EXPECT_FLOAT_EQ(lr, 1);
  EXPECT_EQ(releases, 2);
  driver.double_click("t.lr");
  EXPECT_FLOAT_EQ(lr, 0.5f);
}

TEST_F(Widgets, TabsAndListsChoose) {
  driver.click("t.tab.2");
  EXPECT_EQ(tab, 2);
  EXPECT_FALSE(driver.has("t.combo.1"));
  driver.click("t.combo");
  driver.click("t.combo.1");
  EXPECT_EQ(chosen, 1);
  EXPECT_EQ(combos, 1);
  EXPECT_FALSE(driver.has("t.combo.1"));
}

TEST_F(Widgets, KoreanIsTypedIntoAField) {
  driver.click("t.text");
  EXPECT_TRUE(types_now);
  driver.type("미나는 ");
  driver.type("시장에서 사과를 샀다. 긴 글도 들어가야 하므로 조금 더 씁니다. 그래서 더 씁니다.");
  EXPECT_EQ(
      text,
      "미나는 시장에서 사과를 샀다. 긴 글도 들어가야 하므로 조금 더 씁니다. 그래서 더 씁니다.");
  driver.retype("t.text", "왕이");
  EXPECT_EQ(text, "왕이");
  driver.key(im::Key::backspace);
  EXPECT_EQ(text, "왕");
  EXPECT_GT(edits, 10);
}

TEST_F(Widgets, AnAreaReportsHoverAndDrag) {
  driver.hover("t.area");
  EXPECT_TRUE(area.hovered);
  EXPECT_EQ(area.x, 110);
  driver.move(600, 20);
  EXPECT_FALSE(area.hovered);
  driver.drag("t.area", 0.1f, 0.5f, 0.6f, 0.5f);
  EXPECT_FALSE(area.held);
}

TEST_F(Widgets, KeysReachThePanelsAndTheTitleMaximises) {
  driver.key(im::Key::escape);
  EXPECT_EQ(escapes, 1);
  driver.double_click("t.panel");
  EXPECT_TRUE(maximise);
}

TEST_F(Widgets, AnUnknownIdNamesTheKnownOnes) {
  try {
    driver.click("t.nothing");
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("t.run"), std::string::npos);
  }
}

TEST(Glide, ReachesItsTargetInTimeAndStops) {
  ui::Glide glide;
  EXPECT_EQ(glide.to(1, 0.016f), 1);
  float value = 1;
  for (int i = 0; i < 3; ++i) {
    const float next = glide.to(2, 0.016f);
    EXPECT_GT(next, value);
    EXPECT_LT(next, 2);
    value = next;
  }
  for (int i = 0; i < 40; ++i) glide.to(2, 0.016f);
  EXPECT_EQ(glide.to(2, 0.016f), 2);
  EXPECT_FALSE(glide.moving(2));
}

}  // namespace
}  // namespace lab::test
