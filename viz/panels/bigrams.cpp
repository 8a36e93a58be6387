#include "viz/panels/bigrams.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

#include "viz/draw/imgui_compat.h"
#include "viz/draw/text.h"
#include "viz/panels/common.h"
#include "viz/panels/ladder_words.h"

namespace lab {
namespace {

constexpr i32 kMostTokens = 128;
constexpr float kLabels = 26, kLabelPitch = 14, kLeastList = 176, kListRow = 20;

const Tap* fitting(const Frame& frame, std::string_view name, std::size_t axes) {
  const Tap* tap = frame.find(name);
  if (!tap || tap->shape.size() != axes || tap->shape[0] < 1) return nullptr;
  const i64 n = tap->shape[0];
  const bool square = axes < 2 || tap->shape[1] == n;
  return square && i64(tap->values.size()) == (axes < 2 ? n : n * n) ? tap : nullptr;
}

}  // namespace

std::string_view BigramsPanel::label(const PanelContext& context, i32 id) const {
  const auto& labels = context.watch.info().token_labels;
  return id >= 0 && id < i32(labels.size()) ? std::string_view(labels[std::size_t(id)]) : "?";
}

/// The table of the frame, its tokens in the order of the vocabulary or the most frequent first.
bool BigramsPanel::take_in(PanelContext& context) {
  const Frame& frame = context.frame();
  const Tap* pairs = fitting(frame, "ngram.bigram", 2);
  const Tap* counts = fitting(frame, "ngram.unigram", 1);
  if (!pairs || pairs->shape[0] > kMostTokens) return false;
  values_ = pairs->values.data();
  size_ = i32(pairs->shape[0]);
  counts_ = counts && counts->shape[0] == size_ ? counts->values.data() : nullptr;
  const bool by_count = context.view.bigrams.by_count && counts_;
  const u64 key = (frame.id * 2 + u64(by_count)) * 2 + u64(context.view.theme);
  if (!table_.begin(context.textures, size_, size_, key)) return true;
  ids_.resize(std::size_t(size_));
  places_.resize(ids_.size());
  std::iota(ids_.begin(), ids_.end(), 0);
  if (by_count)
    std::ranges::sort(ids_, [&](i32 a, i32 b) {
      return counts_[a] != counts_[b] ? counts_[a] > counts_[b] : a < b;
    });
  for (i32 at = 0; at < size_; ++at) places_[std::size_t(ids_[std::size_t(at)])] = at;
  for (i32 y = 0; y < size_; ++y)
    for (i32 x = 0; x < size_; ++x)
      table_.set(x, y,
                 map_color(ColorMap::sequential,
                           sqrt_scale(p(ids_[std::size_t(y)], ids_[std::size_t(x)]))));
  table_.upload();
  return true;
}

/// What the mouse is over, what was clicked, or the pair at the chosen position of the probe text.
BigramsPanel::Cell BigramsPanel::shown(const PanelContext& context) const {
  const auto known = [&](i32 id) { return id >= 0 && id < size_; };
  if (known(hovered_.previous)) return hovered_;
  const auto& kept = context.view.bigrams;
  if (known(kept.previous)) return {kept.previous, known(kept.next) ? kept.next : -1};
  const Frame& frame = context.frame();
  const auto at = std::size_t(shown_query(context));
  Cell cell{frame.ids[at], at + 1 < frame.ids.size() ? frame.ids[at + 1] : -1};
  if (!known(cell.previous)) return {};
  const float* row = values_ + i64(cell.previous) * size_;
  if (!known(cell.next)) cell.next = i32(std::max_element(row, row + size_) - row);
  return cell;
}

/// "“q” → “u”  p = 0.93" and the switch of the order.
void BigramsPanel::draw_reading(PanelContext& context, Rect row, Cell cell) const {
  const std::string_view by_count = tr(Str::bigrams_by_count);
  if (counts_)
    ui::toggle("bigrams.by_count", row.cut_right(ui::button_width(by_count), px(10)), by_count,
               &context.view.bigrams.by_count, {.tip = tr(Str::bigrams_by_count_tip)});
  Label text = tr(Str::bigrams_point);
  if (cell.previous >= 0 && cell.next >= 0) {
    const float value = p(cell.previous, cell.next);
    text = tr(Str::bigrams_cell, Label(label(context, cell.previous)),
              Label(label(context, cell.next)), probability_words(double(value)),
              surprise_words(double(value)));
  }
  ui_note("bigrams.reading", text, row);
  if (draw_text(ui::draw_list(), Face::title, row, Align::left, theme().text, text))
    if (ui::hot("bigrams.reading", row, text).hovered) ui::tooltip(text);
}

/// One token beside the table (row) or above it.
void BigramsPanel::draw_label(const PanelContext& context, const Rect& table, i32 at, bool row,
                              Color ink) const {
  const float centre = (float(at) + 0.5f) * table.w / float(size_), wide = px(kLabels);
  const Rect box = row ? Rect{table.x - wide - px(4), table.y + centre - px(8), wide, px(16)}
                       : Rect{table.x + centre - wide / 2, table.y - px(18), wide, px(16)};
  draw_text(ui::draw_list(), Face::small, box, row ? Align::right : Align::centre, ink,
            label(context, ids_[std::size_t(at)]));
}

void BigramsPanel::draw_labels(const PanelContext& context, const Rect& table, Cell cell) const {
  const i32 stride = std::max(1, i32(std::ceil(px(kLabelPitch) * float(size_) / table.w)));
  const auto place = [&](i32 id) { return id >= 0 ? places_[std::size_t(id)] : -1; };
  for (const bool row : {true, false}) {
    const i32 chosen = place(row ? cell.previous : cell.next);
    for (i32 at = 0; at < size_; at += stride)
      if (chosen < 0 || std::abs(at - chosen) >= stride)
        draw_label(context, table, at, row, theme().text_faint);
    if (chosen >= 0) draw_label(context, table, chosen, row, row ? theme().text : theme().second);
  }
}

void BigramsPanel::table_mouse(PanelContext& context, const Rect& table) {
  const ui::Hit hit = ui::hot("bigrams.table", table);
  if (!hit.hovered) return;
  const auto token = [&](float share) {
    return ids_[std::size_t(std::clamp(i32(share * float(size_)), 0, size_ - 1))];
  };
  const Cell cell{token((hit.y - table.y) / table.h), token((hit.x - table.x) / table.w)};
  next_hovered_ = cell;
  auto& kept = context.view.bigrams;
  if (hit.clicked) {
    const bool again = kept.previous == cell.previous && kept.next == cell.next;
    kept.previous = again ? -1 : cell.previous, kept.next = again ? -1 : cell.next;
  }
  const double value = double(p(cell.previous, cell.next));
  ui::tooltip(tr(Str::bigrams_cell, Label(label(context, cell.previous)),
                 Label(label(context, cell.next)), probability_words(value),
                 surprise_words(value)));
}

void BigramsPanel::draw_table(PanelContext& context, const Rect& table, Cell cell) {
  ImDrawList* list = ui::draw_list();
  table_.draw(list, table);
  draw_labels(context, table, cell);
  const float step = table.w / float(size_);
  const auto ring = [&](float x, float y, float w, float h, Color color) {
    im::rect(list, {x - px(1), y - px(1)}, {x + w + px(1), y + h + px(1)}, color, 0, px(1.5f));
  };
  if (cell.previous >= 0) {
    const float top = table.y + float(places_[std::size_t(cell.previous)]) * step;
    ring(table.x, top, table.w, step, theme().accent);
    if (cell.next >= 0)
      ring(table.x + float(places_[std::size_t(cell.next)]) * step, top, step, step,
           theme().second);
  }
  table_mouse(context, table);
}

/// The row of the chosen token as a list, the likeliest first.
void BigramsPanel::draw_row(PanelContext& context, Rect box, Cell cell) {
  if (cell.previous < 0 || box.w < px(80)) return;
  ImDrawList* list = ui::draw_list();
  Label title = tr(Str::bigrams_after, Label(label(context, cell.previous)));
  if (counts_) title.append(tr(Str::bigrams_seen, i64(counts_[cell.previous])));
  draw_text(list, Face::small, box.cut_top(px(20), px(4)), Align::left, theme().text_dim, title);
  std::array<i32, kMostTokens> order;
  const std::span<i32> tokens(order.data(), std::size_t(size_));
  std::iota(tokens.begin(), tokens.end(), 0);
  const int rows = std::min(int(size_), int(box.h / px(kListRow)));
  const auto likelier = [&](i32 a, i32 b) {
    return p(cell.previous, a) != p(cell.previous, b) ? p(cell.previous, a) > p(cell.previous, b)
                                                      : a < b;
  };
  std::ranges::partial_sort(tokens, tokens.begin() + rows, likelier);
  const float most = std::max(1e-9f, rows > 0 ? p(cell.previous, tokens[0]) : 0);
  for (int i = 0; i < rows; ++i) {
    const i32 id = tokens[std::size_t(i)];
    const float value = p(cell.previous, id);
    Rect row = box.cut_top(px(kListRow));
    const ui::Hit hit = ui::hot(ui::id_of("bigrams.row", i), row, label(context, id));
    if (hit.hovered) next_hovered_ = {cell.previous, id};
    if (hit.clicked) context.view.bigrams.previous = cell.previous, context.view.bigrams.next = id;
    const Color ink = id == cell.next ? theme().second : theme().text;
    draw_text(list, Face::body, row.cut_left(px(30)), Align::left, ink, label(context, id));
    draw_text(list, Face::digits, row.cut_right(px(58), px(8)), Align::right, ink,
              probability_words(double(value)));
    const float y = std::round(row.y + px(4)), wide = std::max(px(1), row.w * value / most);
    list->AddRectFilled({row.x, y}, {row.right(), y + px(12)}, fade(theme().control, 0.55f), px(2));
    list->AddRectFilled({row.x, y}, {row.x + wide, y + px(12)},
                        map_color(ColorMap::sequential, sqrt_scale(value)),
                        wide > px(4) ? px(2) : 0);
  }
}

void BigramsPanel::draw(PanelContext& context, const Rect& rect) {
  const ui::PanelFrame panel =
      ui::panel("bigrams", rect, tr(Str::bigrams_title), {}, tr(Str::bigrams_help));
  if (panel.maximise) toggle_maximised(context.view, PanelId::bigrams);
  hovered_ = std::exchange(next_hovered_, {});
  Rect inner = panel.inner;
  if (frame_missing(context, inner)) return;
  if (!take_in(context)) {
    ui::empty_state(inner, tr(Str::bigrams_empty));
    return;
  }
  constexpr LegendTick kTicks[] = {{0, "0"}, {0.5f, "0.25"}, {1, "1"}};
  draw_legend(ui::draw_list(), panel.title, ColorMap::sequential,
              panel.title.w < px(300) ? std::string_view("p") : tr(Str::bigrams_legend), kTicks);
  const Cell cell = shown(context);
  draw_reading(context, inner.cut_top(px(size::kControl), px(4)), cell);
  draw_text(ui::draw_list(), Face::small, inner.cut_top(px(16), px(20)), Align::left,
            theme().text_faint, tr(Str::bigrams_axes));
  inner.cut_left(px(kLabels + 4));
  const float list = std::max(px(kLeastList), inner.w * 0.3f);
  const float room = std::min(inner.h, inner.w - list - px(24));
  // Whole pixels per token where that costs little: crisp and equal cells.
  const float even = std::floor(room / float(size_)) * float(size_);
  const float side = even > room * 0.85f ? even : std::floor(room);
  const Rect table{std::round(inner.x), std::round(inner.y), side, side};
  if (side >= px(32)) draw_table(context, table, cell);
  inner.cut_left(side, px(24));
  inner.y -= px(20), inner.h += px(20);  // beside the labels of the columns
  inner.w = std::min(inner.w, px(420));
  draw_row(context, inner, cell);
}

}  // namespace lab
