// The dialogue: what is typed, what is answered, and the trace of it.
#include "tests/ui/fake_dialogue.h"
#include "tests/ui/stage_fixture.h"
#include "viz/panels/reply_parts.h"

namespace lab::test {
namespace {

struct DialogueTest : StageFixture {
  FakeDialogueWatch& open_talk(FakeText text = FakeText::english, int width = 1440,
                               int height = 900, Lang lang = Lang::en) {
    return open_stage<FakeDialogueWatch>(text, width, height, lang);
  }
};

std::string told(const ReplySpans& spans) {
  std::string out;
  for (const ReplySpan& span : spans.all()) {
    out += span.part == ReplySpan::kScript ? "" : std::to_string(span.part);
    out += "[" + std::string(span.text) + "]";
  }
  return out;
}

TEST_F(DialogueTest, WordsOfAReplyAreTracedToTheirParts) {
  Exchange e;
  e.parts = {
      {"", 0, 0, "0"}, {"my", 0, 2, "my"}, {"mother", 3, 9, "@family"}, {"my cat", 0, 0, "0"}};
  e.assembly = "Who else loves your {3} and {4}?",
  e.reply = "Who else loves your mother and your cat?";
  EXPECT_EQ(told(template_spans(e)), "[Who else loves your ]2[{3}][ and ]3[{4}][?]");
  EXPECT_EQ(told(reply_spans(e)), "[Who else loves your][ ]2[mother][ ][and][ ]3[your cat][?]");
  e.assembly = "{3}{은/는} 누구인가요?", e.reply = "Mother는 누구인가요?";
  EXPECT_EQ(told(template_spans(e)), "2[{3}]-2[{은/는}][ 누구인가요?]");
  EXPECT_EQ(told(reply_spans(e)), "2[Mother][는 ][누구인가요?]");
  e.assembly = "Something else {3}";
  EXPECT_EQ(told(reply_spans(e)), "[Mother는 누구인가요?]") << "the script's words are not there";
  e.assembly = "{9} {x} {", e.reply = "{9} {x} {";
  EXPECT_EQ(told(reply_spans(e)), "[{9} {x} {]");
}

TEST_F(DialogueTest, AnOverlongTemplateKeepsItsText) {
  Exchange e;
  e.parts = {{"a", 0, 1, "0"}};
  for (int i = 0; i < 40; ++i) e.assembly += "x{1}";
  std::string all;
  const ReplySpans spans = template_spans(e);
  for (const ReplySpan& span : spans.all()) all += span.text;
  EXPECT_EQ(all, e.assembly);
}

TEST_F(DialogueTest, TheNewestExchangeIsExplained) {
  open_talk();
  EXPECT_TRUE(driver->has("dialogue.exchange.3"));
  EXPECT_FALSE(driver->has("dialogue.keyword.0")) << "no rule fired on \"Well.\"";
  driver->click("dialogue.exchange.0");
  EXPECT_EQ(driver->item("dialogue.keyword.0").label, "remember");
  EXPECT_TRUE(driver->item("dialogue.keyword.0").enabled) << "its rule made the answer";
  EXPECT_FALSE(driver->item("dialogue.keyword.1").enabled);
  EXPECT_EQ(driver->item("dialogue.tried.0").label, "0 do you * 0");
  EXPECT_EQ(driver->item("dialogue.pattern").label, "0 i * 0");
  EXPECT_EQ(driver->item("dialogue.part.3").label, "my mother when it rains");
  EXPECT_FALSE(driver->has("dialogue.memory.0"));
  driver->click("dialogue.exchange.1");
  EXPECT_TRUE(driver->has("dialogue.memory.0"));
  driver->click("dialogue.exchange.1");
  EXPECT_EQ(view().dialogue.chosen, -1) << "a second click lets go";
}

TEST_F(DialogueTest, HoveringAnExchangePreviewsItsTrace) {
  open_talk();
  driver->click("dialogue.exchange.1");
  driver->hover("dialogue.exchange.0");
  EXPECT_EQ(driver->item("dialogue.pattern").label, "0 i * 0");
  driver->move(2, 2);
  EXPECT_EQ(driver->item("dialogue.pattern").label, "0 my @family 0");
}

TEST_F(DialogueTest, EnterSaysALineAndKeepsTheKeyboard) {
  FakeDialogueWatch& run = open_talk();
  driver->click("dialogue.again");
  EXPECT_EQ(run.asked.probe.text, "");
  EXPECT_FALSE(driver->has("dialogue.exchange.0"));
  driver->click("dialogue.input");
  driver->type("Well.");
  EXPECT_EQ(run.asked.probe.text, "") << "not before Enter";
  driver->key(im::Key::enter);
  EXPECT_EQ(run.asked.probe.text, "Well.");
  EXPECT_EQ(view().dialogue.input, "");
  driver->type("It is late.");
  driver->key(im::Key::enter);
  EXPECT_EQ(run.asked.probe.text, "Well.\nIt is late.");
  driver->key(im::Key::enter);
  driver->type("  ");
  driver->key(im::Key::enter);
  EXPECT_EQ(run.asked.probe.text, "Well.\nIt is late.") << "nothing was said";
  EXPECT_TRUE(driver->has("dialogue.exchange.1"));
}

TEST_F(DialogueTest, KoreanIsTyped) {
  FakeDialogueWatch& run = open_talk(FakeText::korean, 1440, 900, Lang::ko);
  driver->click("dialogue.again");
  driver->click("dialogue.input");
  driver->type("어머니가 요즘 전화를 안 받으세요");
  driver->key(im::Key::enter);
  ASSERT_EQ(run.frame().exchanges.size(), 1u);
  EXPECT_EQ(driver->item("dialogue.keyword.0").label, "어머니");
  EXPECT_EQ(driver->item("dialogue.part.1").label, "어머니");
}

TEST_F(DialogueTest, LongConversationsScrollAndStayAtTheEnd) {
  FakeDialogueWatch& run = open_talk(FakeText::english, 800, 560);
  const std::string line = run.default_text;
  view().probe_text = line + "\n" + line + "\n" + line;
  driver->frames(4);
  EXPECT_TRUE(driver->has("dialogue.exchange.11"));
  EXPECT_FALSE(driver->has("dialogue.exchange.0"));
  driver->wheel("dialogue.talk", 100);
  EXPECT_TRUE(driver->has("dialogue.exchange.0"));
  driver->click("dialogue.exchange.0");
  const float before = driver->item("dialogue.part.0").rect.y;
  driver->wheel("dialogue.trace", -4);
  EXPECT_LT(driver->item("dialogue.part.0").rect.y, before) << "the trace scrolls too";
}

TEST_F(DialogueTest, EverythingStaysOnScreen) {
  constexpr std::pair<int, int> kSizes[] = {{800, 560}, {1200, 820}, {1920, 1080}};
  for (const auto& [w, h] : kSizes)
    for (const Lang lang : {Lang::en, Lang::ko}) {
      open_talk(lang == Lang::ko ? FakeText::korean : FakeText::english, w, h, lang);
      for (const UiItem& item : driver->hook().items()) {
        const Rect& r = item.rect;
        EXPECT_TRUE(r.x >= 0 && r.right() <= float(w) + 0.5f) << item.id << " at " << w;
      }
    }
}

TEST_F(DialogueTest, Pictures) {
  open_talk(FakeText::english, 1200, 820);
  driver->click("dialogue.exchange.1");
  compare("stage_dialogue_en");
  open_talk(FakeText::korean, 800, 560, Lang::ko);
  view().theme = ThemeName::light;
  view().dialogue.chosen = 0;
  driver->frames(3);
  compare("stage_dialogue_small_ko");
  open_talk(FakeText::korean, 1920, 1080, Lang::ko);
  driver->click("dialogue.exchange.0");
  compare("stage_dialogue_large_ko");
}

}  // namespace
}  // namespace lab::test
