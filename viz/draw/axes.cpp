#include "viz/draw/axes.h"

#include <algorithm>
#include <cmath>

#include "viz/draw/text.h"

namespace lab {
namespace {

constexpr float kLeft = 44, kBelow = 20;  // design pixels for labels

void add_tick(Ticks& ticks, const Axis& axis, double value) {
  const double slack = (axis.hi - axis.lo) * 1e-9;
  if (value < axis.lo - slack || value > axis.hi + slack) return;
  if (ticks.count == int(ticks.tick.size())) return;
  const double tidy = std::fabs(value) < slack ? 0 : value;
  ticks.tick[ticks.count++] = {tidy, compact(tidy)};
}

Ticks linear_ticks(const Axis& axis, int wanted) {
  Ticks ticks;
  const double rough = (axis.hi - axis.lo) / std::max(1, wanted);
  const double power = std::pow(10., std::floor(std::log10(rough)));
  double step = power * 10;
  for (const double m : {1., 2., 5.})
    if (power * m >= rough * 0.999) {
      step = power * m;
      break;
    }
  const double first = std::ceil(axis.lo / step - 1e-9);
  for (double k = first; k * step <= axis.hi + step * 1e-9; ++k) add_tick(ticks, axis, k * step);
  return ticks;
}

Ticks log_ticks(const Axis& axis, int wanted) {
  const double decades = std::log10(axis.hi / axis.lo);
  if (decades < 1) return linear_ticks(axis, wanted);
  Ticks ticks;
  const int every = std::max(1, int(std::ceil(decades / wanted)));
  const bool between = decades * 3 <= wanted * 1.5;
  for (int e = int(std::floor(std::log10(axis.lo))); e <= int(std::ceil(std::log10(axis.hi)));
       ++e) {
    const double power = std::pow(10., e);
    if (e % every == 0) add_tick(ticks, axis, power);
    if (between)
      for (const double m : {2., 5.}) add_tick(ticks, axis, power * m);
  }
  return ticks;
}

double share(const Axis& axis, double value) {
  if (axis.scale == AxisScale::linear) return (value - axis.lo) / (axis.hi - axis.lo);
  return std::log(std::max(value, axis.lo * 1e-6) / axis.lo) / std::log(axis.hi / axis.lo);
}
double value_at(const Axis& axis, double t) {
  if (axis.scale == AxisScale::linear) return axis.lo + t * (axis.hi - axis.lo);
  return axis.lo * std::pow(axis.hi / axis.lo, t);
}

}  // namespace

Ticks nice_ticks(const Axis& axis, int wanted) {
  if (!(axis.hi > axis.lo) || (axis.scale == AxisScale::log && axis.lo <= 0)) return {};
  wanted = std::clamp(wanted, 1, 12);
  return axis.scale == AxisScale::log ? log_ticks(axis, wanted) : linear_ticks(axis, wanted);
}

Axes::Axes(const Rect& box, const Axis& x, const Axis& y) : area_(box), x_(x), y_(y) {
  area_.cut_left(px(kLeft));
  area_.cut_bottom(px(kBelow));
  area_.cut_top(px(6));
  area_ = {std::round(area_.x), std::round(area_.y), std::floor(area_.w), std::floor(area_.h)};
}

float Axes::x_px(double value) const { return area_.x + float(share(x_, value)) * area_.w; }
float Axes::y_px(double value) const { return area_.bottom() - float(share(y_, value)) * area_.h; }
double Axes::x_at(float at) const { return value_at(x_, (at - area_.x) / std::max(1.f, area_.w)); }
double Axes::y_at(float at) const {
  return value_at(y_, (area_.bottom() - at) / std::max(1.f, area_.h));
}

void Axes::draw_grid(ImDrawList* list) const {
  constexpr Face kFace = Face::digits;
  const Theme& t = theme();
  const Ticks y_ticks = nice_ticks(y_, int(area_.h / px(36)));
  for (const Tick& tick : y_ticks.all()) {
    const float y = std::round(y_px(tick.value));
    list->AddRectFilled({area_.x, y}, {area_.right(), y + px(1)}, t.grid);
    draw_text(list, kFace, Rect{area_.x - px(kLeft), y - px(8), px(kLeft) - px(8), px(16)},
              Align::right, t.text_faint, tick.label);
  }
  float free_from = -1e9f;  // labels on the x axis never touch
  const Ticks x_ticks = nice_ticks(x_, int(area_.w / px(64)));
  for (const Tick& tick : x_ticks.all()) {
    const float x = std::round(x_px(tick.value)), width = measure(kFace, tick.label).x;
    const float left = std::clamp(x - width / 2, area_.x - px(kLeft), area_.right() - width);
    list->AddRectFilled({x, area_.bottom()}, {x + px(1), area_.bottom() + px(4)}, t.grid);
    if (left < free_from) continue;
    draw_text(list, kFace, left, area_.bottom() + px(6), t.text_faint, tick.label);
    free_from = left + width + px(8);
  }
}

void draw_dashed(ImDrawList* list, ImVec2 from, ImVec2 to, Color color, float thickness, float dash,
                 float gap) {
  const float dx = to.x - from.x, dy = to.y - from.y, length = std::sqrt(dx * dx + dy * dy);
  if (length <= 0) return;
  const float step = px(dash + gap);
  for (float at = 0; at < length; at += step) {
    const float end = std::min(length, at + px(dash)), a = at / length, b = end / length;
    if (dy == 0 || dx == 0) {  // crisp on whole pixels
      const float t = std::max(1.f, std::round(px(thickness)));
      const ImVec2 p{std::round(from.x + dx * a), std::round(from.y + dy * a)};
      const ImVec2 q{std::round(from.x + dx * b), std::round(from.y + dy * b)};
      list->AddRectFilled(p, {dy == 0 ? q.x : p.x + t, dx == 0 ? q.y : p.y + t}, color);
    } else {
      list->AddLine({from.x + dx * a, from.y + dy * a}, {from.x + dx * b, from.y + dy * b}, color,
                    px(thickness));
    }
  }
}

namespace {

struct Placed {
  const RefLine* line;
  float line_y, label_y;
};

/// Moves labels apart, top to bottom, then back up where the bottom one would leave the area.
void spread(std::span<Placed> labels, float top, float bottom, float step) {
  std::ranges::sort(labels, {}, &Placed::line_y);
  float next = top;
  for (Placed& p : labels) {
    p.label_y = std::max(p.line->below ? p.line_y : p.line_y - step, next);
    next = p.label_y + step;
  }
  float limit = bottom - step;
  for (std::size_t i = labels.size(); i-- > 0;) {
    labels[i].label_y = std::min(labels[i].label_y, limit);
    limit = labels[i].label_y - step;
  }
}

}  // namespace

void draw_ref_lines(ImDrawList* list, const Axes& axes, std::span<const RefLine> lines) {
  const Rect& area = axes.area();
  std::array<Placed, 16> placed;
  std::size_t count = 0;
  for (const RefLine& line : lines) {
    const float y = std::round(axes.y_px(line.y));
    if (count < placed.size() && y >= area.y && y < area.bottom()) placed[count++] = {&line, y, y};
  }
  const std::span<Placed> shown(placed.data(), count);
  const float step = px(17);
  spread(shown, area.y - px(4), area.bottom(), step);
  for (const Placed& p : shown) {
    Label text(p.line->name);
    text.append(" ");
    text.append(fixed(p.line->y, 2));
    const float width = measure(Face::small, text).x, left = area.right() - width;
    draw_dashed(list, {area.x, p.line_y}, {area.right(), p.line_y}, fade(p.line->color, 0.8f));
    const float centre = p.label_y + step / 2;
    if (std::fabs(centre - p.line_y) < step / 2 - 1 ||
        p.label_y > p.line_y)  // on or below its line
      list->AddRectFilled({left - px(4), p.label_y + px(1)}, {area.right(), p.label_y + step},
                          fade(theme().panel, 0.85f));
    draw_text(list, Face::small, left, p.label_y + px(1), p.line->color, text);
  }
}

void draw_marker(ImDrawList* list, const Axes& axes, double x, Color color, std::string_view name) {
  const Rect& area = axes.area();
  const float at = std::round(axes.x_px(x));
  if (at < area.x || at > area.right()) return;
  list->AddRectFilled({at, area.y}, {at + std::max(1.f, px(1)), area.bottom()}, color);
  if (name.empty()) return;
  const float width = measure(Face::small, name).x;
  const float left = at + px(4) + width <= area.right() ? at + px(4) : at - px(4) - width;
  list->AddRectFilled({left - px(2), area.y}, {left + width + px(2), area.y + px(15)},
                      theme().panel);
  draw_text(list, Face::small, left, area.y, color, name);
}

std::size_t nearest_index(const Series& series, double x) {
  if (series.count == 0) return 0;
  std::size_t lo = 0, hi = series.count - 1;
  while (lo < hi) {
    const std::size_t mid = (lo + hi) / 2;
    if (double(series.x[mid]) < x)
      lo = mid + 1;
    else
      hi = mid;
  }
  if (lo > 0 && x - double(series.x[lo - 1]) <= double(series.x[lo]) - x) --lo;
  return lo;
}

}  // namespace lab
