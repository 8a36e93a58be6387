#include "viz/panels/merges.h"

#include <cmath>
#include <utility>

#include "viz/draw/axes.h"
#include "viz/draw/imgui_compat.h"
#include "viz/panels/common.h"
#include "viz/panels/merge_tree.h"
#include "viz/panels/piece_flow.h"
#include "viz/panels/scroll.h"

namespace lab {
namespace {

constexpr float kRow = 28, kHead = 20, kNumber = 52, kCount = 72, kListWide = 0.56f;
constexpr float kWide = 620, kCurveHigh = 150, kCurveFrom = 330;

struct Columns {
  Rect number, left, right, made, count;
};
Columns columns_of(Rect row) {
  Columns c;
  c.number = row.cut_left(px(kNumber), px(12));
  c.count = row.cut_right(px(kCount), px(8));
  c.left = row.cut_left(std::floor(row.w * 0.31f));
  c.right = row.cut_left(std::floor(row.w * 0.45f));
  c.made = row;
  return c;
}

void draw_head(const Rect& row) {
  ImDrawList* list = ui::draw_list();
  const Columns c = columns_of(row);
  const Color ink = theme().text_faint;
  draw_text(list, Face::small, c.number, Align::right, ink, "#");
  draw_text(list, Face::small, c.left, Align::left, ink, tr(Str::merges_left));
  draw_text(list, Face::small, c.right, Align::left, ink, tr(Str::merges_right));
  draw_text(list, Face::small, c.made, Align::left, ink, tr(Str::merges_made));
  draw_text(list, Face::small, c.count, Align::right, ink, tr(Str::merges_count));
}

void explain_merge(const TokenView& tokens, i64 index) {
  const TokenView::Merge merge = tokens.merge(index);
  const auto name = [&](i32 id) { return Label(Printable(tokens.label(id))); };
  ui::tooltip(tr(Str::merges_tip, index + 1, name(merge.left), name(merge.right), name(merge.made),
                 merge.count, i64(merge.made)));
}

void draw_side(const TokenView& tokens, Rect column, i32 id, Color ground, std::string_view sign) {
  ImDrawList* list = ui::draw_list();
  const Rect room = sign.empty() ? column : column.cut_left(column.w - px(20));
  const Rect chip =
      draw_piece(list, room.x, room.centre_y(), tokens.label(id), tokens.bytes(id), ground, room.w);
  if (sign.empty()) return;
  const Rect place{chip.right(), column.y, px(20), column.h};
  draw_text(list, Face::body, place, Align::centre, theme().text_faint, sign);
}

void draw_row(PanelContext& context, const TokenView& tokens, const Rect& row, i64 index) {
  ImDrawList* list = ui::draw_list();
  const TokenView::Merge merge = tokens.merge(index);
  const bool newest = index == tokens.merges() - 1, even = merge.made == context.shown().token;
  const bool kept = index == context.view.merges.kept;
  const Columns c = columns_of(row);
  const ui::Hit hit = ui::hot(ui::id_of("merges.row", index), row, tokens.label(merge.made));
  if (newest) {
    list->AddRectFilled({row.x, row.y}, {row.right(), row.bottom()}, fade(theme().accent, 0.16f),
                        px(3));
    list->AddRectFilled({row.x, row.y}, {row.x + px(3), row.bottom()}, theme().accent);
  }
  if (kept)
    im::rect(list, {row.x + 0.5f, row.y + 0.5f}, {row.right() - 0.5f, row.bottom() - 0.5f},
             theme().accent, px(3), px(1.5f));
  if (hit.hovered || even)
    list->AddRectFilled({row.x, row.y}, {row.right(), row.bottom()}, fade(theme().text, 0.06f),
                        px(3));
  draw_text(list, Face::digits, c.number, Align::right, theme().text_dim, grouped(index + 1));
  draw_side(tokens, c.left, merge.left, theme().control, "+");
  draw_side(tokens, c.right, merge.right, theme().control, "→");
  draw_side(tokens, c.made, merge.made, newest ? fade(theme().accent, 0.55f) : piece_tint(0), {});
  draw_text(list, Face::digits, c.count, Align::right, theme().text, grouped(merge.count));
  if (hit.hovered) {
    context.view.selection.hover({.token = merge.made});
    explain_merge(tokens, index);
  }
  const i64 step = step_of_merge(context.frame(), tokens, index);
  if (hit.clicked && step >= 0) seek(context.view, step);
}

void draw_list_of_merges(PanelContext& context, const TokenView& tokens, Rect room) {
  draw_head(room.cut_top(px(kHead), px(4)));
  room.h = std::floor(room.h / px(kRow)) * px(kRow);  // whole rows only
  if (room.h < 1) return;
  auto& state = context.view.merges;
  if (const i64 wanted = std::exchange(state.wanted, -1); wanted >= 0 && wanted < tokens.merges()) {
    const float at = px(kRow) * float(wanted);
    bring_into_sight(state.list, room, at - px(2 * kRow), at + px(3 * kRow));
    state.kept = wanted;
  }
  const float top = scroll_content(state.list, room, px(kRow) * float(tokens.merges()));
  const auto first = i64(std::ceil((room.y - top) / px(kRow) - 0.01f));
  const i64 last = std::min(tokens.merges(), first + i64(room.h / px(kRow) + 0.01f));
  for (i64 m = first; m < last; ++m)
    draw_row(context, tokens, {room.x, room.y + px(kRow) * float(m - first), room.w, px(kRow)}, m);
  ui_note("merges.list", {}, room);
}

void draw_line(const TokenView& tokens, const Axes& axes) {
  ImDrawList* list = ui::draw_list();
  const auto point = [&](i64 m) {
    return ImVec2(axes.x_px(double(m + 1)),
                  axes.y_px(double(std::max<i64>(1, tokens.merge(m).count))));
  };
  ImVec2 before = point(0);
  for (i64 m = 1; m < tokens.merges(); ++m) {
    const ImVec2 here = point(m);  // counts only fall: one point a pixel column is enough
    if (here.x - before.x < 1 && m + 1 < tokens.merges()) continue;
    list->AddLine(before, here, theme().accent, px(1.5f));
    before = here;
  }
  list->AddCircleFilled(before, px(3.5f), theme().accent, 16);
}

/// Both axes logarithmic: a straight line is Zipf's law. The scales are those of the whole run.
void draw_curve(PanelContext& context, const TokenView& tokens, Rect room) {
  ImDrawList* list = ui::draw_list();
  const Rect title = room.cut_top(px(kHead));
  if (draw_text(list, Face::small, title, Align::left, theme().text_dim, tr(Str::merges_curve)))
    if (ui::hot("merges.curve_title", title).hovered) ui::tooltip(tr(Str::merges_curve));
  const i64 wanted = context.watch.info().vocab - (tokens.vocab() - tokens.merges());
  const double most = double(std::max({wanted, tokens.merges(), i64(10)}));
  const double high = double(std::max<i64>(10, tokens.merge(0).count));
  const Axes axes(room, {1, most, AxisScale::log}, {1, high, AxisScale::log});
  axes.draw_grid(list);
  draw_line(tokens, axes);
  const i64 pointed = tokens.merge_of(context.shown().token);
  if (pointed >= 0) draw_marker(list, axes, double(pointed + 1), theme().second);
  const ui::Hit hit = ui::hot("merges.curve", axes.area());
  if (!hit.hovered) return;
  const i64 index = std::clamp<i64>(std::llround(axes.x_at(hit.x)) - 1, 0, tokens.merges() - 1);
  context.view.selection.hover({.token = tokens.merge(index).made});
  explain_merge(tokens, index);
  const i64 step = step_of_merge(context.frame(), tokens, index);
  if (hit.clicked && step >= 0) seek(context.view, step);
}

}  // namespace

void MergesPanel::draw(PanelContext& context, const Rect& rect) {
  const TokenView tokens(context.frame());
  const Label note =
      tokens.merges() > 0 ? tr(Str::merges_note, tokens.merges(), i64(tokens.vocab())) : Label();
  const ui::PanelFrame panel =
      ui::panel("merges", rect, tr(Str::merges_title), note, tr(Str::merges_help));
  if (panel.maximise) toggle_maximised(context.view, PanelId::merges);
  Rect inner = panel.inner;
  if (!context.frame().error.empty() || !tokens.any()) {
    tokens_missing(context, tokens, inner);
    return;
  }
  if (tokens.merges() == 0) return ui::empty_state(inner, tr(Str::merges_empty));
  if (inner.w >= px(kWide)) {
    Rect list = inner.cut_left(std::floor(inner.w * kListWide), px(24));
    list.w -= px(8);  // the scroll bar's
    draw_list_of_merges(context, tokens, list);
    draw_curve(context, tokens, inner);
    return;
  }
  if (inner.h >= px(kCurveFrom)) draw_curve(context, tokens, inner.cut_top(px(kCurveHigh), px(8)));
  inner.w -= px(8);
  draw_list_of_merges(context, tokens, inner);
}

}  // namespace lab
