// The scoreboard: opened by key and button, sorted bars, lines to compare with.
#include "viz/panels/scoreboard.h"

#include "tests/ui/fake_scores.h"
#include "tests/ui/stage_fixture.h"

namespace lab::test {
namespace {

struct ScoreboardTest : StageFixture {
  void open_scores(int width = 1440, int height = 900, Lang lang = Lang::en) {
    open(width, height, lang == Lang::ko ? FakeText::korean : FakeText::english, false, lang);
    screen->show_scores_of(&scores);
    driver->frames(2);
    driver->click("transport.scoreboard");
  }
  FakeScores scores;
};

TEST_F(ScoreboardTest, KeyAndButtonOpenAndCloseIt) {
  open();
  EXPECT_FALSE(driver->has("transport.scoreboard")) << "there is none to show";
  driver->key(im::Key::t);
  EXPECT_EQ(view().maximised, PanelId::none);
  open_scores();
  EXPECT_TRUE(driver->has("scoreboard.rows"));
  EXPECT_FALSE(driver->has("loss.plot"));
  driver->key(im::Key::t);
  EXPECT_FALSE(driver->has("scoreboard.rows"));
  EXPECT_TRUE(driver->has("loss.plot"));
  view().maximised = PanelId::attention;
  driver->key(im::Key::t);
  EXPECT_TRUE(driver->has("scoreboard.rows")) << "in place of another panel that had the stage";
  driver->key(im::Key::escape);
  EXPECT_FALSE(driver->has("scoreboard.rows"));
}

TEST_F(ScoreboardTest, RowsTellAllThatIsKnown) {
  open_scores();
  EXPECT_EQ(driver->item("scoreboard.row.0").label, "gpt-tinytown-7");
  EXPECT_TRUE(driver->has("scoreboard.row.6"));
  EXPECT_EQ(driver->item("scoreboard.line.5").label, "floor 1.36");
  EXPECT_EQ(driver->item("scoreboard.line.0").label, "uniform 5.13");
  EXPECT_LT(driver->item("scoreboard.line.5").rect.x, driver->item("scoreboard.line.0").rect.x);
}

TEST_F(ScoreboardTest, NamesOfLinesNeverTouch) {
  for (const auto& [w, h] : {std::pair(800, 560), std::pair(1200, 820), std::pair(1920, 1080)})
    for (const Lang lang : {Lang::en, Lang::ko}) {
      open_scores(w, h, lang);
      for (int i = 0; i < 6; ++i)
        for (int j = 0; j < i; ++j) {
          const Rect a = driver->item(ui::id_of("scoreboard.line", i)).rect;
          const Rect b = driver->item(ui::id_of("scoreboard.line", j)).rect;
          EXPECT_TRUE(a.right() <= b.x || b.right() <= a.x || a.bottom() <= b.y ||
                      b.bottom() <= a.y)
              << i << " and " << j << " at " << w;
        }
    }
}

TEST_F(ScoreboardTest, AClickOnALineComparesWithIt) {
  open_scores();
  const Image before = driver->picture();
  driver->click("scoreboard.line.2");
  EXPECT_EQ(view().scoreboard.against, "xz");
  driver->move(2, 2);
  EXPECT_FALSE(driver->picture() == before);
}

TEST_F(ScoreboardTest, WithoutScoresItSaysWhy) {
  scores.board = nullptr;
  scores.work = "gpt-tinytown-7: 40 %";
  open_scores();
  EXPECT_FALSE(driver->has("scoreboard.rows"));
  scores.board = std::make_shared<Scoreboard>();
  driver->frames(2);
  EXPECT_FALSE(driver->has("scoreboard.rows"));
}

TEST_F(ScoreboardTest, ALongBoardScrolls) {
  for (int i = 0; i < 60; ++i) {
    scores.board->rows.push_back(scores.board->rows[3]);
    scores.board->rows.back().name = "run " + std::to_string(i);
  }
  open_scores(800, 560);
  EXPECT_TRUE(driver->has("scoreboard.row.0"));
  EXPECT_FALSE(driver->has("scoreboard.row.66"));
  driver->wheel("scoreboard.rows", -200);
  EXPECT_FALSE(driver->has("scoreboard.row.0"));
  EXPECT_TRUE(driver->has("scoreboard.row.66"));
}

TEST_F(ScoreboardTest, Pictures) {
  open_scores(1200, 820);
  compare("scoreboard_en");
  open_scores(800, 560, Lang::ko);
  view().theme = ThemeName::light;
  compare("scoreboard_small_ko");
  open_scores(1920, 1080, Lang::ko);
  driver->hover("scoreboard.row.1");
  if (!font_report().korean) GTEST_SKIP() << font_report().message;
  EXPECT_EQ(golden_mismatch("scoreboard_large_ko", driver->picture()), "");
}

}  // namespace
}  // namespace lab::test
