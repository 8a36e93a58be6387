// Pieces, merges and fertility over real merges of a small text.
#include "tests/ui/fake_tokens.h"
#include "tests/ui/stage_fixture.h"
#include "viz/lesson/follow.h"
#include "viz/panels/common.h"
#include "viz/panels/token_view.h"

namespace lab::test {
namespace {

struct TokensPanels : StageFixture {
  FakeTokensWatch& open_panel(int panel, FakeText text = FakeText::english, int width = 1440,
                              int height = 900, Lang lang = Lang::en) {
    FakeTokensWatch& run = open_stage<FakeTokensWatch>(text, width, height, lang);
    driver->click(ui::id_of("stage.panel", panel));
    return run;
  }
  /// The first piece of the probe text with this label.
  i32 piece(std::string_view label) const {
    const auto& labels = watch->frame().labels;
    return i32(std::ranges::find(labels, label) - labels.begin());
  }
};

TEST_F(TokensPanels, AHexLabelIsToldFromATextThatLooksLikeOne) {
  EXPECT_TRUE(is_hex("ED 95", 2));
  EXPECT_TRUE(is_hex("ED", 1));
  EXPECT_FALSE(is_hex("ED", 2)) << "the letters E and D";
  EXPECT_FALSE(is_hex("e3", 1));
  EXPECT_FALSE(is_hex("한", 3));
  EXPECT_FALSE(is_hex("", 0));
}

TEST_F(TokensPanels, BytesAreReadOffTheMerges) {
  FakeTokensWatch run(FakeText::korean);
  const TokenView tokens(run.frame());
  std::array<int, 64> room;
  int whole = 0;
  for (i32 id = 0; id < tokens.vocab(); ++id) {
    const std::span<const int> bytes = bytes_of(tokens, id, room);
    ASSERT_EQ(i64(bytes.size()), tokens.bytes(id)) << id;
    if (tokens.label(id) != "·사과") continue;
    EXPECT_EQ(std::vector<int>(bytes.begin(), bytes.end()),
              (std::vector{0x20, 0xEC, 0x82, 0xAC, 0xEA, 0xB3, 0xBC}));
    ++whole;
  }
  EXPECT_EQ(whole, 1);
  std::array<int, 2> little;
  EXPECT_EQ(bytes_of(tokens, tokens.vocab() - 1, little).size(), 2u);
  EXPECT_TRUE(bytes_of(tokens, -1, room).empty());
}

TEST_F(TokensPanels, ADamagedLookIsNotFollowedRoundInCircles) {
  Frame frame;
  frame.taps = {{"tokens.merges", {}, {2, 3}, {3, 2, 9, 3, 3, 9}, {}},
                {"tokens.vocab", {}, {4, 2}, {1, 1, 1, 1, 1, 2, 1, 2}, {"a", "b", "??", "!!"}}};
  const TokenView tokens(frame);
  std::array<int, 64> room;
  EXPECT_EQ(bytes_of(tokens, 3, room).size(), 1u) << "made of itself";
  EXPECT_EQ(bytes_of(tokens, 2, room).size(), 1u) << "made of what came later";
  frame.taps[0].shape = {5, 3};  // values that are not there
  EXPECT_EQ(TokenView(frame).merges(), 0);
}

TEST_F(TokensPanels, APieceTellsItsMerges) {
  open_panel(0);
  const i32 the = piece("·the");
  driver->click(ui::id_of("pieces.chip", the));
  EXPECT_EQ(probe().position, the) << "one selection everywhere";
  constexpr const char* kNodes[] = {"·the", "·t", "·", "t", "he", "h", "e"};
  for (int i = 0; i < 7; ++i) EXPECT_EQ(driver->item(ui::id_of("pieces.tree", i)).label, kNodes[i]);
  EXPECT_FALSE(driver->has("pieces.tree.7")) << "three merges make seven nodes";
  driver->click(ui::id_of("pieces.chip", piece("·사과")));
  EXPECT_EQ(driver->item("pieces.tree.0").label, "·사과");
  EXPECT_EQ(driver->item("pieces.tree.1").label, "20 EC 82 AC EA B3");
}

TEST_F(TokensPanels, AMergeInTheTreeLeadsToItsMoment) {
  open_panel(0);
  driver->click(ui::id_of("pieces.chip", piece("·the")));
  driver->click("pieces.tree.0");
  const TokenView tokens(watch->frame());
  EXPECT_EQ(watch->asked.step, 4) << "one merge a step";
  EXPECT_EQ(tokens.label(tokens.vocab() - 1), "·the") << "and the token is the newest of them";
}

TEST_F(TokensPanels, BrokenCharactersAreBytesAndNeverReplacementMarks) {
  FakeTokensWatch& run = open_panel(0, FakeText::korean);
  driver->retype("probe.text", "꽃");
  ASSERT_EQ(run.frame().labels.size(), 3u) << "no merge knows this syllable";
  EXPECT_EQ(driver->item("pieces.chip.0").label, "EA");
  for (const UiItem& item : driver->hook().items())
    EXPECT_EQ(item.label.find("\uFFFD"), std::string::npos) << item.id;
}

TEST_F(TokensPanels, TheNewestMergeIsInSightAndAClickGoesToItsStep) {
  FakeTokensWatch& run = open_panel(1);
  EXPECT_TRUE(driver->has("merges.row.89"));
  EXPECT_FALSE(driver->has("merges.row.0"));
  driver->wheel("merges.list", 100);
  ASSERT_TRUE(driver->has("merges.row.0"));
  EXPECT_FALSE(driver->has("merges.row.89"));
  driver->click("merges.row.6");
  EXPECT_EQ(run.asked.step, 7);
  EXPECT_EQ(TokenView(run.frame()).merges(), 7);
  EXPECT_FALSE(driver->has("merges.row.7"));
  seek(view(), 0);
  driver->frames(3);
  EXPECT_FALSE(driver->has("merges.curve")) << "nothing is merged before the first step";
}

TEST_F(TokensPanels, ALessonPointsAtAMerge) {
  open_panel(0);
  PanelContext context{*watch, view(), driver->screen().textures(), now(), 0};
  follow(context, parse_lab_link("lab:merges?merge=12"));
  driver->frames(3);
  EXPECT_TRUE(driver->has("merges.row.11")) << "its own number is 12";
  EXPECT_FALSE(driver->has("merges.row.89"));
  EXPECT_EQ(view().merges.kept, 11);
}

TEST_F(TokensPanels, TheCurveAndTheListPointAtEachOther) {
  open_panel(1);
  driver->hover("merges.curve");
  const i32 pointed = view().selection.shown().token;
  EXPECT_GE(pointed, 256);
  driver->click("merges.curve", 0.3f, 0.5f);
  EXPECT_GT(watch->asked.step, 0);
  EXPECT_LT(watch->asked.step, 90);
}

TEST_F(TokensPanels, FertilityFollowsTheMerges) {
  open_panel(2, FakeText::english, 1920, 1080);
  EXPECT_TRUE(driver->has("fertility.bar.3.0"))
      << "the probe text has a column where there is room";
  const std::string now = driver->item("fertility.bar.1.0").label;
  seek(view(), 0);
  driver->frames(3);
  const Fertility korean = TokenView(watch->frame()).fertility(1);
  EXPECT_EQ(driver->item("fertility.bar.1.0").label,
            fixed(korean.bytes / korean.characters, 2).view());
  EXPECT_GT(driver->item("fertility.bar.1.0").label, now);
  EXPECT_EQ(driver->item("fertility.bar.1.2").label, "1.00") << "a byte is a token";
}

TEST_F(TokensPanels, OtherModelsHaveNoPieces) {
  open();
  for (const PanelId panel : {PanelId::pieces, PanelId::merges, PanelId::fertility}) {
    view().maximised = panel;
    driver->frames(3);
    EXPECT_FALSE(driver->has("pieces.chip.0"));
    EXPECT_FALSE(driver->has("merges.list"));
    EXPECT_FALSE(driver->has("fertility.bar.0.0"));
  }
}

TEST_F(TokensPanels, EverythingStaysOnScreen) {
  constexpr std::pair<int, int> kSizes[] = {{800, 560}, {1200, 820}, {1920, 1080}};
  for (const auto& [w, h] : kSizes)
    for (int panel = 0; panel < 3; ++panel)
      for (const Lang lang : {Lang::en, Lang::ko}) {
        open_panel(panel, lang == Lang::ko ? FakeText::korean : FakeText::english, w, h, lang);
        for (const UiItem& item : driver->hook().items()) {
          if (item.id.starts_with("samples.step.")) continue;
          const Rect& r = item.rect;
          EXPECT_TRUE(r.x >= 0 && r.y >= 0 && r.right() <= float(w) + 0.5f &&
                      r.bottom() <= float(h) + 0.5f)
              << item.id << " at " << w << " x " << h;
        }
      }
}

TEST_F(TokensPanels, Pictures) {
  constexpr const char* kNames[] = {"pieces", "merges", "fertility"};
  for (int panel = 0; panel < 3; ++panel) {
    open_panel(panel, FakeText::english, 1200, 820);
    if (panel == 0) driver->click(ui::id_of("pieces.chip", piece("·there")));
    compare(std::string("stage_") + kNames[panel] + "_en");
    open_panel(panel, FakeText::korean, 800, 560, Lang::ko);
    view().theme = ThemeName::light;
    compare(std::string("stage_") + kNames[panel] + "_small_ko");
    open_panel(panel, FakeText::korean, 1920, 1080, Lang::ko);
    if (panel == 0) driver->click(ui::id_of("pieces.chip", piece("·사과를")));
    compare(std::string("stage_") + kNames[panel] + "_large_ko");
  }
}

}  // namespace
}  // namespace lab::test
