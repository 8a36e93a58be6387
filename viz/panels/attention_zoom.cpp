// The chosen head in full: the map with its tokens on both axes, and the lines of one query.
#include <algorithm>
#include <cmath>

#include "viz/draw/imgui_compat.h"
#include "viz/draw/text.h"
#include "viz/panels/attention.h"
#include "viz/panels/common.h"

namespace lab {
namespace {

constexpr float kVisible = 0.02f;   ///< weights below this draw no line; the rest is said in words
constexpr float kFaintFrom = 0.2f;  ///< of the other queries, only what stands out
constexpr float kLabelPitch = 11;   ///< closer than this, tokens are named every second, third, ...

/// Name every n-th token so that names do not touch.
i32 label_stride(float pitch) {
  return std::max(1, i32(std::ceil(px(kLabelPitch) / std::max(pitch, 0.1f))));
}

}  // namespace

void AttentionPanel::draw_zoom_title(PanelContext& context, Rect row) {
  const Head head = chosen(context);
  ViewState& view = context.view;
  const bool cut = is_cut(view, head.layer, head.head);
  const std::string_view label = tr(cut ? Str::attention_restore : Str::attention_cut_it);
  if (ui::button("attention.cut", row.cut_right(ui::button_width(label), px(8)), label,
                 {.tip = tr(Str::attention_cut_tip)}))
    toggle_cut(view, head.layer, head.head);
  const HeadBadge& badge = this->badge(head);
  const Label title = tr(Str::attention_zoom_title, i64(head.layer) + 1, i64(head.head) + 1,
                         Label(name_of(badge.kind)), fixed(badge.strength, 2));
  if (draw_text(ui::draw_list(), Face::body, row, Align::left, theme().text, title))
    if (ui::hot("attention.zoom_title", row, title).hovered) ui::tooltip(title);
}

void AttentionPanel::draw_axis_labels(const PanelContext& context, const Rect& map) {
  ImDrawList* list = ui::draw_list();
  const Frame& frame = context.frame();
  const i32 n = model_.tokens, query = shown_query(context), key = context.shown().key;
  const float cell = map.w / float(n);
  const i32 stride = label_stride(cell);
  const auto near = [&](i32 t, i32 chosen) {
    return chosen >= 0 && t != chosen && std::abs(t - chosen) < stride;
  };
  for (i32 t = 0; t < n; ++t) {
    const bool is_query = t == query, is_key = t == key;
    const float centre = (float(t) + 0.5f) * cell;
    if (is_query || (t % stride == 0 && !near(t, query)))
      draw_text(list, Face::small, {map.x - px(28), map.y + centre - px(8), px(22), px(16)},
                Align::right, is_query ? theme().text : theme().text_faint, frame.labels[t]);
    if (is_key || (t % stride == 0 && !near(t, key)))
      draw_text(list, Face::small, {map.x + centre - px(10), map.y - px(19), px(20), px(16)},
                Align::centre, is_key ? theme().second : theme().text_faint, frame.labels[t]);
  }
}

void AttentionPanel::map_mouse(PanelContext& context, const Rect& map) {
  const ui::Hit hit = ui::hot("attention.map", map);
  if (!hit.hovered) return;
  const i32 n = model_.tokens;
  const i32 q = std::clamp(i32((hit.y - map.y) / map.h * float(n)), 0, n - 1);
  const i32 k = std::clamp(i32((hit.x - map.x) / map.w * float(n)), 0, n - 1);
  ViewState& view = context.view;
  if (hit.clicked) view.selection.click({.query = q});
  view.selection.hover({.query = q, .key = k});
  const Frame& frame = context.frame();
  const Head head = chosen(context);
  const float p = weights(head)[q * n + k];
  if (k > q && p == 0) {
    ui::tooltip(tr(Str::attention_future));
    return;
  }
  Label text = tr(Str::attention_cell, Label(frame.labels[q]), Label(frame.labels[k]), fixed(p, 3));
  if (const float* score = scores(frame, head))
    text.append(tr(Str::attention_score, fixed(score[q * n + k], 2)));
  ui::tooltip(text);
}

void AttentionPanel::draw_map(PanelContext& context, const Rect& map) {
  ImDrawList* list = ui::draw_list();
  const Head head = chosen(context);
  atlas_.draw(list, map, part(head));
  const i32 n = model_.tokens, query = shown_query(context), key = context.shown().key;
  const float cell = map.w / float(n);
  if (cell >= px(8))
    for (i32 t = 1; t < n; ++t) {
      const float at = std::round(float(t) * cell);
      const Color line = fade(theme().panel, 0.7f);
      list->AddRectFilled({map.x + at, map.y}, {map.x + at + 1, map.bottom()}, line);
      list->AddRectFilled({map.x, map.y + at}, {map.right(), map.y + at + 1}, line);
    }
  if (is_cut(context.view, head.layer, head.head)) {
    list->AddRectFilled({map.x, map.y}, {map.right(), map.bottom()}, fade(theme().panel, 0.5f));
    draw_text(list, Face::title, map, Align::centre, theme().bad, tr(Str::attention_cut_note));
  }
  const float top = map.y + float(query) * cell;
  im::rect(list, {map.x - px(1), top - px(1)}, {map.right() + px(1), top + cell + px(1)},
           theme().accent, 0, px(2));
  if (key >= 0 && key < n) {
    const float left = map.x + float(key) * cell;
    im::rect(list, {left - px(1), top - px(1)}, {left + cell + px(1), top + cell + px(1)},
             theme().second, 0, px(2));
  }
}

void AttentionPanel::draw_zoom(PanelContext& context, Rect box) {
  draw_zoom_title(context, box.cut_top(px(size::kControl), px(4)));
  box.cut_top(px(20));
  box.cut_left(px(kZoomLeft));
  const float room = std::min(box.w, box.h);
  // Whole pixels per token where that costs little: crisp and equal cells.
  const float cell = std::floor(room / float(model_.tokens));
  const float even = cell * float(model_.tokens);
  const float side = even > room * 0.93f ? even : std::floor(room);
  const Rect map{std::round(box.x), std::round(box.y), side, side};
  draw_axis_labels(context, map);
  draw_map(context, map);
  map_mouse(context, map);
}

void AttentionPanel::draw_lines(PanelContext& context, Rect box) {
  ImDrawList* list = ui::draw_list();
  const Frame& frame = context.frame();
  const i32 n = model_.tokens, query = shown_query(context);
  const float* all = weights(chosen(context));  // (T, T)
  const float* row = all + query * n;
  float shown = 0;
  for (i32 k = 0; k < n; ++k) shown += row[k] >= kVisible ? row[k] : 0;
  draw_text(list, Face::small, box.cut_top(px(20), px(4)), Align::left, theme().text_dim,
            tr(Str::attention_lines, Label(frame.labels[query]), percent(shown)));

  const Rect keys = box.cut_top(px(20)), queries = box.cut_bottom(px(20));
  const float pitch = std::min(box.w / float(n), px(40)), x0 = box.x + pitch / 2;
  const i32 stride = label_stride(pitch);
  const float bend = box.h * 0.5f;
  const auto line = [&](i32 q, i32 k, Color color, float thickness) {
    const ImVec2 a{x0 + float(q) * pitch, box.bottom()}, b{x0 + float(k) * pitch, box.y};
    list->AddBezierCubic(a, {a.x, a.y - bend}, {b.x, b.y + bend}, b, color, thickness, 20);
  };
  for (i32 q = 0; q < n; ++q)
    for (i32 k = 0; k < n; ++k)
      if (q != query && all[q * n + k] >= kFaintFrom)
        line(q, k, fade(theme().accent, 0.25f * all[q * n + k]), px(1));
  for (i32 k = 0; k < n; ++k) {
    if (row[k] < kVisible) continue;
    const bool hovered = k == context.shown().key;
    const Color color = hovered ? theme().second : fade(theme().accent, 0.45f + 0.55f * row[k]);
    line(query, k, color, px(1 + 4 * row[k]));
  }
  for (i32 t = 0; t < n; ++t) {
    const float x = x0 + float(t) * pitch;
    const bool lit = row[t] >= 0.1f, is_query = t == query;
    const Rect above{x - px(14), keys.y, px(28), keys.h},
        below{x - px(14), queries.y, px(28), queries.h};
    if (t % stride == 0 || lit)
      draw_text(list, Face::small, above, Align::centre, lit ? theme().text : theme().text_faint,
                frame.labels[t]);
    if (is_query || (t % stride == 0 && std::abs(t - query) >= stride))
      draw_text(list, Face::small, below, Align::centre,
                is_query ? theme().second : theme().text_faint, frame.labels[t]);
    const Rect strip{x - pitch / 2, queries.y, pitch, queries.h};
    const ui::Hit hit = ui::hot(ui::id_of("attention.query", t), strip, frame.labels[t]);
    if (hit.clicked) context.view.selection.click({.query = t});
    if (hit.hovered) context.view.selection.hover({.query = t});
  }
}

}  // namespace lab
