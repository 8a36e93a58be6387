// The right half of the dialogue: from the line said to the answer, step by step.
#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "viz/draw/imgui_compat.h"
#include "viz/panels/common.h"
#include "viz/panels/dialogue.h"
#include "viz/panels/reply_parts.h"
#include "viz/panels/span_text.h"

namespace lab {
namespace {

constexpr float kHead = 20, kLine = 23, kAfter = 12, kChip = 22, kChipGap = 6, kStem = 9;

/// A column that is written from the top; `y` is where the next step begins.
struct Column {
  ImDrawList* list;
  Rect room;
  float y;
};

void draw_head(Column& column, Str title) {
  draw_text(column.list, Face::small_title, {column.room.x, column.y, column.room.w, px(kHead)},
            Align::left, theme().text_dim, tr(title));
  column.y += px(kHead) + px(2);
}

/// Chips in a row that wraps; returns where the next one may stand.
Rect place_chip(Column& column, float& x, float width) {
  width = std::min(width, column.room.w);
  if (x > 0 && x + width > column.room.w) x = 0, column.y += px(kChip + kChipGap);
  const Rect chip{std::round(column.room.x + x), std::round(column.y), width, px(kChip)};
  x += width + px(kChipGap);
  return chip;
}

void draw_keywords(Column& column, const Exchange& exchange) {
  draw_head(column, Str::dialogue_keywords);
  const Theme& t = theme();
  const SaidInks inks{t.text, t.text, fade(t.accent, 0.55f), t.accent};
  const Rect box{column.room.x, column.y, column.room.w, 0};
  column.y += draw_said(column.list, box, exchange, inks).y + px(6);
  if (exchange.hits.empty()) {
    draw_text(column.list, Face::small, column.room.x, column.y, t.text_faint,
              tr(Str::dialogue_no_keyword));
    column.y += px(kChip) + px(kAfter);
    return;
  }
  float x = 0;
  for (std::size_t i = 0; i < exchange.hits.size(); ++i) {
    const KeywordHit& hit = exchange.hits[i];
    const Label rank = tr(Str::dialogue_rank, i64(hit.rank));
    const Printable word(hit.word);
    const float words = measure(Face::body, word).x, width = words + measure(Face::small, rank).x;
    Rect chip = place_chip(column, x, std::ceil(width + px(24)));
    column.list->AddRectFilled({chip.x, chip.y}, {chip.right(), chip.bottom()},
                               hit.chosen ? fade(t.accent, 0.55f) : t.control, px(3));
    ui_note(ui::id_of("dialogue.keyword", i64(i)), hit.word, chip, hit.chosen);
    chip = chip.inset(px(8), 0);
    draw_text(column.list, Face::body, chip.cut_left(words + 1, px(7)), Align::left, t.text, word);
    draw_text(column.list, Face::small, chip, Align::left, t.text_dim, rank);
  }
  column.y += px(kChip) + px(kAfter);
}

void draw_wrapped_line(Column& column, Color ink, std::string_view text, float indent = 0) {
  const Printable words(text);
  const float width = column.room.w - indent, height = wrapped_height(Face::body, words, width);
  draw_wrapped(column.list, Face::body, {column.room.x + indent, column.y, width, height + 1}, ink,
               words);
  column.y += std::max(height, line_height(Face::body));
}

/// Is it the same but for capitals, spaces and signs?
bool same_words(std::string_view a, std::string_view b) {
  const auto skip = [](std::string_view& text) {
    while (!text.empty() && u8(text[0]) < 0x80 && !std::isalnum(u8(text[0]))) text.remove_prefix(1);
  };
  for (;;) {
    skip(a), skip(b);
    if (a.empty() || b.empty()) return a.empty() == b.empty();
    if (std::tolower(u8(a[0])) != std::tolower(u8(b[0]))) return false;
    a.remove_prefix(1), b.remove_prefix(1);
  }
}

void draw_normalised(Column& column, const Exchange& exchange) {
  if (exchange.normalised.empty() || same_words(exchange.normalised, exchange.said)) return;
  draw_head(column, Str::dialogue_normalised);
  draw_wrapped_line(column, theme().text_dim, exchange.normalised);
  column.y += px(kAfter);
}

/// A cross or a tick, drawn with lines: not every font has them.
void draw_mark(const Column& column, bool good) {
  const float x = std::round(column.room.x + px(2)), y = std::round(column.y + px(5)), s = px(9);
  const Color ink = good ? theme().good : theme().text_faint;
  if (good) {
    column.list->AddLine({x, y + s * 0.55f}, {x + s * 0.38f, y + s * 0.95f}, ink, px(2));
    column.list->AddLine({x + s * 0.38f, y + s * 0.95f}, {x + s, y + s * 0.1f}, ink, px(2));
  } else {
    column.list->AddLine({x, y}, {x + s, y + s}, ink, px(1.5f));
    column.list->AddLine({x, y + s}, {x + s, y}, ink, px(1.5f));
  }
}

void draw_patterns(Column& column, const Exchange& exchange) {
  if (exchange.tried.empty() && exchange.pattern.empty()) return;
  draw_head(column, Str::dialogue_patterns);
  for (std::size_t i = 0; i < exchange.tried.size(); ++i) {
    draw_mark(column, false);
    const float top = column.y;
    draw_wrapped_line(column, theme().text_faint, exchange.tried[i], px(20));
    ui_note(ui::id_of("dialogue.tried", i64(i)), exchange.tried[i],
            {column.room.x, top, column.room.w, column.y - top});
  }
  if (!exchange.pattern.empty()) {
    draw_mark(column, true);
    const float top = column.y;
    draw_wrapped_line(column, theme().text, exchange.pattern, px(20));
    ui_note("dialogue.pattern", exchange.pattern,
            {column.room.x, top, column.room.w, column.y - top});
  }
  column.y += px(kAfter);
}

/// An element above the words that it took, tied together by a bracket. Returns the height.
float draw_part(const Column& column, const Exchange& exchange, int index, const Rect& place) {
  const Part& part = exchange.parts[std::size_t(index)];
  ImDrawList* list = column.list;
  const Color ground = part_ground(exchange, index);
  const Color line = mix(ground | 0xff000000u, theme().text, 0.25f);
  const Printable slot(part.slot);
  const float slot_width = std::min(place.w, std::ceil(measure(Face::body, slot).x) + px(14));
  const float middle = std::round(place.x + place.w / 2);
  const Rect top{std::round(middle - slot_width / 2), place.y, slot_width, px(kChip)};
  im::rect(list, {top.x + 0.5f, top.y + 0.5f}, {top.right() - 0.5f, top.bottom() - 0.5f}, line,
           px(3), px(1.5f));
  draw_text(list, Face::body, top.inset(px(3), 0), Align::centre, theme().text, slot);
  const float bar = top.bottom() + px(kStem), thick = std::max(1.f, std::round(px(1.5f)));
  list->AddRectFilled({middle - thick / 2, top.bottom()}, {middle + thick / 2, bar}, line);
  list->AddRectFilled({place.x, bar}, {place.right(), bar + thick}, line);
  const bool none = part.text.empty();
  const Printable words(none ? tr(Str::dialogue_nothing) : std::string_view(part.text));
  const float room = place.w - px(10);
  const float height = std::max(px(kChip), wrapped_height(Face::body, words, room + 1) + px(2));
  const Rect below{place.x, bar + thick + px(2), place.w, height};
  if (!none)
    list->AddRectFilled({below.x, below.y}, {below.right(), below.bottom()}, ground, px(3));
  const Color ink = none ? theme().text_faint : theme().text;
  if (height < 2 * line_height(Face::body))
    draw_text(list, Face::body, {below.x + px(2), below.y, below.w - px(4), height}, Align::centre,
              ink, words);
  else
    draw_wrapped(list, Face::body, {below.x + px(5), below.y + px(3), room + 1, height}, ink,
                 words);
  const Rect whole{place.x, place.y, place.w, below.bottom() - place.y};
  if (ui::hot(ui::id_of("dialogue.part", index), whole, part.text).hovered)
    ui::tooltip(tr(Str::dialogue_part_tip, i64(index) + 1, Label(slot), Label(words)));
  return whole.h;
}

void draw_match(Column& column, const Exchange& exchange) {
  if (exchange.parts.empty()) return;
  draw_head(column, Str::dialogue_match);
  float x = 0, tallest = 0;
  for (std::size_t i = 0; i < exchange.parts.size(); ++i) {
    const Part& part = exchange.parts[i];
    const Printable words(part.text.empty() ? tr(Str::dialogue_nothing)
                                            : std::string_view(part.text));
    const float wish = std::max(measure(Face::body, words).x + px(11),
                                measure(Face::body, Printable(part.slot)).x + px(14));
    const float width = std::min(std::ceil(wish), column.room.w);
    if (x > 0 && x + width > column.room.w) x = 0, column.y += tallest + px(8), tallest = 0;
    const Rect place{std::round(column.room.x + x), std::round(column.y), width, 0};
    tallest = std::max(tallest, draw_part(column, exchange, int(i), place));
    x += width + px(kChipGap);
  }
  column.y += tallest + px(kAfter);
}

void draw_reply_spans(Column& column, const Exchange& exchange, const ReplySpans& pieces,
                      Color ink) {
  std::array<TextSpan, 32> spans;
  std::size_t count = 0;
  for (const ReplySpan& piece : pieces.all())
    spans[count++] = {piece.text, piece.part < 0 ? ink : theme().text,
                      piece.part < 0 ? 0 : part_ground(exchange, piece.part)};
  const Rect box{column.room.x, column.y, column.room.w, 0};
  column.y += draw_spans(column.list, Face::body, box, {spans.data(), count}).y + px(kAfter);
}

void draw_answer(Column& column, const Exchange& exchange) {
  if (exchange.source == "memory" || exchange.source == "none" || exchange.assembly.empty()) {
    draw_head(column, Str::dialogue_source);
    draw_wrapped_line(column, theme().text_dim, tr_named("dialogue_source_", exchange.source));
    column.y += px(kAfter);
  }
  if (!exchange.assembly.empty()) {
    draw_head(column, Str::dialogue_template);
    draw_reply_spans(column, exchange, template_spans(exchange), theme().text_dim);
  }
  draw_head(column, Str::dialogue_reply);
  draw_reply_spans(column, exchange, reply_spans(exchange), theme().text);
}

/// First in, first out: the leftmost is said next.
void draw_memory(Column& column, const Exchange& exchange) {
  draw_head(column, Str::dialogue_memory);
  if (exchange.memory.empty()) {
    draw_text(column.list, Face::small, column.room.x, column.y, theme().text_faint,
              tr(Str::dialogue_memory_empty));
    column.y += px(kLine);
    return;
  }
  for (std::size_t i = 0; i < exchange.memory.size(); ++i) {
    const float top = column.y;
    draw_text(column.list, Face::digits, column.room.x + px(2), column.y + px(3),
              i == 0 ? theme().good : theme().text_faint, fixed(double(i + 1), 0));
    draw_wrapped_line(column, i == 0 ? theme().text : theme().text_dim, exchange.memory[i], px(20));
    ui_note(ui::id_of("dialogue.memory", i64(i)), exchange.memory[i],
            {column.room.x, top, column.room.w, column.y - top});
  }
}

}  // namespace

Color part_ground(const Exchange& exchange, int part) {
  constexpr u32 kHues[] = {0x2fb5a0, 0xd08a2e, 0x9a6fe0, 0xd0648c, 0x6fa03a, 0x4f86f0};
  const ReplySpans pattern = template_spans(exchange);
  const bool used =
      std::ranges::any_of(pattern.all(), [&](const ReplySpan& s) { return s.part == part; });
  if (!used) return theme().control;
  return mix(theme().panel, rgb(kHues[std::size_t(part) % std::size(kHues)]),
             theme().dark ? 0.45f : 0.32f);
}

void draw_trace(PanelContext& context, const Exchange& exchange, const Rect& whole) {
  auto& state = context.view.dialogue;
  Rect room = whole;
  room.cut_right(px(8));
  state.trace.follow = false;
  const float top = scroll_content(state.trace, room, state.trace_height);
  ImDrawList* list = ui::draw_list();
  list->PushClipRect({room.x - px(2), room.y}, {room.right() + px(2), room.bottom()}, true);
  Column column{list, room, top};
  draw_keywords(column, exchange);
  draw_normalised(column, exchange);
  draw_patterns(column, exchange);
  draw_match(column, exchange);
  draw_answer(column, exchange);
  draw_memory(column, exchange);
  list->PopClipRect();
  state.trace_height = column.y - top;
  ui_note("dialogue.trace", exchange.reply, room);
}

}  // namespace lab
