#include <algorithm>
#include <cmath>

#include "viz/draw/chips.h"
#include "viz/draw/text.h"
#include "viz/panels/common.h"
#include "viz/panels/panels.h"

namespace lab {
namespace {

constexpr float kLegendWidth = 260;

void draw_input(PanelContext& context, Rect row) {
  ViewState& view = context.view;
  if (!view.forced.empty()) {
    const Label label = tr(Str::probe_clear_forced, i64(view.forced.size()));
    if (ui::button("probe.clear_forced", row.cut_right(ui::button_width(label), px(size::kGap)),
                   label, {.tip = tr(Str::probe_clear_forced_tip)}))
      view.forced.clear();
  }
  // The first Esc or Enter leaves the field; typing never reaches the keys of the lab.
  if (ui::input_text("probe.text", row, &view.probe_text, tr(Str::probe_hint)))
    view.selection.unlock();
}

void explain(const Frame& frame, i32 t) {
  Label text = tr(Str::probe_position, Label(frame.labels[t]), i64(t));
  if (std::isfinite(frame.log_p[t])) {
    text.append("\n");
    text.append(tr(Str::probe_p_rank, percent(std::exp(frame.log_p[t])), fixed(-frame.log_p[t], 2),
                   i64(frame.rank[t]) + 1));
  } else {
    text.append("\n");
    text.append(tr(Str::probe_first));
  }
  ui::tooltip(text);
}

/// Chips as wide as reading wants, or closer together when so many would not fit otherwise.
ChipStyle style_for(const Rect& box, i32 count) {
  constexpr ChipStyle kRoomy{.pad_x = 3, .gap = 3, .row_gap = 4, .min_width = 20, .height = 24};
  constexpr ChipStyle kTight{.pad_x = 1, .gap = 2, .row_gap = 4, .min_width = 14, .height = 24};
  const float rows = std::floor((box.h + px(kRoomy.row_gap)) / px(kRoomy.height + kRoomy.row_gap));
  const float per_row = std::floor(box.w / px(kRoomy.min_width + kRoomy.gap));
  return float(count) <= rows * per_row ? kRoomy : kTight;
}

/// Returns how many tokens found no room.
int draw_chips(PanelContext& context, const Rect& box) {
  const Frame& frame = context.frame();
  ImDrawList* list = ui::draw_list();
  ChipFlow flow(list, box, style_for(box, token_count(frame)));
  const i32 chosen = shown_query(context), key = context.shown().key;
  for (i32 t = 0; t < token_count(frame); ++t) {
    const auto at = std::size_t(t);
    const bool forced = t >= frame.text_tokens;
    const float log_p = at < frame.log_p.size() ? frame.log_p[at] : kNone;
    const Color fill = forced ? theme().accent : surprise_color(log_p);
    const Color ink = forced ? theme().on_accent : std::isnan(log_p) ? theme().text : ink_on(fill);
    const Rect chip = flow.add(frame.labels[at], fill, ink);
    if (chip.empty()) continue;
    if (t == chosen) draw_chip_ring(list, chip, forced ? theme().text : theme().accent);
    if (t == key) draw_chip_ring(list, chip, theme().second);
    const ui::Hit hit = ui::hot(ui::id_of("probe.chip", t), chip, frame.labels[at]);
    if (hit.clicked) context.view.selection.click({.query = t});
    if (!hit.hovered) continue;
    context.view.selection.hover({.query = t});
    explain(frame, t);
  }
  return flow.left_out();
}

void draw_left_out(const PanelContext& context, const Rect& room, int no_room) {
  const Frame& frame = context.frame();
  Label text;
  const i64 context_length = context.watch.info().context;
  const i64 most = context_length > 0 ? std::min(kMaxProbeTokens, context_length) : kMaxProbeTokens;
  if (frame.dropped > 0) text.append(tr(Str::probe_dropped, frame.dropped, most));
  if (no_room > 0) {
    if (!text.empty()) text.append(" · ");
    text.append(tr(Str::more_n, no_room));
  }
  if (text.empty()) return;
  if (draw_text(ui::draw_list(), Face::small, room, Align::right, theme().second, text))
    if (ui::hot("probe.left_out", room, text).hovered) ui::tooltip(text);
}

}  // namespace

void draw_probe(PanelContext& context, const Rect& rect) {
  const ui::PanelFrame panel =
      ui::panel("probe", rect, tr(Str::probe_title), {}, tr(Str::probe_help));
  Rect title{rect.x + px(size::kPad), rect.y, rect.w - 2 * px(size::kPad), px(size::kTitleRow)};
  const Rect legend = draw_surprise_legend(title.cut_right(px(kLegendWidth), px(12)));
  title.w = legend.x - px(16) - title.x;
  title.cut_left(measure(Face::title, tr(Str::probe_title)).x + px(36));
  Rect inner = panel.inner;
  draw_input(context, inner.cut_top(px(size::kControl), px(8)));
  const int no_room = frame_missing(context, inner) ? 0 : draw_chips(context, inner);
  draw_left_out(context, title, no_room);
}

}  // namespace lab
