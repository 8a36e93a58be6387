#include "viz/lesson/page.h"

#include <algorithm>
#include <cmath>

#include "viz/lesson/blocks.h"

namespace lab {
namespace {

constexpr float kIndent = 22, kLine = 24;
constexpr float kTallestPicture = 1.4f;  ///< of the column's width

/// The air above a block, design pixels; the larger of what both neighbours want is in here.
float gap_above(const Block& block, const Block* before) {
  if (!before) return 0;
  if (block.kind == Block::Kind::heading) return block.level <= 2 ? 36 : 28;
  if (before->kind == Block::Kind::heading) return 8;
  if (block.tight && !block.marker.empty() && before->indent >= block.indent) return 4;
  return 12;
}

FlowStyle heading_style(int level) {
  if (level <= 2)
    return {.face = Face::heading, .bold = Face::heading, .ink = Ink::strong, .line = 30};
  return {.face = Face::title, .bold = Face::title, .ink = Ink::strong, .line = kLine};
}

float set_picture(Page& page, const Lesson& lesson, i32 index, PictureSize size,
                  const Column& column) {
  const Block& block = lesson.blocks[std::size_t(index)];
  Rect rect{column.x, column.y, column.width, px(96)};
  if (size.width > 0 && size.height > 0) {
    rect.w = std::min(column.width, px(float(size.width)));
    rect.h = std::round(rect.w * float(size.height) / float(size.width));
    if (rect.h > rect.w * kTallestPicture) {
      rect.h = std::round(rect.w * kTallestPicture);
      rect.w = std::round(rect.h * float(size.width) / float(size.height));
    }
  }
  page.pictures.push_back({rect, index});
  Flow caption(page, column.x, rect.bottom() + px(4), column.width,
               {.face = Face::small,
                .bold = Face::small_title,
                .mono = Face::digits,
                .ink = Ink::dim,
                .line = 19});
  caption.add(lesson, block.spans);
  return caption.finish();
}

float set_words(Page& page, const Lesson& lesson, const Block& block, const Column& column,
                const FlowStyle& style) {
  Flow flow(page, column.x, column.y, column.width, style);
  flow.add(lesson, block.spans);
  return flow.finish();
}

/// The bullet or number of an item, right-aligned in the indent.
void set_marker(Page& page, const Block& block, const Column& column) {
  if (block.marker.empty()) return;
  const float width = std::max(px(kIndent) - px(6), measure(Face::body, block.marker).x);
  Flow flow(page, column.x - px(6) - width, column.y, width,
            {.line = kLine, .align = Align::right});
  flow.add(block.marker, Ink::dim);
  flow.finish();
}

void set_quote_bars(Page& page, const Block& block, float top, float bottom) {
  for (int q = 0; q < block.quotes; ++q)
    page.shapes.push_back({{px(kIndent) * float(q) + px(4), top, px(3), bottom - top}, Tone::bar});
}

float set_block(Page& page, const Lesson& lesson, i32 index, const PictureSizes& pictures,
                const Column& column) {
  const Block& block = lesson.blocks[std::size_t(index)];
  switch (block.kind) {
    case Block::Kind::heading:
      page.headings.push_back(column.y);
      return set_words(page, lesson, block, column, heading_style(block.level));
    case Block::Kind::paragraph:
      return set_words(page, lesson, block, column, {.line = kLine});
    case Block::Kind::code:
      return set_code(page, block, column);
    case Block::Kind::table:
      return set_table(page, lesson, block, column);
    case Block::Kind::image: {
      const bool known = std::size_t(index) < pictures.size();
      return set_picture(page, lesson, index, known ? pictures[std::size_t(index)] : PictureSize{},
                         column);
    }
    case Block::Kind::rule:
      page.shapes.push_back({{column.x, column.y, column.width, px(1)}, Tone::bar});
      return column.y + px(1);
  }
  return column.y;
}

/// Quizzes and exercises that a block's links name, in their order.
template <class Function>
void for_links(const Lesson& lesson, const Block& block, const Function& function) {
  i32 last = -1;
  const auto look = [&](const Spans& spans) {
    for (const Span& span : spans)
      if (span.link > last && std::size_t(span.link) < lesson.links.size())
        function(lesson.links[std::size_t(last = span.link)]);
  };
  look(block.spans);
  for (const auto& row : block.rows)
    for (const Spans& cell : row) look(cell);
}

float set_asked(Page& page, const Lesson& lesson, const LessonHost& host, const PageState& state,
                const Block& block, Column column) {
  for_links(lesson, block, [&](const Link& link) {
    if (link.kind != Link::Kind::lab) return;
    if (link.lab.verb == LabVerb::quiz) {
      const std::string& id = *link.lab.find("id");
      const Quiz* quiz = find_quiz(host.quizzes(), id);
      if (!quiz || std::ranges::find(state.open_quizzes, id) == state.open_quizzes.end()) return;
      column.y = set_quiz(page, *quiz, i32(quiz - host.quizzes().data()), state,
                          {column.x, column.y + px(10), column.width});
    } else if (link.lab.verb == LabVerb::check) {
      const std::string& exercise = *link.lab.find("exercise");
      const CheckReport* report = host.report(exercise);
      if (!report || std::ranges::find(state.checks, exercise) == state.checks.end()) return;
      column.y = set_report(page, exercise, *report, {column.x, column.y + px(10), column.width});
    }
  });
  return column.y;
}

}  // namespace

Page lay_out(const Lesson& lesson, const LessonHost& host, const PageState& state,
             const PictureSizes& pictures, float width) {
  Page page;
  page.width = width;
  float y = 0;
  for (std::size_t i = 0; i < lesson.blocks.size(); ++i) {
    const Block& block = lesson.blocks[i];
    const float gap = px(gap_above(block, i > 0 ? &lesson.blocks[i - 1] : nullptr));
    const bool joins = block.quotes > 0 && i > 0 && lesson.blocks[i - 1].quotes > 0;
    const float top = y + gap;
    const float indent = std::min(px(kIndent) * float(block.indent), width * 0.4f);
    const Column column{indent, top, width - indent};
    set_marker(page, block, column);
    float bottom = set_block(page, lesson, i32(i), pictures, column);
    bottom = set_asked(page, lesson, host, state, block, {indent, bottom, width - indent});
    set_quote_bars(page, block, joins ? y : top, bottom);
    page.bands.push_back({top - (joins ? gap : 0), bottom, u32(page.pieces.size()),
                          u32(page.shapes.size()), u32(page.pictures.size()),
                          u32(page.choices.size())});
    y = bottom;
  }
  page.height = y;
  return page;
}

PagePlace place_at(const Page& page, float y) {
  const auto next = std::ranges::upper_bound(page.headings, y + 0.5f);
  if (next == page.headings.begin()) return {0, 0};
  const float begin = *(next - 1), end = next == page.headings.end() ? page.height : *next;
  const double share = end > begin ? double(y - begin) / double(end - begin) : 0;
  return {i32(next - page.headings.begin()) - 1, std::clamp(share, 0., 1.)};
}

float y_of(const Page& page, const PagePlace& place) {
  if (page.headings.empty() || place.heading < 0) return 0;
  const std::size_t i = std::min(std::size_t(place.heading), page.headings.size() - 1);
  const float begin = page.headings[i];
  const float end = i + 1 < page.headings.size() ? page.headings[i + 1] : page.height;
  return begin + float(std::clamp(place.offset, 0., 1.)) * (end - begin);
}

}  // namespace lab
