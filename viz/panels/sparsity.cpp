#include "viz/panels/sparsity.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "viz/draw/axes.h"
#include "viz/draw/text.h"
#include "viz/panels/common.h"

namespace lab {
namespace {

constexpr float kAxis = 44, kBelow = 24, kTableRow = 20, kLegendRow = 20, kLeastChart = 150;
constexpr i64 kFields = 5;

/// V^n from its logarithm; doubles end at 10^308.
Label possible_words(double log10) { return compact(std::pow(10., std::min(log10, 300.))); }

void key(Rect& row, Str name, Color color) {
  const Rect mark = row.cut_left(px(10), px(5));
  const float y = std::round(mark.centre_y());
  ui::draw_list()->AddRectFilled({mark.x, y - px(4)}, {mark.right(), y + px(4)}, color, px(2));
  const std::string_view text = tr(name);
  draw_text(ui::draw_list(), Face::small, row.cut_left(measure(Face::small, text).x + 1, px(14)),
            Align::left, theme().text_dim, text);
}

/// The room of one order in a chart that has `count` of them side by side.
Rect slot_of(const Rect& area, i32 n, i32 count) {
  const float pitch = area.w / float(count);
  return {area.x + float(n - 1) * pitch, area.y, pitch, area.h};
}

}  // namespace

bool SparsityPanel::take_in(const Frame& frame) {
  const Tap* tap = frame.find("ngram.sparsity");
  if (!tap || tap->shape.size() != 2 || tap->shape[1] != kFields) return false;
  if (tap->shape[0] < 1 || i64(tap->values.size()) != tap->shape[0] * kFields) return false;
  count_ = i32(std::min<i64>(tap->shape[0], kMostOrders));
  for (i32 n = 0; n < count_; ++n) {
    const float* fields = tap->slice(n);
    orders_[std::size_t(n)] = {fields[0], fields[1], fields[2], fields[3]};
    read_ = fields[4];
  }
  return true;
}

/// Hovering an order in either chart or the table lights it up in all three.
void SparsityPanel::choose(const Rect& area, i32 n, const char* id) {
  if (n == hovered_)
    ui::draw_list()->AddRectFilled({area.x, area.y}, {area.right(), area.bottom()},
                                   fade(theme().text, 0.06f), px(3));
  if (ui::hot(ui::id_of(id, n), area).hovered) next_hovered_ = n;
}

/// Possible behind, different in front of it, and in that those seen once.
void SparsityPanel::draw_bars(const Rect& slot, i32 n, float width, double top) const {
  ImDrawList* list = ui::draw_list();
  const Order& order = orders_[std::size_t(n - 1)];
  const float left = std::round(slot.centre_x() - width / 2);
  const auto bar = [&](double log10, float x, float w, Color color) {
    const float h = slot.h * float(std::clamp(log10 / top, 0., 1.));
    if (h >= 1)
      list->AddRectFilled({x, std::round(slot.bottom() - h)}, {x + w, slot.bottom()}, color, px(2),
                          ImDrawFlags_RoundCornersTop);
  };
  const auto log_of = [](double count) { return count > 1 ? std::log10(count) : 0.; };
  bar(order.possible, left, width, theme().control_hot);
  const float half = std::round(width * 0.5f);
  bar(order.different > 0 ? std::max(log_of(order.different), 0.02 * top) : 0, left, half,
      theme().accent);
  bar(order.once > 0 ? std::max(log_of(order.once), 0.02 * top) : 0, left + half, width - half,
      theme().second);
}

/// The orders below a chart.
void SparsityPanel::draw_axis(const Rect& area) const {
  ImDrawList* list = ui::draw_list();
  const Rect row{area.x, area.bottom() + px(6), area.w, px(kBelow - 6)};
  const i32 every = row.w < px(18) * float(count_) ? 2 : 1;
  for (i32 n = 1; n <= count_; n += every)
    draw_text(list, Face::digits, slot_of(row, n, count_).inset(-px(4), 0), Align::centre,
              n == hovered_ ? theme().text : theme().text_dim, grouped(n));
  draw_text(list, Face::small, {area.x - px(kAxis), row.y, px(kAxis - 6), row.h}, Align::right,
            theme().text_faint, tr(Str::ladder_order));
}

/// Counts on a logarithmic scale; they are none below one.
void SparsityPanel::draw_counts(Rect box) {
  ImDrawList* list = ui::draw_list();
  Rect keys = box.cut_top(px(kLegendRow), px(12));
  key(keys, Str::sparsity_possible, theme().control_hot);
  key(keys, Str::sparsity_different, theme().accent);
  key(keys, Str::sparsity_once, theme().second);
  Rect area = box;
  area.cut_left(px(kAxis));
  area.cut_bottom(px(kBelow));
  const double top = std::max(1., std::ceil(orders_[std::size_t(count_ - 1)].possible));
  const int wanted = std::max(1, int(area.h / px(36)));
  const int every = std::max(1, int(std::ceil(top / wanted)));
  for (int e = 0; e <= int(top); e += every) {
    const float y = std::round(area.bottom() - area.h * float(e / top));
    list->AddRectFilled({area.x, y}, {area.right(), y + 1}, theme().grid);
    draw_text(list, Face::digits, {box.x, y - px(8), px(kAxis - 6), px(16)}, Align::right,
              theme().text_faint, possible_words(e));
  }
  draw_axis(area);
  for (i32 n = 1; n <= count_; ++n) {
    const Rect slot = slot_of(area, n, count_);
    choose(slot, n, "sparsity.count");
    draw_bars(slot, n, std::floor(std::min(slot.w * 0.64f, px(56))), top);
  }
}

/// What share of the validation text's n-grams were ever read: what a longer context can rest on.
void SparsityPanel::draw_known(Rect box) {
  ImDrawList* list = ui::draw_list();
  Rect keys = box.cut_top(px(kLegendRow), px(12));
  const bool narrow = measure(Face::small, tr(Str::sparsity_known)).x + px(20) > keys.w;
  key(keys, narrow ? Str::sparsity_known_short : Str::sparsity_known, theme().good);
  Rect area = box;
  area.cut_left(px(kAxis));
  area.cut_bottom(px(kBelow));
  for (const double share : {0., 0.25, 0.5, 0.75, 1.}) {
    const float y = std::round(area.bottom() - area.h * float(share));
    list->AddRectFilled({area.x, y}, {area.right(), y + 1}, theme().grid);
    draw_text(list, Face::digits, {box.x, y - px(8), px(kAxis - 6), px(16)}, Align::right,
              theme().text_faint, percent(share));
  }
  const auto point = [&](i32 n) {
    const Rect slot = slot_of(area, n, count_);
    const float share = float(std::clamp(orders_[std::size_t(n - 1)].known, 0., 1.));
    return ImVec2{std::round(slot.centre_x()), std::round(area.bottom() - area.h * share)};
  };
  draw_axis(area);
  for (i32 n = 1; n <= count_; ++n) {
    const Rect slot = slot_of(area, n, count_);
    choose(slot, n, "sparsity.known");
    if (n > 1) list->AddLine(point(n - 1), point(n), theme().good, px(2));
    list->AddCircleFilled(point(n), px(n == hovered_ ? 5 : 3.5f), theme().good);
  }
}

namespace {

struct Columns {
  Rect order, different, once, share_once, possible, known;
};
Columns columns_of(Rect row) {
  Columns c;
  c.order = row.cut_left(px(40));
  const float each = std::min(row.w / 5, px(130));
  for (Rect* r : {&c.different, &c.once, &c.share_once, &c.possible, &c.known})
    *r = row.cut_left(each).inset(px(3), 0);
  return c;
}

}  // namespace

void SparsityPanel::draw_table_row(const Rect& row, i32 n) {
  ImDrawList* list = ui::draw_list();
  choose(row, n, "sparsity.row");
  const Order& order = orders_[std::size_t(n - 1)];
  const Columns c = columns_of(row);
  const auto write = [&](const Rect& box, Color ink, const Label& text, const char* name) {
    draw_text(list, Face::digits, box, Align::right, ink, text);
    ui_note(ui::id_of(name, n), text, box);
  };
  draw_text(list, Face::digits, c.order, Align::left, theme().text_dim, grouped(n));
  write(c.different, theme().text, grouped(i64(order.different)), "sparsity.different");
  write(c.once, theme().text, grouped(i64(order.once)), "sparsity.once");
  write(c.share_once, theme().text_dim,
        order.different > 0 ? percent(order.once / order.different) : Label("–"),
        "sparsity.share_once");
  write(c.possible, theme().text_dim, possible_words(order.possible), "sparsity.possible");
  write(c.known, theme().text, percent(order.known), "sparsity.known_share");
}

void SparsityPanel::draw_table(Rect box) {
  const Columns c = columns_of(box.cut_top(px(kTableRow)));
  const struct {
    const Rect& box;
    Str name;
    Align align = Align::right;
  } kHeads[] = {{c.order, Str::ladder_order, Align::left},
                {c.different, Str::sparsity_different},
                {c.once, Str::sparsity_once},
                {c.share_once, Str::sparsity_share_once},
                {c.possible, Str::sparsity_possible},
                {c.known, Str::sparsity_known_short}};
  for (const auto& head : kHeads)
    draw_text(ui::draw_list(), Face::small, head.box, head.align, theme().text_faint,
              tr(head.name));
  for (i32 n = 1; n <= count_; ++n) draw_table_row(box.cut_top(px(kTableRow)), n);
}

void SparsityPanel::draw(PanelContext& context, const Rect& rect) {
  const bool known = take_in(context.frame());
  const Label note = known ? tr(Str::sparsity_read, i64(read_)) : Label();
  const ui::PanelFrame panel =
      ui::panel("sparsity", rect, tr(Str::sparsity_title), note, tr(Str::sparsity_help));
  if (panel.maximise) toggle_maximised(context.view, PanelId::sparsity);
  hovered_ = std::exchange(next_hovered_, -1);
  Rect inner = panel.inner;
  if (frame_missing(context, inner)) return;
  if (!known) {
    ui::empty_state(inner, tr(Str::sparsity_empty));
    return;
  }
  const float table = px(kTableRow) * float(count_ + 1);
  if (inner.h - table >= px(kLeastChart)) {
    draw_table(inner.cut_bottom(table, px(12)));
  } else if (inner.h >= table) {
    return draw_table(inner);
  }
  Rect left = inner.cut_left(std::round(inner.w * 0.62f), px(20));
  draw_counts(left);
  draw_known(inner);
}

}  // namespace lab
