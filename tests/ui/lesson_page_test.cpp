// How the lesson's page is set: no overlap, no cut word, pictures, both scripts.
#include <algorithm>

#include "tests/ui/lesson_fixture.h"
#include "viz/lesson/formula.h"
#include "viz/lesson/page.h"

namespace lab::test {
namespace {

TEST_F(LessonTest, NothingOverlapsAtAnySize) {
  constexpr PanelId kAll[] = {PanelId::transport, PanelId::experiment,   PanelId::samples,
                              PanelId::probe,     PanelId::attention,    PanelId::next,
                              PanelId::loss,      PanelId::time_machine, PanelId::status,
                              PanelId::lesson};
  for (int w = 800; w <= 2560; w += 44)
    for (const int h : {560, 640, 760, 900, 1200})
      for (int tab = 0; tab < 5; ++tab) {
        const Layout l =
            compute_layout(float(w), float(h), PanelId::none, std::min(tab, 3), {true, tab});
        std::vector<Rect> shown{l.tabs};
        for (const PanelId panel : kAll)
          if (!l.place(panel).empty()) shown.push_back(l.place(panel));
        EXPECT_FALSE(l.lesson.empty());
        EXPECT_TRUE(l.lesson_takes_stage || (l.lesson.w >= 416 && l.lesson.w <= 528)) << w;
        for (std::size_t i = 0; i < shown.size(); ++i)
          for (std::size_t j = 0; j < i; ++j) {
            const Rect &a = shown[i], &b = shown[j];
            if (a.empty() || b.empty()) continue;
            EXPECT_TRUE(a.right() <= b.x || b.right() <= a.x || a.bottom() <= b.y ||
                        b.bottom() <= a.y)
                << w << " x " << h << " tab " << tab;
            EXPECT_TRUE(a.x >= 0 && a.y >= 0 && a.right() <= float(w) && a.bottom() <= float(h));
          }
      }
}

/// Words stay inside the column, and no two pieces of one line lie upon each other.
void expect_readable(const Page& page) {
  for (std::size_t i = 0; i < page.pieces.size(); ++i) {
    const Piece& p = page.pieces[i];
    EXPECT_GE(p.x, -1) << page.words(p);
    EXPECT_LE(p.x + p.w, page.width + 8) << page.words(p);
    EXPECT_NEAR(measure(p.face, page.words(p)).x, p.w, 6) << page.words(p);
  }
}

TEST_F(LessonTest, NoWordLeavesItsColumnAtAnyWidth) {
  open();
  const Lesson lesson = host->text(false).lesson;
  PageState state;
  state.open_quizzes = {"mask"};
  for (float width = 200; width < 700; width += 37)
    expect_readable(lay_out(lesson, *host, state, {}, width));
}

TEST_F(LessonTest, KoreanIsBrokenBetweenWords) {
  open(1440, 900, Lang::ko);
  const std::string text =
      "한국어 문장은 띄어쓰기에서만 줄을 바꾸어야 **읽기**에 편합니다. `낱말` 가운데에서 끊기면 안 "
      "됩니다.";
  const Lesson lesson = parse_lesson(text);
  const Page page = lay_out(lesson, *host, {}, {}, 220);
  std::string words;
  float y = -1;
  for (const Piece& piece : page.pieces) {
    if (y >= 0 && piece.y > y + 8) words += "|";
    y = piece.y;
    words += page.words(piece);
  }
  EXPECT_NE(words.find('|'), std::string::npos);
  for (const char* whole :
       {"띄어쓰기에서만", "바꾸어야", "읽기에", "편합니다.", "가운데에서", "끊기면"})
    EXPECT_NE(words.find(whole), std::string::npos) << whole << " in " << words;
}

/// The spaces of `text` at which no line ends, as "_".
std::string held(std::string text) {
  const std::string plain = text;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (plain[i] == ' ' && holds_together(plain, i)) text[i] = '_';
  return text;
}

TEST(LessonFormula, IsHeldTogetherAndProseIsNot) {
  EXPECT_EQ(held("then q = (1, 2) and not more"), "then q_=_(1,_2) and not more");
  EXPECT_EQ(held("as T → 0, ln 57 = 4.043 nats"), "as T_→_0, ln 57_=_4.043_nats");
  EXPECT_EQ(held("in 1 MB, (see 3, and 4) a"), "in 1_MB, (see 3, and 4) a");
  EXPECT_EQ(held("s − 4.7750 is -ln p"), "s_−_4.7750 is -ln p");
}

TEST_F(LessonTest, AFormulaStaysOnOneLineWhileItFits) {
  open();
  const Lesson lesson = parse_lesson("words in front, and then q = (1, 2) and x → **0** end");
  for (float width = 120; width < 420; width += 7) {
    const Page page = lay_out(lesson, *host, {}, {}, width);
    std::string words;
    float y = -1;
    for (const Piece& piece : page.pieces) {
      if (y >= 0 && piece.y > y + 8) words += "|";
      y = piece.y;
      words += page.words(piece);
    }
    std::erase(words, ' ');
    EXPECT_NE(words.find("q=(1,2)"), std::string::npos) << words;
    EXPECT_NE(words.find("x→0"), std::string::npos) << words;
  }
}

TEST_F(LessonTest, MissingPicturesAreFramedAndStandInsAreDrawn) {
  open();
  go_to(2);
  EXPECT_EQ(driver->item("lesson.picture").label, "figures/none.png");
  EXPECT_EQ(driver->screen().textures().live_textures(), 1);
}

TEST_F(LessonTest, PicturesAreScaledToTheColumnAndGivenBack) {
  const std::string folder = testing::TempDir();
  Image image{900, 300, std::vector<u32>(900 * 300, 0xFF40FF40u)};
  write_png(folder + "lesson_wide.png", image);
  prepare = [&](FakeLesson& lesson) {
    lesson.folder = folder;
    lesson.markdown = "# A\n\n![outside](../secret.png)\n\n![wide](lesson_wide.png)";
  };
  open();
  const Rect picture =
      driver->hook().items().empty() ? Rect{} : driver->item("lesson.picture").rect;
  EXPECT_EQ(driver->screen().textures().live_textures(), 2);
  EXPECT_LE(picture.w, 520);
  driver->click("lesson.picture");
  driver->frames(2);
  EXPECT_EQ(driver->screen().textures().live_textures(), 3) << "in its own size, on top";
  driver->click("lesson.picture.close");
  EXPECT_FALSE(screen->lesson().enlarged());
  screen->release();
  EXPECT_EQ(driver->screen().textures().live_textures(), 0);
}

}  // namespace
}  // namespace lab::test
