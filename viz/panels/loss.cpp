#include "viz/panels/loss.h"

#include <algorithm>
#include <cmath>

#include "viz/draw/text.h"

namespace lab {
namespace {

/// The most demanding reference that the loss has passed, and the next one to pass.
struct Standing {
  const ReferenceLine *passed = nullptr, *next = nullptr;
};
Standing standing_of(const RunInfo& info, float nats) {
  Standing s;
  for (const ReferenceLine& line : info.references) {
    if (nats < line.nats && (!s.passed || line.nats < s.passed->nats)) s.passed = &line;
    if (nats >= line.nats && (!s.next || line.nats > s.next->nats)) s.next = &line;
  }
  return s;
}

Color reference_color(std::string_view key) {
  if (key == "floor") return theme().bad;
  return key == "order5" ? theme().good : theme().text_faint;
}

}  // namespace

void LossPanel::take_in(PanelContext& context) {
  const auto& steps = context.watch.steps();
  const float unit = context.view.loss.bits ? float(1 / std::log(2.)) : 1;
  smooth_.update(steps);
  const bool again = unit != unit_ || points_.size() > steps.size() ||
                     (!points_.empty() && points_.front().step != steps.front().step);
  if (again) {
    points_.clear();
    train_curve_ = {}, smooth_curve_ = {}, valid_dots_ = {};
  }
  if (points_.empty()) lowest_ = 1e9f, highest_ = 0;
  unit_ = unit;
  for (std::size_t i = points_.size(); i < steps.size(); ++i) {
    const StepRecord& r = steps[i];
    points_.push_back({r.step, r.loss * unit, smooth_.values()[i] * unit, r.valid * unit});
    if (std::isfinite(r.loss)) {
      lowest_ = std::min(lowest_, r.loss * unit);
      highest_ = std::max(highest_, r.loss * unit);
    }
  }
}

/// The vertical range holds ln V and the floor from the first step on, so that it stands still.
Axes LossPanel::axes_for(PanelContext& context, const Rect& box) const {
  const RunInfo& info = context.watch.info();
  float lo = points_.empty() ? 0 : lowest_, hi = highest_;
  for (const ReferenceLine& line : info.references) {
    lo = std::min(lo, line.nats * unit_);
    if (line.key == "uniform") hi = std::max(hi, line.nats * unit_);
  }
  const bool log_x = context.view.loss.log_x;
  const double last = double(std::max<i64>({2, info.total_steps, context.watch.status().step}));
  const Axis x{log_x ? 1. : 0., last, log_x ? AxisScale::log : AxisScale::linear};
  const double margin = std::max(0.05, (hi - lo) * 0.06);
  return Axes(box, x, {lo - 2 * margin, hi + margin, AxisScale::linear});
}

/// The newest validation loss at or before a step (-1: of all): what the model is judged by.
float LossPanel::valid_at(i64 step) const {
  for (auto point = points_.rbegin(); point != points_.rend(); ++point)
    if ((step < 0 || point->step <= step) && std::isfinite(point->valid)) return point->valid;
  return kNone;
}

void LossPanel::draw_reading(PanelContext& context, Rect row) {
  ViewState& view = context.view;
  const std::string_view bits_label = tr(Str::loss_bits);
  ui::toggle("loss.bits", row.cut_right(ui::button_width(bits_label), px(4)), bits_label,
             &view.loss.bits, {.tip = tr(Str::loss_bits_tip)});
  const std::string_view log_label = tr(Str::loss_log);
  ui::toggle("loss.log", row.cut_right(ui::button_width(log_label), px(8)), log_label,
             &view.loss.log_x, {.tip = tr(Str::loss_log_tip)});
  const float now = valid_at(shown_step(context));
  if (!std::isfinite(now)) return;
  const Standing s = standing_of(context.watch.info(), now / unit_);
  Label text = tr(Str::loss_now, fixed(now, 2));
  if (s.passed) text.append(tr(Str::loss_better, Label(tr_named("ref_", s.passed->key))));
  if (s.next && !s.passed) text.append(tr(Str::loss_not_yet, Label(tr_named("ref_", s.next->key))));
  if (draw_text(ui::draw_list(), Face::body, row, Align::left, theme().text, text))
    if (ui::hot("loss.reading", row, text).hovered) ui::tooltip(text);
}

void LossPanel::draw_references(PanelContext& context, const Axes& axes) const {
  std::array<RefLine, 8> lines;
  std::size_t count = 0;
  // The curve comes down from above: a name it has not passed stands clear of it under its line.
  const float now = points_.empty() ? highest_ : points_.back().smooth;
  for (const ReferenceLine& line : context.watch.info().references)
    if (count < lines.size())
      lines[count++] = {line.nats * unit_, tr_named("ref_", line.key), reference_color(line.key),
                        !(now < line.nats * unit_)};
  draw_ref_lines(ui::draw_list(), axes, {lines.data(), count});
}

void LossPanel::draw_curves(PanelContext& context, const Axes& axes) {
  ImDrawList* list = ui::draw_list();
  train_curve_.draw(list, axes, series(points_, &Point::step, &Point::train),
                    fade(theme().accent, 0.35f), 1);
  smooth_curve_.draw(list, axes, series(points_, &Point::step, &Point::smooth), theme().accent, 2);
  valid_dots_.draw_dots(list, axes, series(points_, &Point::step, &Point::valid), theme().second,
                        3);
  const i64 shown = shown_step(context);
  if (shown >= 0 && !context.frame().live)
    draw_marker(list, axes, double(shown), fade(theme().text, 0.8f));
}

void LossPanel::mouse(PanelContext& context, const Axes& axes) {
  const Rect& area = axes.area();
  const ui::Hit hit = ui::hot("loss.plot", area);
  if (!hit.hovered || points_.empty()) return;
  const Point& at =
      points_[nearest_index(series(points_, &Point::step, &Point::train), axes.x_at(hit.x))];
  ImDrawList* list = ui::draw_list();
  draw_marker(list, axes, double(at.step), fade(theme().text, 0.4f));
  list->AddCircleFilled({axes.x_px(double(at.step)), axes.y_px(at.smooth)}, px(3.5f), theme().text);
  Label text = tr(Str::loss_at, at.step, fixed(at.train, 3), fixed(at.smooth, 3));
  if (std::isfinite(at.valid)) text.append(tr(Str::loss_at_valid, fixed(at.valid, 3)));
  ui::tooltip(text);
  if (hit.clicked) seek(context.view, at.step);
}

namespace {

void legend_entry(Rect& row, Str name, Color color, bool dot) {
  ImDrawList* list = ui::draw_list();
  const Rect mark = row.cut_left(px(14), px(5));
  const float y = std::round(mark.centre_y());
  if (dot)
    list->AddCircleFilled({mark.centre_x(), y}, px(3), color);
  else
    list->AddRectFilled({mark.x, y - px(1)}, {mark.right(), y + px(1)}, color);
  const std::string_view text = tr(name);
  draw_text(list, Face::small, row.cut_left(measure(Face::small, text).x + 1, px(14)), Align::left,
            theme().text_dim, text);
}

}  // namespace

void LossPanel::draw(PanelContext& context, const Rect& rect) {
  take_in(context);
  const RunStatus& status = context.watch.status();
  Label note = tr(context.view.loss.bits ? Str::loss_unit_bits : Str::loss_unit_nats);
  if (status.tokens_per_s > 0) {
    note.append(" · ");
    note.append(tr(Str::transport_tokens_per_s, i64(status.tokens_per_s)));
  }
  const ui::PanelFrame panel =
      ui::panel("loss", rect, tr(Str::loss_title), note, tr(Str::loss_help));
  Rect inner = panel.inner;
  draw_reading(context, inner.cut_top(px(size::kControl), px(2)));
  Rect legend = inner.cut_bottom(px(18));
  legend_entry(legend, Str::loss_train, fade(theme().accent, 0.45f), false);
  legend_entry(legend, Str::loss_smooth, theme().accent, false);
  legend_entry(legend, Str::loss_valid, theme().second, true);
  const Axes axes = axes_for(context, inner);
  if (axes.area().w < px(40) || axes.area().h < px(40)) return;
  if (points_.empty()) {
    ui::empty_state(inner, tr(Str::loss_empty));
    return;
  }
  axes.draw_grid(ui::draw_list());
  draw_references(context, axes);
  draw_curves(context, axes);
  mouse(context, axes);
}

}  // namespace lab
