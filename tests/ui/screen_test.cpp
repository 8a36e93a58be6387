// What a person does to the screen, by label, and what must come of it.
#include <algorithm>
#include <cmath>

#include "tests/ui/lab_fixture.h"

namespace lab::test {
namespace {

using im::Key;
using Kind = Command::Kind;

struct ScreenTest : LabFixture {
  void SetUp() override { open(); }
  std::vector<Kind> kinds() const {
    std::vector<Kind> out;
    for (const Command& c : watch->commands) out.push_back(c.kind);
    return out;
  }
};

TEST_F(ScreenTest, PauseAndRunAreOneButtonAndTheSpaceBar) {
  driver->click("transport.pause");
  EXPECT_EQ(kinds(), (std::vector{Kind::pause}));
  EXPECT_FALSE(driver->has("transport.pause"));
  driver->click("transport.run");
  driver->key(Key::space);
  EXPECT_EQ(kinds(), (std::vector{Kind::pause, Kind::run, Kind::pause}));
}

TEST_F(ScreenTest, StepButtonsSayHowMany) {
  driver->click("transport.step");
  driver->click("transport.step_10");
  driver->key(Key::period);
  ASSERT_EQ(kinds(), (std::vector{Kind::step, Kind::step, Kind::step}));
  EXPECT_EQ(watch->commands[0].value, 1);
  EXPECT_EQ(watch->commands[1].value, 10);
  EXPECT_EQ(watch->commands[2].value, 1);
}

TEST_F(ScreenTest, AStoredRunCannotBeTrained) {
  open(1440, 900, FakeText::english, true);
  EXPECT_FALSE(driver->item("transport.run").enabled);
  EXPECT_FALSE(driver->item("transport.step").enabled);
  driver->click("transport.run");
  driver->click("transport.step_10");
  driver->drag("transport.learning_rate", 0.5f, 0.5f, 0.9f, 0.5f);
  driver->key(Key::space);
  driver->key(Key::period);
  driver->key(Key::b);
  EXPECT_TRUE(watch->commands.empty());
}

TEST_F(ScreenTest, SlidersSendOneCommandWhenTheyAreLetGo) {
  driver->drag("transport.learning_rate", 0.5f, 0.5f, 0.8f, 0.5f);
  ASSERT_EQ(kinds(), (std::vector{Kind::lr_scale}));
  EXPECT_NEAR(watch->commands[0].value, std::pow(256, 0.8) / 16, 0.4);
  driver->drag("transport.speed", 1, 0.5f, 0.4f, 0.5f);
  driver->drag("transport.speed", 0.4f, 0.5f, 1.05f, 0.5f);
  ASSERT_EQ(kinds(), (std::vector{Kind::lr_scale, Kind::speed_limit, Kind::speed_limit}));
  EXPECT_GT(watch->commands[1].value, 0.5);
  EXPECT_LT(watch->commands[1].value, 100);
  EXPECT_EQ(watch->commands[2].value, 0) << "the end of the scale is: no limit";
}

TEST_F(ScreenTest, TemperatureIsSharedByBothSliders) {
  driver->drag("transport.temperature", 0.4f, 0.5f, 0.75f, 0.5f);
  EXPECT_NEAR(probe().sampler.temperature, 1.5f, 0.05f);
  EXPECT_NEAR(watch->frame().probe.sampler.temperature, 1.5f, 0.05f);
  driver->drag("next.temperature", 0.75f, 0.5f, 0.25f, 0.5f);
  EXPECT_NEAR(probe().sampler.temperature, 0.5f, 0.05f);
}

TEST_F(ScreenTest, KoreanIsTypedIntoTheProbe) {
  open(1440, 900, FakeText::korean, false, Lang::ko);
  driver->retype("probe.text", "미나는 염소");
  EXPECT_EQ(probe().text, "미나는 염소");
  ASSERT_EQ(watch->frame().labels.size(), 6u);
  EXPECT_EQ(watch->frame().labels[4], "염");
  EXPECT_EQ(driver->item("probe.chip.5").label, "소");
  EXPECT_FALSE(driver->has("probe.chip.6"));
}

TEST_F(ScreenTest, CharactersThatTheModelLacksAreCounted) {
  driver->retype("probe.text", "Mina 漢字!");
  EXPECT_EQ(watch->frame().dropped, 3);
  EXPECT_EQ(watch->frame().labels.size(), 5u);
}

TEST_F(ScreenTest, KeysAreLeftAloneWhileTyping) {
  driver->click("probe.text");
  for (const Key key : {Key::space, Key::period, Key::comma, Key::x, Key::b, Key::f, Key::slash})
    driver->key(key);
  EXPECT_TRUE(watch->commands.empty());
  EXPECT_TRUE(view().heads.empty());
  EXPECT_EQ(view().time.step, -1);
  EXPECT_EQ(view().maximised, PanelId::none);
  EXPECT_FALSE(view().show_help);
  driver->key(Key::escape);
  driver->key(Key::x);
  EXPECT_EQ(view().heads.size(), 1u);
}

TEST_F(ScreenTest, LanguageAndThemeAreSwitchedWhileRunning) {
  driver->click("transport.theme");
  EXPECT_FALSE(theme().dark);
  EXPECT_EQ(driver->item("attention").label, "Attention");
  driver->click("transport.language");
  EXPECT_EQ(driver->item("attention").label, "어텐션");
  EXPECT_EQ(driver->item("transport.pause").label, "멈춤");
  driver->click("transport.language");
  EXPECT_EQ(driver->item("attention").label, "Attention");
}

TEST_F(ScreenTest, DraggingTheTimeMachineAsksForThatStep) {
  driver->drag("time.scale", 0.8f, 0.5f, 0.5f, 0.5f);
  const i64 middle = std::llround(std::sqrt(2001.) - 1);  // half way on log2(1 + step)
  EXPECT_NEAR(double(watch->asked.step), double(middle), 1);
  EXPECT_EQ(watch->frame().asked_step, watch->asked.step);
  const auto& keyframes = watch->keyframes();
  EXPECT_TRUE(std::ranges::binary_search(keyframes, watch->frame().step));
  driver->drag("time.scale", 0.5f, 0.5f, 0.99f, 0.5f);
  EXPECT_EQ(watch->asked.step, -1) << "past the newest step lies the present";
}

TEST_F(ScreenTest, KeyframesAreSteppedThroughByButtonAndKey) {
  const auto& keyframes = watch->keyframes();
  const i64 newest = keyframes.back(), before = keyframes[keyframes.size() - 2];
  driver->click("time.back");
  EXPECT_EQ(watch->asked.step, before);
  driver->key(Key::comma);
  driver->key(Key::left);
  EXPECT_EQ(watch->asked.step, keyframes[keyframes.size() - 4]);
  driver->key(Key::right);
  driver->click("time.forward");
  driver->click("time.forward");
  EXPECT_EQ(watch->asked.step, newest);
  driver->click("time.forward");
  EXPECT_EQ(watch->asked.step, -1);
  seek(view(), 0);
  driver->key(Key::comma);
  EXPECT_EQ(watch->asked.step, 0);
  driver->click("time.live");
  EXPECT_EQ(watch->asked.step, -1);
}

TEST_F(ScreenTest, PlayWalksThroughTheKeyframesAndEndsLive) {
  driver->click("time.play");
  EXPECT_LT(screen->next_frame_in(), 0.2);
  EXPECT_EQ(watch->asked.step, 0);
  driver->frames(60);
  EXPECT_EQ(watch->asked.step, watch->keyframes()[4]) << "four keyframes a second";
  driver->frames(16 * int(watch->keyframes().size()));
  EXPECT_EQ(watch->asked.step, -1);
  EXPECT_FALSE(view().time.playing);
}

TEST_F(ScreenTest, HoveringAHeadPreviewsAndAClickKeepsIt) {
  driver->hover("attention.head.1.3");
  EXPECT_EQ(view().selection.shown().layer, 1);
  EXPECT_EQ(view().selection.shown().head, 3);
  EXPECT_TRUE(view().selection.locked().empty());
  driver->move(2, 2);
  EXPECT_TRUE(view().selection.shown().empty());
  driver->click("attention.head.1.3");
  driver->move(2, 2);
  EXPECT_EQ(view().selection.shown(), (Pick{.layer = 1, .head = 3}));
  driver->click("attention.head.1.3");
  EXPECT_TRUE(view().selection.locked().empty());
  driver->click("attention.head.2.2");
  driver->key(Key::escape);
  EXPECT_TRUE(view().selection.locked().empty());
}

TEST_F(ScreenTest, BracketsAndQuotesWalkThroughTheHeads) {
  driver->key(Key::left_bracket);
  driver->key(Key::left_bracket);
  driver->key(Key::apostrophe);
  EXPECT_EQ(view().selection.locked(), (Pick{.layer = 1, .head = 1}));
  driver->key(Key::right_bracket);
  driver->key(Key::semicolon);
  driver->key(Key::semicolon);
  EXPECT_EQ(view().selection.locked(), (Pick{.layer = 2, .head = 0}));
}

TEST_F(ScreenTest, XCutsTheChosenHeadAndRestoresIt) {
  driver->click("attention.head.2.1");
  driver->key(Key::x);
  ASSERT_EQ(probe().heads.size(), 1u);
  EXPECT_EQ(probe().heads[0], (HeadEdit{2, 1, HeadMode::zero}));
  const float cut = watch->frame().candidates[0].raw;
  driver->click("attention.cut");
  EXPECT_TRUE(probe().heads.empty());
  EXPECT_NE(watch->frame().candidates[0].raw, cut) << "the look followed";
}

TEST_F(ScreenTest, ACharacterIsChosenInTheProbeAndOnTheMap) {
  driver->click("probe.chip.7");
  EXPECT_EQ(probe().position, 7);
  driver->click("probe.chip.7");
  EXPECT_EQ(probe().position, -1);
  driver->click("attention.map", 0.1f, 0.5f);
  EXPECT_EQ(probe().position, i64(watch->frame().ids.size()) / 2);
  driver->click("attention.query.3");
  EXPECT_EQ(probe().position, 3);
}

TEST_F(ScreenTest, ClickingACandidateForcesIt) {
  const i32 id = watch->frame().candidates[2].id;
  const std::size_t length = watch->frame().ids.size();
  driver->click("next.row.2");
  EXPECT_EQ(probe().forced, std::vector<i32>{id});
  EXPECT_EQ(watch->frame().ids.size(), length + 1);
  EXPECT_EQ(watch->frame().text_tokens, i64(length));
  driver->click("next.row.0");
  EXPECT_EQ(probe().forced.size(), 2u);
  driver->click("probe.clear_forced");
  EXPECT_TRUE(probe().forced.empty());
  EXPECT_FALSE(driver->has("probe.clear_forced"));
}

TEST_F(ScreenTest, TheDiceDrawsAnotherNumber) {
  const u64 seed = probe().sampler.seed;
  const double u = watch->frame().u;
  driver->click("next.dice");
  EXPECT_EQ(probe().sampler.seed, seed + 1);
  EXPECT_NE(watch->frame().u, u);
}

TEST_F(ScreenTest, TopKAndTopPCutCandidates) {
  driver->drag("next.top_k", 1, 0.5f, 0.5f, 0.5f);
  EXPECT_NEAR(probe().sampler.top_k, std::sqrt(double(watch->info().vocab)), 1);
  EXPECT_FALSE(watch->frame().candidates.back().kept);
  driver->double_click("next.top_k");
  EXPECT_EQ(probe().sampler.top_k, 0) << "a double-click keeps all again";
  driver->drag("next.top_p", 1, 0.5f, 0.5f, 0.5f);
  EXPECT_NEAR(probe().sampler.top_p, 0.525f, 0.02f);
}

TEST_F(ScreenTest, TheLossPlotSeeksAndChangesUnits) {
  driver->click("loss.plot", 0.25f, 0.5f);
  EXPECT_NEAR(double(watch->asked.step), 500, 10);
  driver->click("loss.bits");
  EXPECT_TRUE(view().loss.bits);
  driver->click("loss.log");
  EXPECT_TRUE(view().loss.log_x);
  driver->click("loss.plot", 0.5f, 0.5f);
  EXPECT_NEAR(double(watch->asked.step), std::sqrt(2000.), 3);
}

TEST_F(ScreenTest, SamplesAndTheTimeMachineFollowEachOther) {
  EXPECT_TRUE(view().samples.follow);
  EXPECT_FALSE(driver->has("samples.step.0"));
  driver->wheel("samples.list", 3);
  EXPECT_FALSE(view().samples.follow);
  driver->wheel("samples.list", -9);
  EXPECT_TRUE(view().samples.follow);
  driver->click("samples.step.512");
  EXPECT_TRUE(std::ranges::binary_search(watch->keyframes(), watch->asked.step));
  EXPECT_NEAR(std::log2(double(watch->asked.step)), 9, 0.2);
  seek(view(), 8);
  driver->frames(3);
  EXPECT_TRUE(driver->has("samples.step.0")) << "the sample of that moment comes into sight";
}

TEST_F(ScreenTest, TheKeyListCoversEverything) {
  driver->key(Key::slash);
  EXPECT_TRUE(view().show_help);
  driver->click("transport.pause");
  EXPECT_TRUE(watch->commands.empty()) << "the click closed the list and nothing else";
  EXPECT_FALSE(view().show_help);
}

TEST_F(ScreenTest, FMaximisesAttentionAndEscLeavesIt) {
  const float before = driver->item("attention.map").rect.w;
  driver->key(Key::f);
  EXPECT_FALSE(driver->has("loss.plot"));
  EXPECT_GT(driver->item("attention.map").rect.w, before);
  driver->key(Key::escape);
  EXPECT_TRUE(driver->has("loss.plot"));
}

TEST_F(ScreenTest, BAndTheButtonSetABookmark) {
  driver->key(Key::b);
  driver->click("time.bookmark");
  EXPECT_EQ(kinds(), (std::vector{Kind::bookmark, Kind::bookmark}));
}

TEST_F(ScreenTest, NarrowWindowsHaveTabs) {
  open(1000, 700);
  EXPECT_TRUE(driver->has("next.dice"));
  EXPECT_FALSE(driver->has("loss.plot"));
  driver->click("side.1");
  EXPECT_FALSE(driver->has("next.dice"));
  EXPECT_TRUE(driver->has("loss.plot"));
}

}  // namespace
}  // namespace lab::test
