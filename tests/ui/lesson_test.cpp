// The lesson beside the panels, driven by label: links act, quizzes are remembered, pages turn.
#include "tests/ui/lesson_fixture.h"
#include "viz/lesson/follow.h"

namespace lab::test {
namespace {

using im::Key;
using Kind = Command::Kind;

TEST_F(LessonTest, LAndTheButtonOpenAndCloseIt) {
  open();
  EXPECT_TRUE(driver->has("lesson.page"));
  driver->key(Key::l);
  driver->frames(2);
  EXPECT_FALSE(driver->has("lesson.page"));
  driver->click("transport.lesson");
  EXPECT_TRUE(driver->has("lesson.page"));
  driver->click("lesson.close");
  EXPECT_FALSE(driver->has("lesson.page"));
}

TEST_F(LessonTest, WithoutALessonThereIsNoButton) {
  FakeWatch alone(FakeText::english);
  std::unique_ptr<Screen> bare;
  Driver one(1440, 900, [&] {
    if (bare) bare->draw(1440, 900, one.screen().now());
  });
  bare = std::make_unique<Screen>(alone, one.screen().textures(), Lang::en);
  one.key(Key::l);
  one.frames(2);
  EXPECT_FALSE(one.has("transport.lesson"));
  EXPECT_FALSE(one.has("lesson.page"));
  bare->release();
}

TEST_F(LessonTest, ALinkSetsTheOneSelectionAndRingsThePanel) {
  open();
  click("lab:attention?layer=1&head=2");
  EXPECT_EQ(view().selection.locked(), (Pick{.layer = 1, .head = 2}));
  EXPECT_EQ(view().ring.panel, PanelId::attention);
  EXPECT_GT(ring_strength(view(), driver->screen().now()), 0.5f);
  EXPECT_LT(screen->next_frame_in(), 0.02) << "the ring fades";
  click("lab:attention?layer=1&head=2");
  EXPECT_EQ(view().selection.locked(), (Pick{.layer = 1, .head = 2})) << "a link never unlocks";
  driver->frames(120);
  EXPECT_EQ(ring_strength(view(), driver->screen().now()), 0);
}

TEST_F(LessonTest, AHeadThatTheModelLacksIsDropped) {
  prepare = [](FakeLesson& lesson) {
    lesson.markdown =
        "# A\n\n[far](lab:attention?layer=70&head=1) [cut](lab:head?layer=70&head=0&mode=zero)";
  };
  open();
  click("lab:attention?layer=70&head=1");
  EXPECT_EQ(view().selection.locked().layer, -1);
  click("lab:head?layer=70&head=0&mode=zero");
  EXPECT_TRUE(view().heads.empty());
}

TEST_F(LessonTest, ATabThatIsHiddenComesForward) {
  open(1440, 900);
  EXPECT_FALSE(driver->has("loss.plot"));
  click("lab:loss?bits=1");
  driver->frames(2);
  EXPECT_TRUE(driver->has("loss.plot"));
  EXPECT_TRUE(view().loss.bits);
}

TEST_F(LessonTest, LinksSeekAndAskAndCommand) {
  open();
  go_to(1);
  click("lab:timemachine?step=64");
  EXPECT_EQ(watch->asked.step, 64);
  click("lab:timemachine");
  EXPECT_EQ(watch->asked.step, 64) << "without a step it only points";
  click("lab:probe?text=Mina%20had");
  EXPECT_EQ(probe().text, "Mina had");
  click("lab:head?layer=0&head=3&mode=zero");
  ASSERT_EQ(probe().heads.size(), 1u);
  EXPECT_EQ(probe().heads[0], (HeadEdit{0, 3, HeadMode::zero}));
  click("lab:head?layer=0&head=3&mode=normal");
  EXPECT_TRUE(probe().heads.empty());
  click("lab:next?temperature=1.5&top_k=7");
  EXPECT_EQ(probe().sampler.temperature, 1.5f);
  EXPECT_EQ(probe().sampler.top_k, 7);
  click("lab:train?steps=200");
  click("lab:pause");
  ASSERT_EQ(watch->commands.size(), 2u);
  EXPECT_EQ(watch->commands[0].kind, Kind::step);
  EXPECT_EQ(watch->commands[0].value, 200);
  EXPECT_EQ(watch->commands[1].kind, Kind::pause);
}

TEST_F(LessonTest, AStoredRunIsNotTrained) {
  open(1440, 900, Lang::en, true);
  go_to(1);
  click("lab:train?steps=200");
  click("lab:pause");
  EXPECT_TRUE(watch->commands.empty());
}

TEST_F(LessonTest, BrokenLinksDoNothingAndAddressesOpenOnAClickOnly) {
  open();
  const Pick before = view().selection.locked();
  click("lab:fly?high=1");
  EXPECT_EQ(view().selection.locked(), before);
  EXPECT_EQ(view().ring.panel, PanelId::none);
  driver->hover("lesson.https://example.org/page");
  EXPECT_TRUE(host->opened.empty());
  click("https://example.org/page");
  EXPECT_EQ(host->opened, std::vector<std::string>{"https://example.org/page"});
}

TEST_F(LessonTest, AQuizAsksBeforeItTellsAndRemembers) {
  open();
  go_to(1);
  EXPECT_FALSE(driver->has("lesson.quiz.mask.0"));
  click("lab:quiz?id=mask");
  driver->frames(2);
  EXPECT_EQ(driver->item("lesson.quiz.mask.1").label, "a leak");
  driver->click("lesson.quiz.mask.2");
  driver->frames(2);
  EXPECT_FALSE(driver->has("lesson.quiz.mask.2")) << "one answer, and no second";
  driver->frames(60);
  EXPECT_EQ(memory.place.answers.at("mask"), 2);

  open();  // another day
  go_to(1);
  EXPECT_FALSE(driver->has("lesson.quiz.mask.0")) << "it shows what was answered";
  click("lab:quiz?id=mask");
  driver->frames(2);
  click("lab:quiz?id=mask");
  driver->frames(2);
  EXPECT_FALSE(driver->has("lesson.quiz.mask.0"));
  EXPECT_EQ(memory.place.answers.size(), 1u);
}

TEST_F(LessonTest, TheJudgeIsAskedAndItsReportShown) {
  open();
  go_to(1);
  click("lab:check?exercise=10.1");
  EXPECT_EQ(host->checked, std::vector<std::string>{"10.1"});
  driver->frames(2);
  const auto says = [&](std::string_view words) {
    return screen->lesson().page().text.find(words) != std::string::npos;
  };
  EXPECT_TRUE(says("Exercise 10.1"));
  EXPECT_TRUE(says("compiles"));
  host->finish("10.1", {{"wanted 3, got 4", CheckReport::Tone::bad}});
  driver->frames(2);
  EXPECT_TRUE(says("wanted 3, got 4"));
  EXPECT_FALSE(says("compiles"));
  click("lab:check?exercise=10.1");
  EXPECT_EQ(host->checked.size(), 2u);
}

TEST_F(LessonTest, PagesTurnByKeyAndWheelAndThePlaceIsKept) {
  open();
  EXPECT_EQ(screen->lesson().place().heading, 0);
  driver->key(Key::end);
  driver->frames(40);
  EXPECT_EQ(screen->lesson().place().heading, 3);
  driver->key(Key::page_up);
  const double higher = screen->lesson().place().offset;
  driver->wheel("lesson.page", -2);
  EXPECT_GT(screen->lesson().place().offset, higher);
  driver->frames(60);
  EXPECT_EQ(memory.place.heading, 3);
  const int kept = memory.kept;
  driver->frames(60);
  EXPECT_EQ(memory.kept, kept) << "a place that stands still is kept once";

  const PagePlace left = screen->lesson().place();
  open(1100, 700, Lang::ko);  // narrower, another language, another day
  EXPECT_EQ(screen->lesson().place().heading, left.heading);
  EXPECT_NEAR(screen->lesson().place().offset, left.offset, 0.02);
  driver->key(Key::home);
  driver->frames(40);
  EXPECT_EQ(screen->lesson().place().heading, 0);
}

TEST_F(LessonTest, ContentsJump) {
  open();
  driver->click("lesson.contents");
  driver->frames(2);
  EXPECT_EQ(driver->item("lesson.section.2").label, "2. Setting");
  driver->click("lesson.section.2");
  driver->frames(3);
  EXPECT_EQ(screen->lesson().place().heading, 2);
  EXPECT_FALSE(driver->has("lesson.section.2"));
}

TEST_F(LessonTest, ASymptomOpensTheLessonAtItsSection) {
  open();
  watch->change_info().references.back().nats = 1.6f;  // the loss lies below this floor
  watch->change_info().trouble = {10, 2, {{"leak_floor", 5}}};
  driver->key(im::Key::l);
  driver->frames(3);
  ASSERT_FALSE(view().lesson_open);
  screen->release();
  screen = std::make_unique<Screen>(*watch, driver->screen().textures(), Lang::en, host.get());
  driver->frames(3);
  driver->click("loss.trouble");
  driver->frames(3);
  EXPECT_TRUE(view().lesson_open);
  EXPECT_EQ(screen->lesson().place().heading, 2);
  EXPECT_EQ(view().lesson_link, "");
}

TEST_F(LessonTest, TheLanguageOfTheLabIsTheLessonsAndKeepsTheSection) {
  open();
  go_to(2);
  driver->click("transport.language");
  driver->frames(3);
  EXPECT_EQ(screen->lesson().place().heading, 2);
  EXPECT_EQ(driver->item("lesson").label, "10. GPT, 작은 강의");
  driver->click("transport.language");
  driver->frames(3);
  EXPECT_EQ(driver->item("lesson").label, "10. GPT: a small lesson");
  EXPECT_EQ(screen->lesson().place().heading, 2);
}

TEST_F(LessonTest, WithoutKoreanTheEnglishTextIsReadWithANote) {
  prepare = [](FakeLesson& lesson) { lesson.no_korean = true; };
  open(1440, 900, Lang::ko);
  EXPECT_EQ(driver->item("lesson").label, "10. GPT: a small lesson");
}

TEST_F(LessonTest, InASmallWindowItTakesTheStageAndMakesRoomWhenALinkPoints) {
  open(800, 560);
  EXPECT_TRUE(driver->has("lesson.page"));
  EXPECT_FALSE(driver->has("attention.map"));
  click("lab:attention?layer=1&head=2");
  driver->frames(2);
  EXPECT_FALSE(view().lesson_open);
  EXPECT_TRUE(driver->has("attention.map"));
  driver->key(Key::l);
  driver->frames(2);
  EXPECT_TRUE(driver->has("lesson.page"));
}

}  // namespace
}  // namespace lab::test
