#include "viz/panels/ladder.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "viz/draw/text.h"
#include "viz/panels/common.h"
#include "viz/panels/ladder_words.h"
#include "viz/panels/summary_words.h"

namespace lab {
namespace {

constexpr float kLeastRow = 16.5f, kMostRow = 36;
constexpr float kWords = 76, kWordsFrom = 270;  ///< room for the rung in words, where there is any

void draw_chip(const Rect& box, float width, std::string_view label, Color fill, Color ink) {
  const float height = std::min(px(17), box.h - px(1));
  const Rect chip{std::round(box.x), std::round(box.centre_y() - height / 2), width, height};
  ui::draw_list()->AddRectFilled({chip.x, chip.y}, {chip.right(), chip.bottom()}, fill, px(3));
  draw_text(ui::draw_list(), Face::body, chip.inset(px(1), 0), Align::centre, ink, label);
}

void number(const Rect& box, Color ink, std::string_view text) {
  if (!box.empty()) draw_text(ui::draw_list(), Face::digits, box, Align::right, ink, text);
}

}  // namespace

/// "After “…” comes “h”: p = 0.31, 1.17 nats."
void LadderPanel::draw_sentence(const View& view, Rect row) const {
  const Ladder& ladder = view.ladder;
  const Label context = context_of(view, std::max(ladder.order, 6));
  const Label text = tr(ladder.follows ? Str::ladder_sentence : Str::ladder_first_choice, context,
                        Label(view.target), probability_words(ladder.p), surprise_words(ladder.p));
  if (draw_text(ui::draw_list(), Face::title, row, Align::left, theme().text, text))
    if (ui::hot("ladder.sentence", row, text).hovered) ui::tooltip(text);
  ui_note("ladder.sentence", text, row);
}

void LadderPanel::draw_heads(const View& view, const Rect& row) const {
  Columns c = columns_of(row, view);
  c.bar.w = std::max(c.bar.right(), c.part.right()) - c.bar.x;  // the part has no other head
  const struct {
    const Rect& box;
    Str name;
    Align align = Align::right;
  } kHeads[] = {{c.order, Str::ladder_order},
                {c.chips, Str::ladder_context},
                {c.seen, Str::ladder_seen},
                {c.kinds, Str::ladder_kinds},
                {c.count, Str::ladder_count},
                {c.weight, Str::ladder_weight},
                {c.bar, Str::ladder_adds, Align::left},
                {c.p, Str::ladder_p}};
  for (const auto& head : kHeads)
    if (!head.box.empty())
      draw_text(ui::draw_list(), Face::small, head.box, head.align, theme().text_faint,
                tr(head.name));
}

void LadderPanel::draw_chips(const View& view, i32 order, const Rect& box) const {
  ImDrawList* list = ui::draw_list();
  const Ladder& ladder = view.ladder;
  const Rung& rung = ladder.rungs[std::size_t(order)];
  Rect rest = box;
  draw_chip(rest.cut_right(view.chip[0]), view.chip[0], view.target, theme().accent,
            theme().on_accent);
  draw_text(list, Face::small, rest.cut_right(px(kArrowWidth)), Align::centre, theme().text_faint,
            "→");
  if (order == 0) {
    draw_text(list, Face::small, rest, Align::right, theme().text_dim, tr(Str::ladder_foot_name));
    return;
  }
  for (i32 k = 1; k < order; ++k) {
    const i32 t = ladder.position + 1 - k;
    const float width = view.chip[std::size_t(k)];
    const float more = k + 1 < order ? px(16) : 0;  // for "…"
    if (t < 0 || rest.w < width + more) {
      draw_text(list, Face::small, rest, Align::right, theme().text_faint, t < 0 ? "" : "…");
      return;
    }
    draw_chip(rest.cut_right(width, px(kChipGap)), width, view.frame.labels[std::size_t(t)],
              fade(theme().control_hot, rung.matched ? 1 : 0.45f),
              rung.matched ? theme().text : theme().text_faint);
  }
}

void LadderPanel::draw_numbers(const View& view, i32 order, const Columns& c) const {
  const Ladder& ladder = view.ladder;
  const Rung& rung = ladder.rungs[std::size_t(order)];
  const Color ink = rung.matched ? theme().text : theme().text_faint;
  number(c.order, ink, grouped(order));
  number(c.weight, ink, order == 0 ? Label() : fixed(rung.weight, 3));
  number(c.p, theme().text_dim, rung.reached ? probability_words(rung.p) : Label());
  if (order == 0) return;
  if (!rung.matched) {
    Rect words = c.seen.empty() ? c.count : c.seen;
    if (words.empty()) return;
    words.w = std::max(words.w, c.count.right() - words.x);
    draw_text(ui::draw_list(), Face::small, words, Align::right, theme().text_faint,
              tr(rung.reached ? Str::ladder_unseen : Str::ladder_no_text));
    return;
  }
  number(c.seen, ink, count_words(rung.seen));
  number(c.kinds, ink, count_words(rung.kinds));
  number(c.count, rung.count > 0 ? ink : theme().text_faint, discount_words(rung));
}

/// The piece that this order adds stands where the longer ones ended.
void LadderPanel::draw_part(const View& view, i32 order, const Columns& c) const {
  ImDrawList* list = ui::draw_list();
  const Ladder& ladder = view.ladder;
  double before = 0;
  for (i32 n = ladder.order; n > order; --n) before += ladder.rungs[std::size_t(n)].part;
  const double part = ladder.rungs[std::size_t(order)].part;
  const float scale = ladder.p > 0 ? c.bar.w / float(ladder.p) : 0;
  const float y = std::round(c.bar.centre_y() - px(5)), left = c.bar.x + float(before) * scale;
  list->AddRectFilled({c.bar.x, std::round(c.bar.centre_y())},
                      {c.bar.right(), std::round(c.bar.centre_y()) + 1}, theme().grid);
  if (part > 0) {
    const float right = std::max(left + px(1), left + float(part) * scale);
    list->AddRectFilled({left, y}, {std::min(right, c.bar.right()), y + px(10)},
                        order == view.chosen ? theme().second : theme().accent);
  }
  number(c.part, part > 0 ? theme().text : theme().text_faint, probability_words(part));
}

void LadderPanel::draw_rung(PanelContext& context, const View& view, i32 order, const Rect& row) {
  ImDrawList* list = ui::draw_list();
  const ui::Hit hit = ui::hot(ui::id_of("ladder.rung", order), row, context_of(view, order));
  if (hit.hovered) next_hovered_ = order;
  i32& kept = context.view.ladder.order;
  if (hit.clicked) kept = kept == order ? -1 : order;
  if (order == view.chosen)
    list->AddRectFilled({row.x - px(6), row.y}, {row.right() + px(6), row.bottom()},
                        fade(theme().text, 0.06f), px(3));
  const Columns columns = columns_of(row, view);
  draw_chips(view, order, columns.chips);
  draw_numbers(view, order, columns);
  draw_part(view, order, columns);
}

void LadderPanel::draw_sum(const View& view, const Rect& row) const {
  ImDrawList* list = ui::draw_list();
  const Columns c = columns_of(row, view);
  const Ladder& ladder = view.ladder;
  const float right = std::max(c.bar.right(), c.part.right());
  list->AddRectFilled({c.bar.x, row.y}, {right, row.y + std::max(1.f, px(1))}, theme().text_faint);
  const float y = std::round(c.bar.centre_y() - px(5));
  float left = c.bar.x;
  for (i32 n = ladder.order; n >= 0 && ladder.p > 0; --n) {
    const float wide = float(ladder.rungs[std::size_t(n)].part / ladder.p) * c.bar.w;
    if (wide < 0.5f) continue;
    list->AddRectFilled({left, y}, {left + std::max(1.f, wide - px(1)), y + px(10)},
                        n == view.chosen ? theme().second : theme().accent);
    left += wide;
  }
  number(c.part, theme().text, probability_words(ladder.p));
  const Rect name{row.x, row.y, c.bar.x - px(kColumnGap) - row.x, row.h};
  draw_text(list, Face::small, name, Align::right, theme().text_dim, tr(Str::ladder_sum));
}

/// Unseen contexts on top make room first: they add nothing and hand everything down. Returns where
/// the rows end.
float LadderPanel::draw_rows(PanelContext& context, View& view, Rect room) {
  const Ladder& ladder = view.ladder;
  const auto fits = [&] { return float(view.first + 2) * px(kLeastRow) <= room.h + 0.5f; };
  while (!fits() && view.first > std::max(1, ladder.longest_seen())) --view.first;
  const float height =
      std::floor(std::clamp(room.h / float(view.first + 2), px(kLeastRow), px(kMostRow)));
  const int rows = std::min(view.first + 1, std::max(0, int((room.h + 0.5f) / height) - 1));
  for (i32 i = 0; i < rows; ++i) draw_rung(context, view, view.first - i, room.cut_top(height));
  if (rows == 0) return room.y;
  const Rect last = room.cut_top(height);
  if (rows <= view.first)
    draw_text(ui::draw_list(), Face::small, last, Align::left, theme().text_faint,
              tr(Str::more_n, view.first + 1 - rows));
  draw_sum(view, last);
  return room.y;
}

void LadderPanel::draw_words(const View& view, Rect box) const {
  ImDrawList* list = ui::draw_list();
  list->AddRectFilled({box.x - px(6), box.y}, {box.right() + px(6), box.bottom()},
                      fade(theme().text, 0.04f), px(size::kControlRound));
  box = box.inset(px(6), px(8));
  const Label name = tr(Str::ladder_rung, view.chosen);
  draw_text(list, Face::small_title, box.cut_left(px(76)).cut_top(px(20)), Align::left,
            theme().second, name);
  const Label context = context_of(view, view.chosen);
  const auto lines = rung_words(view.ladder, view.chosen, context, view.target);
  for (std::size_t i = 0; i < lines.size() && !lines[i].empty(); ++i) {
    const Rect line = box.cut_top(px(20));
    const Label id = ui::id_of("ladder.words", i64(i));
    ui_note(id, lines[i], line);
    if (draw_text(list, Face::small, line, Align::left, theme().text, lines[i]))
      if (ui::hot(id, line, lines[i]).hovered) ui::tooltip(lines[i]);
  }
}

void LadderPanel::draw(PanelContext& context, const Rect& rect) {
  const RunInfo& info = context.watch.info();
  const ui::PanelFrame panel = ui::panel("ladder", rect, tr(Str::ladder_title),
                                         summary_words(info.summary), tr(Str::ladder_help));
  if (panel.maximise) toggle_maximised(context.view, PanelId::ladder);
  hovered_ = std::exchange(next_hovered_, -1);
  Rect inner = panel.inner;
  if (frame_missing(context, inner)) return;
  const auto ladder = read_ladder(context.frame(), shown_query(context), info.vocab);
  if (!ladder) {
    ui::empty_state(inner, tr(Str::ladder_empty));
    return;
  }
  View view = look(context, *ladder);
  draw_sentence(view, inner.cut_top(px(24), px(4)));
  const bool words = inner.h >= px(kWordsFrom);
  Rect below = inner;
  if (words) inner.cut_bottom(px(kWords), px(16));
  draw_heads(view, inner.cut_top(px(18), px(2)));
  below.cut_top(draw_rows(context, view, inner) - below.y + px(16));
  if (words) draw_words(view, below.cut_top(px(kWords)));
}

}  // namespace lab
