#include <algorithm>
#include <cmath>

#include "viz/lesson/blocks.h"

namespace lab {
namespace {

constexpr float kPadX = 8, kPadY = 4, kLine = 19;

FlowStyle cell_style(bool head) {
  return {.face = head ? Face::small_title : Face::small,
          .bold = Face::small_title,
          .mono = Face::digits,
          .ink = head ? Ink::dim : Ink::body,
          .line = kLine};
}

struct Size {
  float word = 0, line = 0;  ///< widest word, widest line
};

Size size_of(const Lesson& lesson, const Spans& cell, bool head) {
  Page scratch;
  Flow flow(scratch, 0, 0, 1e9f, cell_style(head));
  flow.add(lesson, cell);
  flow.finish();
  return {flow.widest_word(), flow.widest_line()};
}

bool is_number(std::string_view text) {
  bool digit = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    digit |= c >= U'0' && c <= U'9';
    constexpr std::u32string_view kAlso = U"0123456789.,+-−–±%×/ ";
    if (kAlso.find(c) == kAlso.npos) return false;
  }
  return digit;
}

Align align_of(const Block& table, std::size_t c) {
  if (c < table.columns.size() && table.columns[c] == CellAlign::centre) return Align::centre;
  if (c < table.columns.size() && table.columns[c] == CellAlign::right) return Align::right;
  if (c < table.columns.size() && table.columns[c] == CellAlign::left) return Align::left;
  bool any = false;
  for (std::size_t r = 1; r < table.rows.size(); ++r) {
    if (c >= table.rows[r].size()) continue;
    const std::string text = plain_text(table.rows[r][c]);
    if (!text.empty() && !is_number(text)) return Align::left;
    any |= !text.empty();
  }
  return any ? Align::right : Align::left;
}

/// Widths of the columns, padding included: what they would like, or the room shared out so that
/// no word is broken while that is possible.
std::vector<float> widths_of(const Lesson& lesson, const Block& table, float room) {
  const std::size_t n = table.columns.size();
  std::vector<float> word(n), line(n), width(n);
  for (std::size_t r = 0; r < table.rows.size(); ++r)
    for (std::size_t c = 0; c < std::min(n, table.rows[r].size()); ++c) {
      const Size size = size_of(lesson, table.rows[r][c], r == 0);
      word[c] = std::max(word[c], size.word), line[c] = std::max(line[c], size.line);
    }
  const float pads = 2 * px(kPadX) * float(n);
  float words = 0, lines = 0;
  for (std::size_t c = 0; c < n; ++c) words += word[c], lines += line[c];
  const float left = std::max(0.f, room - pads);
  for (std::size_t c = 0; c < n; ++c) {
    if (lines <= left)
      width[c] = line[c];
    else if (words <= left)
      width[c] = word[c] + (left - words) * (line[c] - word[c]) / std::max(1.f, lines - words);
    else
      width[c] = word[c] * left / std::max(1.f, words);
    width[c] = std::floor(width[c] + 1) + 2 * px(kPadX);
  }
  return width;
}

}  // namespace

float set_table(Page& page, const Lesson& lesson, const Block& table, const Column& column) {
  const std::size_t n = table.columns.size();
  if (n == 0) return column.y;
  const std::vector<float> widths = widths_of(lesson, table, column.width);
  std::vector<Align> aligns(n);
  for (std::size_t c = 0; c < n; ++c) aligns[c] = align_of(table, c);
  float whole = 0;
  for (const float w : widths) whole += w;
  whole = std::min(whole, column.width);
  float y = column.y;
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    float x = column.x, bottom = y + px(kLine + 2 * kPadY);
    for (std::size_t c = 0; c < std::min(n, table.rows[r].size()); ++c) {
      FlowStyle style = cell_style(r == 0);
      style.align = aligns[c];
      Flow flow(page, x + px(kPadX), y + px(kPadY), widths[c] - 2 * px(kPadX), style);
      flow.add(lesson, table.rows[r][c]);
      bottom = std::max(bottom, flow.finish() + px(kPadY));
      x += widths[c];
    }
    const bool strong = r == 0;
    page.shapes.push_back(
        {{column.x, bottom - px(1), whole, px(1)}, strong ? Tone::bar : Tone::rule});
    y = bottom;
  }
  return y;
}

}  // namespace lab
