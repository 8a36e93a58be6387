#include "viz/panels/loss.h"

#include <algorithm>
#include <cmath>

#include "viz/draw/text.h"
#include "viz/panels/symptom_text.h"

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
  symptoms_.update(context.watch.info(), steps, context.watch.events());
  band_until_ = first_lr_change(context.watch.events());
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
    if ((step < 0 || point->step <= step) && !std::isnan(point->valid)) return point->valid;
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
  if (std::isnan(now)) return;
  if (std::isinf(now)) {  // a model that calls something impossible which then happened
    draw_text(ui::draw_list(), Face::body, row, Align::left, theme().bad, tr(Str::loss_infinite));
    return;
  }
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

/// A band with its edges, a pixel column at a time, whatever the scale of the steps.
template <class At>
void LossPanel::draw_band(const Axes& axes, Color color, const At& band_at) const {
  ImDrawList* list = ui::draw_list();
  const Rect& area = axes.area();
  const float wide = std::max(1.f, std::round(px(1)));
  list->PushClipRect({area.x, area.y}, {area.right(), area.bottom()}, true);
  for (float x = area.x; x < area.right(); x += wide) {
    const i64 step = i64(std::llround(axes.x_at(x + wide / 2)));
    const std::optional<BandPoint> at = band_at(step);
    if (!at || step > band_until_) continue;
    const float high = std::round(axes.y_px(at->high * unit_));
    const float low = std::round(axes.y_px(at->low * unit_)) + 1;
    list->AddRectFilled({x, high}, {x + wide, low}, fade(color, 0.24f));
    list->AddRectFilled({x, high - wide}, {x + wide, high}, fade(color, 0.6f));
    list->AddRectFilled({x, low}, {x + wide, low + wide}, fade(color, 0.6f));
  }
  list->PopClipRect();
}

/// The smoothed loss lies in the first, the dots in the second.
void LossPanel::draw_bands(PanelContext& context, const Axes& axes) const {
  const Band& band = context.watch.info().band;
  if (!band.known()) return;
  draw_band(axes, theme().good, [&](i64 step) { return band.smooth_at(step); });
  draw_band(axes, theme().second, [&](i64 step) { return band.valid_at(step); });
}

void LossPanel::draw_curves(PanelContext& context, const Axes& axes) {
  ImDrawList* list = ui::draw_list();
  train_curve_.draw(list, axes, series(points_, &Point::step, &Point::train),
                    fade(theme().accent, 0.35f), 1);
  smooth_curve_.draw(list, axes, series(points_, &Point::step, &Point::smooth), theme().accent, 2);
  valid_dots_.draw_dots(list, axes, series(points_, &Point::step, &Point::valid), theme().second,
                        3);
  const Band& band = context.watch.info().band;
  for (const Point& point : points_) {  // a ring around what lies outside its band
    if (!band.known()) break;
    const auto at = band.valid_at(point.step);
    if (!at || point.step > band_until_ || !std::isfinite(point.valid)) continue;
    if (at->holds(point.valid / unit_)) continue;
    list->AddCircle({axes.x_px(double(point.step)), axes.y_px(point.valid)}, px(5), theme().bad, 0,
                    px(1.5f));
  }
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
  const auto append_band = [&](const std::optional<BandPoint>& point) {
    if (point && at.step <= band_until_)
      text.append(
          tr(Str::loss_at_expected, fixed(point->low * unit_, 2), fixed(point->high * unit_, 2)));
  };
  const Band& band = context.watch.info().band;
  append_band(band.smooth_at(at.step));
  if (std::isfinite(at.valid)) {
    text.append(tr(Str::loss_at_valid, fixed(at.valid, 3)));
    append_band(band.valid_at(at.step));
  }
  ui::tooltip(text);
  if (hit.clicked) seek(context.view, at.step);
}

namespace {

enum class Mark : u8 { line, dot, area };

void legend_entry(Rect& row, Str name, Color color, Mark shape) {
  ImDrawList* list = ui::draw_list();
  const Rect mark = row.cut_left(px(14), px(5));
  const float y = std::round(mark.centre_y()), thick = shape == Mark::area ? px(4) : px(1);
  if (shape == Mark::dot)
    list->AddCircleFilled({mark.centre_x(), y}, px(3), color);
  else
    list->AddRectFilled({mark.x, y - thick}, {mark.right(), y + thick}, color);
  const std::string_view text = tr(name);
  draw_text(list, Face::small, row.cut_left(measure(Face::small, text).x + 1, px(14)), Align::left,
            theme().text_dim, text);
}

}  // namespace

void LossPanel::draw_legend(PanelContext& context, Rect row) const {
  legend_entry(row, Str::loss_train, fade(theme().accent, 0.45f), Mark::line);
  legend_entry(row, Str::loss_smooth, theme().accent, Mark::line);
  legend_entry(row, Str::loss_valid, theme().second, Mark::dot);
  if (!context.watch.info().band.known()) return;
  const Rect mark = row;
  legend_entry(row, Str::loss_band, fade(theme().good, 0.5f), Mark::area);
  const float y = std::round(mark.centre_y());  // the lower half is the band of the dots
  ui::draw_list()->AddRectFilled({mark.x, y}, {mark.x + px(14), y + px(4)},
                                 mix(theme().panel, theme().second, 0.5f));
}

/// What is wrong with the run, one quiet line; a click leads to the lesson's table.
void LossPanel::draw_trouble(PanelContext& context, const Rect& row) const {
  const std::vector<Symptom>& found = symptoms_.found();
  const TroublePlace& trouble = context.watch.info().trouble;
  const Symptom& first = found.front();
  const std::string_view title = symptom_title(first.kind);
  Label text = trouble.section ? tr(Str::loss_trouble, title, trouble.section) : Label(title);
  if (found.size() > 1) text.append(tr(Str::loss_trouble_more, found.size() - 1));
  Rect rest = row;
  const ui::Hit hit = ui::hot("loss.trouble", row, text);
  if (trouble.section) text.append(" ›");
  const Rect mark = rest.cut_left(px(14), px(5));
  ImDrawList* list = ui::draw_list();
  list->AddCircleFilled({mark.centre_x(), std::round(mark.centre_y())}, px(4),
                        first.serious ? theme().bad : theme().second);
  draw_text(list, Face::small, rest, Align::left, hit.hovered ? theme().text : theme().text_dim,
            text);
  if (hit.clicked) context.view.lesson_link = symptom_link(trouble, first.kind);
  if (!hit.hovered) return;
  if (trouble.section) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  std::string tip;
  for (const Symptom& symptom : found) {
    tip += tip.empty() ? "" : "\n";
    tip.append(symptom_sentence(symptom).view());
  }
  if (trouble.section)
    tip += "\nlmlab lesson " + std::to_string(trouble.chapter) + " --section " +
           std::to_string(trouble.section);
  ui::tooltip(tip);
}

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
  if (!symptoms_.found().empty()) draw_trouble(context, inner.cut_bottom(px(18)));
  draw_legend(context, inner.cut_bottom(px(18)));
  const Axes axes = axes_for(context, inner);
  if (axes.area().w < px(40) || axes.area().h < px(40)) return;
  if (points_.empty()) {
    ui::empty_state(inner, tr(Str::loss_empty));
    return;
  }
  axes.draw_grid(ui::draw_list());
  draw_bands(context, axes);
  draw_references(context, axes);
  draw_curves(context, axes);
  mouse(context, axes);
}

}  // namespace lab
