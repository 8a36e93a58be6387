// Stages: which panels a kind of model has in the middle, how one gets to them, what is left out.
#include "viz/stage.h"

#include "tests/ui/fake_ngram.h"
#include "tests/ui/lab_fixture.h"
#include "viz/lesson/follow.h"

namespace lab::test {
namespace {

using im::Key;

constexpr const char* kStageNames[] = {"attention", "ngram", "tokens", "eliza"};

struct StageTest : LabFixture {
  void open_stage(const char* name, int width = 1440, int height = 900) {
    open(width, height);
    watch->change_info().stage = name;
    driver->frames(3);
  }
  PanelContext context() { return {*watch, view(), driver->screen().textures(), now(), 0}; }
};

TEST_F(StageTest, NoPanelOverlapsAnotherOnAnyStage) {
  for (const char* name : kStageNames)
    for (const auto& [w, h] : {std::pair{800, 560}, {1200, 820}, {1440, 900}, {1920, 1080}})
      for (const bool lesson : {false, true})
        for (int tab = 0; tab < 5; ++tab) {
          const Layout l = compute_layout(float(w), float(h), PanelId::none, std::min(tab, 3),
                                          {lesson, tab}, {&stage_named(name), 0});
          std::vector<Rect> shown;
          for (const Rect& r : {l.transport, l.experiment, l.samples, l.probe, l.stage, l.next,
                                l.loss, l.time_machine, l.status, l.tabs, l.lesson})
            if (!r.empty()) shown.push_back(r);
          for (std::size_t i = 0; i < shown.size(); ++i)
            for (std::size_t j = 0; j < i; ++j) {
              const Rect &a = shown[i], &b = shown[j];
              EXPECT_TRUE(a.right() <= b.x || b.right() <= a.x || a.bottom() <= b.y ||
                          b.bottom() <= a.y)
                  << name << " " << w << " x " << h << ": " << i << " and " << j;
            }
        }
}

TEST_F(StageTest, TabsAndNumberKeysChooseThePanel) {
  open_stage("ngram");
  make_ngram(*watch);
  driver->frames(3);
  EXPECT_TRUE(driver->has("ladder.sentence"));
  driver->click("stage.panel.1");
  driver->frames(2);
  EXPECT_TRUE(driver->has("bigrams.table"));
  driver->key(Key(int(Key::digit_0) + 3));
  driver->frames(2);
  EXPECT_TRUE(driver->has("sparsity.row.1"));
  EXPECT_EQ(view().stage_panel, 2);
  driver->key(Key(int(Key::digit_0) + 4));  // there is no fourth
  EXPECT_EQ(view().stage_panel, 2);
}

TEST_F(StageTest, AWholeStageKeepsItsTabs) {
  open_stage("ngram");
  make_ngram(*watch);
  driver->key(Key::f);
  EXPECT_EQ(view().maximised, PanelId::ladder);
  driver->frames(2);
  EXPECT_FALSE(driver->has("loss"));
  driver->click("stage.panel.2");
  driver->frames(2);
  EXPECT_EQ(view().maximised, PanelId::sparsity);
  EXPECT_TRUE(driver->has("sparsity.row.1"));
  EXPECT_TRUE(watch->asked.wanted);
  driver->key(Key::escape);
  driver->frames(2);
  EXPECT_EQ(view().maximised, PanelId::none);
  EXPECT_TRUE(driver->has("sparsity.row.1")) << "the panel that was chosen stays";
}

TEST_F(StageTest, LooksAskForTheTapsOfTheStage) {
  for (const char* name : kStageNames) {
    open_stage(name);
    EXPECT_EQ(watch->asked.probe.taps, stage_named(name).taps) << name;
  }
  EXPECT_EQ(stage_named("ngram").taps, taps::kCounts);
  EXPECT_EQ(stage_named("tokens").taps, taps::kPieces);
  EXPECT_EQ(stage_named("eliza").taps, taps::kDialogue);
}

TEST_F(StageTest, KeysOfHeadsActOnAttentionOnly) {
  for (const char* name : {"attention", "ngram"}) {
    open_stage(name);  // the run says that it has heads: the stage decides
    for (const Key key : {Key::left_bracket, Key::apostrophe, Key::x}) driver->key(key);
    const bool attention = std::string_view(name) == "attention";
    EXPECT_EQ(view().heads.size(), attention ? 1u : 0u) << name;
    EXPECT_EQ(view().selection.locked().empty(), !attention) << name;
  }
}

TEST_F(StageTest, NumberKeysAreTextWhileSomeoneTypes) {
  open_stage("ngram");
  driver->click("probe.text");
  driver->key(Key(int(Key::digit_0) + 2));
  EXPECT_EQ(view().stage_panel, 0);
}

TEST_F(StageTest, WhatARunLacksIsNotShown) {
  open_stage("ngram");
  EXPECT_TRUE(driver->has("transport.learning_rate"));
  make_ngram(*watch);
  driver->frames(2);
  EXPECT_FALSE(driver->has("transport.learning_rate")) << "nothing has an optimizer";
  EXPECT_TRUE(driver->has("transport.speed"));
  EXPECT_TRUE(driver->has("transport.temperature"));
}

TEST_F(StageTest, WhatNeverLearnsHasNothingOfLearning) {
  open_stage("eliza");
  for (const char* id : {"loss", "time.scale", "experiment", "samples", "next", "probe.text",
                         "transport.pause", "transport.step", "transport.speed"})
    EXPECT_FALSE(driver->has(id)) << id;
  for (const char* id : {"dialogue", "transport.language", "transport.theme", "transport.help"})
    EXPECT_TRUE(driver->has(id)) << id;
  for (const Key key : {Key::space, Key::period, Key::b}) driver->key(key);
  EXPECT_TRUE(watch->commands.empty());
  driver->click("transport.help");
  EXPECT_TRUE(view().show_help);
}

TEST_F(StageTest, LinksShowThePanelTheyName) {
  open_stage("ngram");
  make_ngram(*watch);
  driver->frames(2);
  PanelContext c = context();
  follow(c, parse_lab_link("lab:sparsity"));
  driver->frames(2);
  EXPECT_TRUE(driver->has("sparsity.row.1"));
  follow(c, parse_lab_link("lab:bigrams?previous=a&next=t"));
  driver->frames(2);
  EXPECT_TRUE(driver->item("bigrams.reading").label.starts_with("“a” → “t”"));
  follow(c, parse_lab_link("lab:ladder?position=3"));
  driver->frames(2);
  EXPECT_TRUE(driver->has("ladder.sentence"));
  EXPECT_EQ(view().selection.locked().query, 3);
}

TEST_F(StageTest, BesideALessonTheStageIsOneTabAndKeepsItsOwn) {
  const Layout l =
      compute_layout(1000, 820, PanelId::none, 0, {true, 0}, {&stage_named("ngram"), 1});
  EXPECT_TRUE(l.stage_tabs);
  EXPECT_FALSE(l.place(PanelId::bigrams).empty());
  EXPECT_TRUE(l.place(PanelId::ladder).empty());
  EXPECT_TRUE(l.place(PanelId::attention).empty());
}

TEST_F(StageTest, AnUnknownStageIsAttention) {
  EXPECT_STREQ(stage_named("something").name, "attention");
  EXPECT_EQ(panel_at(stage_named("ngram"), 99), PanelId::sparsity);
}

TEST_F(StageTest, EveryPanelHasANameAndStandsAlone) {
  open();
  for (const char* name : kStageNames)
    for (const PanelId panel : stage_named(name).panels) {
      ASSERT_EQ(panel_named(panel_name(panel)), panel);
      const PanelSize size = comfortable_size(panel);
      Headless alone(int(size.width), int(size.height));
      Screen one(*watch, alone.textures(), Lang::en);
      for (int i = 0; i < 2; ++i)
        alone.frame([&] { one.draw_panel_only(panel, size.width, size.height); });
      const auto& pixels = alone.picture().pixels;
      EXPECT_TRUE(std::ranges::any_of(pixels, [&](u32 p) { return p != pixels[0]; }))
          << panel_name(panel);
      one.release();
    }
}

}  // namespace
}  // namespace lab::test
