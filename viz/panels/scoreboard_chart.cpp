// The scoreboard's last column: bars, and the lines of what they are compared with.
#include <algorithm>
#include <cmath>

#include "viz/draw/axes.h"
#include "viz/draw/text.h"
#include "viz/panels/common.h"
#include "viz/panels/scoreboard.h"

namespace lab {
namespace {

constexpr float kLevel = 16, kLabelGap = 8;

bool is_floor(const ScoreBaseline& baseline) { return baseline.key == "floor"; }

Label line_text(const ScoreBaseline& baseline) {
  Label text(baseline_name(baseline));
  text.append(" ");
  text.append(fixed(baseline.bits, 2));
  return text;
}

}  // namespace

double most_bits(const Scoreboard& board) {
  double most = 1;
  for (const ScoreBaseline& baseline : board.baselines) most = std::max(most, baseline.bits);
  for (const ScoreRow& row : board.rows) {
    if (std::isfinite(row.bits)) most = std::max(most, row.bits);
    most = std::max(most, row.high);
  }
  return most * 1.02;
}

/// Finds each line's name a level where it touches no other; returns the height of all levels.
float ScoreboardPanel::lay_out_labels() {
  const std::size_t count = std::min(board_->baselines.size(), labels_.size());
  int levels = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const ScoreBaseline& baseline = board_->baselines[i];
    LineLabel& label = labels_[i];
    label.width = std::ceil(measure(Face::small, line_text(baseline)).x);
    const float right = axis_.x + axis_.width;
    label.x = std::clamp(axis_.at(baseline.bits) - label.width / 2, axis_.x,
                         std::max(axis_.x, right - label.width));
    const auto touches = [&](int level) {
      for (std::size_t j = 0; j < i; ++j)
        if (labels_[j].level == level && labels_[j].x < label.x + label.width + px(kLabelGap) &&
            label.x < labels_[j].x + labels_[j].width + px(kLabelGap))
          return true;
      return false;
    };
    label.level = 0;
    while (touches(label.level)) ++label.level;
    levels = std::max(levels, label.level + 1);
  }
  return px(kLevel) * float(levels);
}

void ScoreboardPanel::draw_lines(PanelContext& context, const Rect& rows) {
  ImDrawList* list = ui::draw_list();
  const Theme& t = theme();
  const ScoreBaseline* compared = against(context);
  const std::size_t count = std::min(board_->baselines.size(), labels_.size());
  const auto place = [&](const LineLabel& label) {
    return Rect{label.x, rows.y - px(4) - px(kLevel) * float(label.level + 1), label.width + 1,
                px(kLevel)};
  };
  for (std::size_t i = 0; i < count; ++i) {
    const ScoreBaseline& baseline = board_->baselines[i];
    const float x = std::round(axis_.at(baseline.bits)), top = place(labels_[i]).bottom();
    if (is_floor(baseline))
      draw_dashed(list, {x, top}, {x, rows.bottom()}, t.bad, 1.5f);
    else
      list->AddRectFilled({x, top}, {x + std::max(1.f, px(1)), rows.bottom()},
                          fade(t.text, &baseline == compared ? 0.6f : 0.28f));
  }
  for (std::size_t i = 0; i < count; ++i) {  // names last, on a ground: lines pass behind them
    const ScoreBaseline& baseline = board_->baselines[i];
    const Rect box = place(labels_[i]);
    const Label text = line_text(baseline);
    const ui::Hit hit = ui::hot(ui::id_of("scoreboard.line", i64(i)), box, text);
    if (hit.clicked) context.view.scoreboard.against = baseline.key;
    if (hit.hovered && !baseline.rule.empty()) ui::tooltip(baseline.rule);
    const bool bright = &baseline == compared || hit.hovered;
    const Color ink = is_floor(baseline) ? t.bad : bright ? t.text : t.text_dim;
    list->AddRectFilled({box.x - px(2), box.y}, {box.right() + px(2), box.bottom()}, t.panel);
    draw_text(list, Face::small, box, Align::left, ink, text);
  }
}

void ScoreboardPanel::draw_ticks(const Rect& row) const {
  ImDrawList* list = ui::draw_list();
  list->AddRectFilled({row.x, row.y}, {row.right(), row.y + px(1)}, theme().control_hot);
  const Ticks ticks = nice_ticks({0, axis_.most}, int(row.w / px(48)));
  for (const Tick& tick : ticks.all()) {
    const float x = std::round(axis_.at(tick.value)), width = measure(Face::digits, tick.label).x;
    list->AddRectFilled({x, row.y}, {x + px(1), row.y + px(4)}, theme().control_hot);
    const float left = std::clamp(x - width / 2, row.x, row.right() - width);
    draw_text(list, Face::digits, left, row.y + px(5), theme().text_faint, tick.label);
  }
  const Rect name{row.x, row.y + px(20), row.w, px(16)};
  draw_text(list, Face::small, name, Align::centre, theme().text_faint, tr(Str::scoreboard_axis));
}

void ScoreboardPanel::draw_bar(const Rect& chart, const ScoreRow& row) const {
  ImDrawList* list = ui::draw_list();
  const Theme& t = theme();
  const float y = std::round(chart.centre_y() - px(6)), h = px(12);
  if (row.kind == ScoreRow::Kind::absent) return;
  if (row.kind == ScoreRow::Kind::preset) {  // what it should reach: a range, and no bar
    if (row.high <= 0) return;
    const float from = axis_.at(row.low), to = std::max(axis_.at(row.high), from + px(3));
    list->AddRectFilled({from, y + h / 2}, {to, y + h / 2 + px(1)}, t.text_dim);
    for (const float x : {from, to - px(1)})
      list->AddRectFilled({x, y + px(2)}, {x + px(1), y + h - px(2)}, t.text_dim);
    return;
  }
  const bool whole = row.kind == ScoreRow::Kind::scored;
  const Color color = row.current ? t.accent : mix(t.panel, t.accent, whole ? 0.55f : 0.25f);
  list->AddRectFilled({chart.x, y}, {axis_.at(row.bits), y + h}, color, px(2));
}

}  // namespace lab
