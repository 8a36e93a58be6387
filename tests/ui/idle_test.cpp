// A frame in which nothing changed allocates nothing: counts every operator new of this binary.
// (Dear ImGui itself allocates through malloc, and keeps its buffers.)
#include <atomic>
#include <cstdlib>
#include <new>

#include "tests/ui/fake_dialogue.h"
#include "tests/ui/fake_lesson.h"
#include "tests/ui/fake_ngram.h"
#include "tests/ui/fake_scores.h"
#include "tests/ui/fake_tokens.h"
#include "tests/ui/stage_fixture.h"

namespace {
std::atomic<long> g_allocations{0};
}

void* operator new(std::size_t size) {
  ++g_allocations;
  if (void* memory = std::malloc(size ? size : 1)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace lab::test {
namespace {

struct Idle : StageFixture {
  long allocations_of_a_frame() {
    long count = 0;
    install_ui_hook(nullptr);  // notes labels in strings, for tests only
    driver->screen().frame([&] {
      const long before = g_allocations;
      screen->draw(1440, 900, 1);
      count = g_allocations - before;
    });
    return count;
  }
};

TEST_F(Idle, AFrameWithoutChangesAllocatesNothing) {
  for (const FakeText text : {FakeText::english, FakeText::korean}) {
    open(1440, 900, text, false, text == FakeText::korean ? Lang::ko : Lang::en);
    driver->click("attention.head.2.0");
    driver->frames(5);
    EXPECT_EQ(allocations_of_a_frame(), 0);
    EXPECT_EQ(allocations_of_a_frame(), 0);
  }
}

TEST_F(Idle, AnOpenLessonAllocatesNothing) {
  for (const Lang lang : {Lang::en, Lang::ko}) {
    open(1440, 900, FakeText::english, false, lang);
    ReaderMemory memory{.place = {.heading = 1, .answers = {{"mask", 1}}}};
    FakeLesson lesson(memory);
    screen->release();
    screen = std::make_unique<Screen>(*watch, driver->screen().textures(), lang, &lesson);
    view().lesson_open = true;
    driver->frames(5);
    EXPECT_TRUE(driver->has("lesson.page"));
    EXPECT_EQ(allocations_of_a_frame(), 0);
    EXPECT_EQ(allocations_of_a_frame(), 0);
    screen->release();
    screen.reset();
  }
}

TEST_F(Idle, ThePanelsOfTokensAllocateNothing) {
  for (const FakeText text : {FakeText::english, FakeText::korean})
    for (int panel = 0; panel < 3; ++panel) {
      open_stage<FakeTokensWatch>(text, 1440, 900, text == FakeText::korean ? Lang::ko : Lang::en);
      driver->click(ui::id_of("stage.panel", panel));
      driver->frames(5);
      EXPECT_EQ(allocations_of_a_frame(), 0) << panel;
      EXPECT_EQ(allocations_of_a_frame(), 0) << panel;
    }
}

TEST_F(Idle, ThePanelsOfNgramsAllocateNothing) {
  for (const Lang lang : {Lang::en, Lang::ko})
    for (int panel = 0; panel < 3; ++panel) {
      open(1440, 900, lang == Lang::ko ? FakeText::korean : FakeText::english, false, lang);
      make_ngram(*watch);
      view().stage_panel = panel;
      driver->frames(5);
      EXPECT_EQ(allocations_of_a_frame(), 0) << panel;
      EXPECT_EQ(allocations_of_a_frame(), 0) << panel;
    }
}

TEST_F(Idle, ADialogueAllocatesNothing) {
  for (const FakeText text : {FakeText::english, FakeText::korean}) {
    open_stage<FakeDialogueWatch>(text, 1440, 900, Lang::ko);
    driver->click("dialogue.exchange.0");
    driver->frames(5);
    EXPECT_EQ(allocations_of_a_frame(), 0);
    EXPECT_EQ(allocations_of_a_frame(), 0);
  }
}

TEST_F(Idle, TheScoreboardAllocatesNothing) {
  open();
  FakeScores scores;
  screen->show_scores_of(&scores);
  driver->key(im::Key::t);
  driver->hover("scoreboard.row.1");  // the longest text of all
  driver->frames(5);
  EXPECT_TRUE(driver->has("scoreboard.rows"));
  EXPECT_EQ(allocations_of_a_frame(), 0);
  EXPECT_EQ(allocations_of_a_frame(), 0);
}

TEST_F(Idle, TheCounterCounts) {
  open();
  driver->frames(5);
  watch->ask({.probe = {.text = "another text, long enough to need memory"}});
  EXPECT_GT(allocations_of_a_frame(), 0);
}

}  // namespace
}  // namespace lab::test
