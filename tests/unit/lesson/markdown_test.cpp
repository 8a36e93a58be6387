// Markdown to blocks: every form that lessons use, and bytes that no lesson should hold.
#include <gtest/gtest.h>

#include "engine/core/check.h"
#include "engine/core/rng.h"
#include "engine/io/files.h"
#include "engine/lesson/lesson.h"

namespace lab {
namespace {

using Kind = Block::Kind;

std::vector<Kind> kinds(const Lesson& lesson) {
  std::vector<Kind> out;
  for (const Block& block : lesson.blocks) out.push_back(block.kind);
  return out;
}

/// What every lesson keeps, whatever it was made from.
void expect_sound(const Lesson& lesson) {
  const auto sound = [&](const Spans& spans) {
    for (const Span& span : spans) {
      ASSERT_LT(span.link, i32(lesson.links.size()));
      EXPECT_EQ(clean_utf8(span.text), span.text);
    }
  };
  for (const Block& block : lesson.blocks) {
    EXPECT_LE(block.indent, kMaxIndent);
    EXPECT_LE(block.quotes, block.indent);
    sound(block.spans);
    for (const auto& row : block.rows)
      for (const Spans& cell : row) sound(cell);
  }
  for (const Link& link : lesson.links)
    EXPECT_EQ(link.why.empty(), link.kind != Link::Kind::broken);
}

TEST(Markdown, InlineStylesBecomeSpans) {
  const Lesson lesson = parse_lesson("A **bold** *word* and `code`, [look](lab:loss).");
  ASSERT_EQ(kinds(lesson), std::vector{Kind::paragraph});
  const Spans& spans = lesson.blocks[0].spans;
  ASSERT_EQ(spans.size(), 9u);
  EXPECT_EQ(spans[1], (Span{.text = "bold", .bold = true}));
  EXPECT_EQ(spans[3], (Span{.text = "word", .emphasis = true}));
  EXPECT_EQ(spans[5], (Span{.text = "code", .code = true}));
  EXPECT_EQ(spans[7], (Span{.text = "look", .link = 0}));
  EXPECT_EQ(lesson.links[0].kind, Link::Kind::lab);
  EXPECT_EQ(lesson.links[0].lab.verb, LabVerb::loss);
}

TEST(Markdown, CommentsVanishWhereverTheyStand) {
  const Lesson lesson = parse_lesson(
      "## 2. Title\n<!-- of: 0a1b 2c3d -->\n\nln 57 = 4.043<!-- num:ln-vocab-town -->.\n\n"
      "| a |\n|---|\n| 1.5<!-- num:x --> |\n\n<!-- a\nlong one -->\nend");
  ASSERT_EQ(kinds(lesson),
            (std::vector{Kind::heading, Kind::paragraph, Kind::table, Kind::paragraph}));
  EXPECT_EQ(plain_text(lesson.blocks[1].spans), "ln 57 = 4.043.");
  EXPECT_EQ(plain_text(lesson.blocks[2].rows[1][0]), "1.5");
  EXPECT_EQ(plain_text(lesson.blocks[3].spans), "end");
}

TEST(Markdown, ListsAreIndentedAndNumbered) {
  const Lesson lesson = parse_lesson("3. three\n4. four\n   - inner\n\n> quoted\n> > twice");
  ASSERT_EQ(lesson.blocks.size(), 5u);
  EXPECT_EQ(lesson.blocks[0].marker, "3.");
  EXPECT_EQ(lesson.blocks[1].marker, "4.");
  EXPECT_EQ(lesson.blocks[2].marker, "•");
  EXPECT_EQ(lesson.blocks[2].indent, 2);
  EXPECT_TRUE(lesson.blocks[0].tight);
  EXPECT_EQ(lesson.blocks[3].quotes, 1);
  EXPECT_EQ(lesson.blocks[4].quotes, 2);
  EXPECT_EQ(lesson.blocks[4].marker, "");
}

TEST(Markdown, CodeKeepsItsLinesLanguageAndOrigin) {
  const Lesson lesson =
      parse_lesson("```cpp snippet=a/b.cpp#tag\n  x < y;\n\n}\n```\n\n```sh\nls\n```");
  ASSERT_EQ(lesson.blocks.size(), 2u);
  EXPECT_EQ(lesson.blocks[0].text, "  x < y;\n\n}\n");
  EXPECT_EQ(lesson.blocks[0].language, "cpp");
  EXPECT_EQ(lesson.blocks[0].origin, "a/b.cpp#tag");
  EXPECT_EQ(lesson.blocks[1].language, "sh");
  EXPECT_EQ(lesson.blocks[1].origin, "");
}

TEST(Markdown, TablesHaveRowsAndAlignment) {
  const Lesson lesson = parse_lesson("| a | b | c |\n|:--|:-:|--:|\n| `x` | **y** | 1 |\n| 2 |\n");
  const Block& table = lesson.blocks.at(0);
  EXPECT_EQ(table.columns, (std::vector{CellAlign::left, CellAlign::centre, CellAlign::right}));
  ASSERT_EQ(table.rows.size(), 3u);
  EXPECT_TRUE(table.rows[1][0][0].code);
  EXPECT_TRUE(table.rows[1][1][0].bold);
  EXPECT_EQ(plain_text(table.rows[2][0]), "2");
}

TEST(Markdown, PicturesAreBlocks) {
  const Lesson lesson = parse_lesson("before ![what *it* shows](figures/a.png) after");
  ASSERT_EQ(kinds(lesson), (std::vector{Kind::paragraph, Kind::image, Kind::paragraph}));
  EXPECT_EQ(lesson.blocks[1].text, "figures/a.png");
  EXPECT_EQ(plain_text(lesson.blocks[1].spans), "what it shows");
}

TEST(Markdown, LinksKnowWhereTheyLead) {
  const Lesson lesson = parse_lesson(
      "[a](lab:quiz?id=x) [b](lab:fly) [c](https://a.b/) [d](../x.md) [e]() <https://q>");
  ASSERT_EQ(lesson.links.size(), 6u);
  EXPECT_EQ(lesson.links[0].kind, Link::Kind::lab);
  EXPECT_EQ(lesson.links[1].kind, Link::Kind::broken);
  EXPECT_NE(lesson.links[1].why.find("no verb fly"), std::string::npos);
  EXPECT_EQ(lesson.links[2].kind, Link::Kind::web);
  EXPECT_EQ(lesson.links[3].kind, Link::Kind::page);
  EXPECT_EQ(lesson.links[4].kind, Link::Kind::broken);
  EXPECT_EQ(lesson.links[5].kind, Link::Kind::web);
  expect_sound(lesson);
}

TEST(Markdown, EntitiesAndSoftBreaks) {
  const Lesson lesson = parse_lesson("a &lt; b &amp;&#x41;&#xAC00;&bogus;&#xD800;\nnext  \nbroken");
  EXPECT_EQ(plain_text(lesson.blocks[0].spans), "a < b &A가&bogus;\uFFFD next\nbroken");
}

TEST(Markdown, SectionsAreFoundByNumberAndTitle) {
  const Lesson lesson = parse_lesson("# 10. GPT\n## 1. One\n## 10. Ten\n## Sources\n");
  EXPECT_EQ(lesson.section("1"), 1);
  EXPECT_EQ(lesson.section("10"), 2) << "the section, not the chapter";
  EXPECT_EQ(lesson.section("Sources"), 3);
  EXPECT_EQ(lesson.section("7"), std::nullopt);
  EXPECT_EQ(lesson.section(""), std::nullopt);
}

TEST(Markdown, TheLessonsOfTheChaptersAreSound) {
  const std::string path = std::string(LAB_SOURCE_DIR) + "/chapters/10_gpt/lesson.md";
  const Lesson lesson = parse_lesson(read_file(path));
  expect_sound(lesson);
  EXPECT_GT(lesson.blocks.size(), 150u);
  EXPECT_TRUE(lesson.section("6"));
  for (const Link& link : lesson.links)
    EXPECT_NE(link.kind, Link::Kind::broken) << link.target << ": " << link.why;
  for (const Block& block : lesson.blocks)
    EXPECT_EQ(plain_text(block.spans).find("<!--"), std::string::npos);
}

TEST(Markdown, EveryBeginningOfALessonIsALesson) {
  const std::string whole = read_file(std::string(LAB_SOURCE_DIR) + "/chapters/10_gpt/lesson.md");
  for (std::size_t size = 0; size < whole.size(); size += 997)
    expect_sound(parse_lesson(std::string_view(whole).substr(0, size)));
}

TEST(Markdown, RandomBytesAreSomeLesson) {
  Rng rng(11);
  const std::string marks = "#*_`[]()!|-\n\n\n >1.<&;:\\ \t~=abc가";
  for (int i = 0; i < 3000; ++i) {
    std::string text;
    const bool bytes = i % 4 == 0;
    for (u64 n = rng.below(400); n > 0; --n)
      text += bytes ? char(rng.below(256)) : marks[rng.below(marks.size())];
    expect_sound(parse_lesson(text));
  }
}

TEST(Markdown, DepthAndSizeAreBounded) {
  std::string deep;
  for (int i = 0; i < 2000; ++i) deep += "> ";
  expect_sound(parse_lesson(deep + "x"));
  std::string lists;
  for (int i = 0; i < 200; ++i) lists += std::string(std::size_t(i) * 2, ' ') + "- x\n";
  expect_sound(parse_lesson(lists));
  std::string brackets(20'000, '[');
  expect_sound(parse_lesson(brackets));
  const std::string wide = "|" + std::string(2000, '|') + "\n|" + [] {
    std::string s;
    for (int i = 0; i < 2000; ++i) s += "-|";
    return s;
  }() + "\n" + [] {
    std::string s;
    for (int i = 0; i < 1000; ++i) s += "|\n";
    return s;
  }();
  const Lesson table = parse_lesson(wide);
  std::size_t cells = 0;
  for (const Block& block : table.blocks)
    for (const auto& row : block.rows) cells += row.size();
  EXPECT_LE(cells, 100'000u);
  EXPECT_THROW((void)parse_lesson(std::string(kMaxLessonBytes + 1, 'x')), Error);
}

}  // namespace
}  // namespace lab
