#include "viz/panels/time_machine.h"

#include <algorithm>
#include <cmath>

#include "viz/draw/axes.h"
#include "viz/draw/text.h"

namespace lab {
namespace {

constexpr double kSecondsPerKeyframe = 0.25;
constexpr float kColumn = 2;  ///< pixels of one column of the river

double log_step(double step) { return std::log2(1 + std::max(0., step)); }

i64 live_step(const PanelContext& context) {
  const i64 trained = context.watch.status().step;
  const auto& keyframes = context.watch.keyframes();
  return keyframes.empty() ? trained : std::max(trained, keyframes.back());
}

}  // namespace

void step_keyframe(PanelContext& context, int direction) {
  const auto& keyframes = context.watch.keyframes();
  if (keyframes.empty()) return;
  TimeState& time = context.view.time;
  time.playing = false;
  const i64 here = time.step >= 0 ? time.step : live_step(context) + (direction < 0 ? 0 : 1);
  const auto after = std::ranges::upper_bound(keyframes, here);
  const auto from = std::ranges::lower_bound(keyframes, here);
  if (direction > 0)
    time.step = after == keyframes.end() ? -1 : *after;
  else
    time.step = from == keyframes.begin() ? keyframes.front() : *(from - 1);
}

void toggle_playing(PanelContext& context) {
  TimeState& time = context.view.time;
  time.playing = !time.playing && !context.watch.keyframes().empty();
  if (!time.playing) return;
  time.next_at = context.now + kSecondsPerKeyframe;
  if (time.step < 0) time.step = context.watch.keyframes().front();
}

void advance_time(PanelContext& context) {
  TimeState& time = context.view.time;
  if (!time.playing || context.now < time.next_at) return;
  step_keyframe(context, +1);
  time.playing = time.step >= 0;
  time.next_at = std::max(time.next_at, context.now - kSecondsPerKeyframe) +
                 kSecondsPerKeyframe / std::max(0.1f, time.speed);
}

void send_bookmark(PanelContext& context) {
  if (context.watch.can_train()) context.watch.send({Command::Kind::bookmark});
}

float TimeMachinePanel::Scale::x(i64 step) const {
  return bar.x + bar.w * float(log_step(double(step)) / log_step(last));
}

i64 TimeMachinePanel::Scale::step(float x) const {
  const double t = std::clamp(double(x - bar.x) / std::max(1.f, bar.w), 0., 1.);
  return std::llround(std::exp2(t * log_step(last)) - 1);
}

/// Buttons on the left of the title row; returns the room that is left for words.
Rect TimeMachinePanel::draw_controls(PanelContext& context, Rect row) {
  TimeState& time = context.view.time;
  const auto cut = [&](std::string_view label, float gap) {
    return row.cut_left(ui::button_width(label), px(gap));
  };
  if (ui::button("time.back", row.cut_left(px(32), px(4)), "◀", {.tip = tr(Str::time_back_tip)}))
    step_keyframe(context, -1);
  const float play_width =
      std::max(ui::button_width(tr(Str::time_play)), ui::button_width(tr(Str::time_stop)));
  if (ui::button("time.play", row.cut_left(play_width, px(4)),
                 tr(time.playing ? Str::time_stop : Str::time_play),
                 {.tip = tr(Str::time_play_tip)}))
    toggle_playing(context);
  if (ui::button("time.forward", row.cut_left(px(32), px(8)), "▶",
                 {.tip = tr(Str::time_forward_tip)}))
    step_keyframe(context, +1);
  const bool live = time.step < 0;
  const std::string_view live_label =
      tr(context.watch.can_train() ? Str::time_live : Str::time_newest);
  if (ui::button(
          "time.live", cut(live_label, 8), live_label,
          {.look = live ? ui::Look::primary : ui::Look::normal, .tip = tr(Str::time_live_tip)}))
    seek(context.view, -1);
  const std::string_view mark = tr(Str::time_bookmark);
  if (ui::button("time.bookmark", cut(mark, 16), mark,
                 {.look = ui::Look::quiet,
                  .why_not = context.watch.can_train() ? "" : tr(Str::cannot_train),
                  .tip = tr(Str::time_bookmark_tip)}))
    send_bookmark(context);
  return row;
}

void TimeMachinePanel::draw_river(PanelContext& context, const Scale& scale) {
  const auto& steps = context.watch.steps();
  smooth_.update(steps);
  if (steps.empty()) return;
  const auto columns = std::size_t(std::max(1.f, scale.bar.w / kColumn));
  if (river_count_ != steps.size() || river_width_ != scale.bar.w || river_last_ != scale.last) {
    river_count_ = steps.size(), river_width_ = scale.bar.w, river_last_ = float(scale.last);
    river_.assign(columns, kNone);
    const Series known = series(steps, &StepRecord::step, &StepRecord::loss);
    for (std::size_t c = 0; c < columns; ++c) {
      const double step = std::exp2(double(c) / double(columns) * log_step(scale.last)) - 1;
      if (step > double(steps.back().step)) continue;
      const std::size_t at = nearest_index(known, step);
      river_[c] = smooth_.values()[at];
      // Before the first update nothing was measured: the river starts at its height.
      if (std::isnan(river_[c]) && at + 1 < steps.size()) river_[c] = smooth_.values()[at + 1];
    }
  }
  float highest = 1e-3f, lowest = 1e9f;
  for (const float loss : river_)
    if (std::isfinite(loss)) highest = std::max(highest, loss), lowest = std::min(lowest, loss);
  const float span = std::max(1e-3f, highest - lowest * 0.9f);
  ImDrawList* list = ui::draw_list();
  for (std::size_t c = 0; c < river_.size(); ++c) {
    if (!std::isfinite(river_[c])) continue;
    const float x = scale.bar.x + float(c) * kColumn;
    const float top = scale.bar.bottom() - scale.bar.h * (river_[c] - lowest * 0.9f) / span;
    list->AddRectFilled({x, top}, {x + kColumn, scale.bar.bottom()}, fade(theme().accent, 0.3f));
    list->AddRectFilled({x, top}, {x + kColumn, top + px(1.5f)}, fade(theme().accent, 0.8f));
  }
}

void TimeMachinePanel::draw_ticks(PanelContext& context, const Scale& scale) {
  ImDrawList* list = ui::draw_list();
  const float bottom = scale.bar.bottom();
  list->AddRectFilled({scale.bar.x, bottom}, {scale.bar.right(), bottom + px(1)},
                      theme().control_hot);
  for (const i64 keyframe : context.watch.keyframes()) {
    const float x = std::round(scale.x(keyframe));
    list->AddRectFilled({x, bottom - px(5)}, {x + px(1), bottom + px(5)}, theme().text_faint);
  }
  float free_from = -1e9f;
  const auto label = [&](i64 step) {
    const Label text = grouped(step);
    const float w = measure(Face::digits, text).x;
    const float x = std::clamp(scale.x(step) - w / 2, scale.bar.x - px(4), scale.bar.right() - w);
    if (x < free_from || double(step) > scale.last) return;
    draw_text(list, Face::digits, x, bottom + px(8), theme().text_dim, text);
    free_from = x + w + px(12);
  };
  label(0);
  for (i64 step = 1; double(step) <= scale.last * 0.85; step *= 2) label(step);
  label(i64(scale.last));
}

void TimeMachinePanel::draw_events(PanelContext& context, const Scale& scale) {
  ImDrawList* list = ui::draw_list();
  float free_from = -1e9f;
  i64 index = 0;
  for (const EventRecord& event : context.watch.events()) {
    const bool quiet = event.kind == "checkpoint";
    if (quiet) continue;
    const float x = std::round(scale.x(event.step));
    const Color color = event.kind == "error" ? theme().bad : theme().second;
    list->AddRectFilled({x, scale.bar.y}, {x + px(1), scale.bar.bottom()}, fade(color, 0.6f));
    list->AddRectFilled({x, scale.bar.y}, {x + px(5), scale.bar.y + px(9)}, color);
    const Rect flag{x - px(3), scale.bar.y - px(3), px(12), px(15)};
    const std::string_view name = tr_named("event_", event.kind);
    const std::string_view words = event.text.empty() ? name : std::string_view(event.text);
    if (ui::hot(ui::id_of("time.event", index++), flag, words).hovered)
      ui::tooltip(tr(Str::time_event, event.step, Label(name), Label(event.text)));
    const float w = measure(Face::small, name).x;
    if (x < free_from || x + px(9) + w > scale.bar.right()) continue;
    draw_text(list, Face::small, x + px(9), scale.bar.y - px(4), color, name);
    free_from = x + w + px(20);
  }
}

void TimeMachinePanel::draw_handles(PanelContext& context, const Scale& scale) {
  ImDrawList* list = ui::draw_list();
  const float top = scale.bar.y, bottom = scale.bar.bottom();
  const float live = std::round(scale.x(live_step(context)));
  list->AddRectFilled({live - px(1), top}, {live + px(2), bottom + px(5)}, theme().good, px(1));
  const Frame& frame = context.frame();
  const i64 asked = context.view.time.step;
  if (asked >= 0 && asked != frame.step) {
    const float x = std::round(scale.x(asked));
    draw_dashed(list, {x, top}, {x, bottom + px(5)}, fade(theme().text, 0.7f));
  }
  if (frame.step < 0) return;
  const float x = std::round(scale.x(frame.step));
  list->AddRectFilled({x, top}, {x + px(1), bottom}, fade(theme().text, 0.8f));
  list->AddRectFilled({x - px(4), bottom - px(12)}, {x + px(5), bottom + px(6)}, theme().text,
                      px(3));
}

void TimeMachinePanel::mouse(PanelContext& context, const Scale& scale) {
  ViewState& view = context.view;
  const Rect area{scale.bar.x - px(6), scale.bar.y, scale.bar.w + px(12), scale.bar.h + px(24)};
  const ui::Hit hit = ui::hot("time.bar", area);
  ui_note("time.scale", {}, scale.bar);
  view.time.dragging = hit.held;
  const i64 step = scale.step(hit.x);
  if (hit.held) {
    // Let go at the newest step or beyond: back to the present.
    seek(view, hit.x >= scale.x(live_step(context)) - px(2) ? -1 : step);
  }
  if (!hit.hovered) return;
  const i64 keyframe = nearest_keyframe(context.watch, step);
  Label text = tr(Str::time_hover, step, std::max<i64>(keyframe, 0));
  const SampleRecord* sample = nullptr;
  for (const SampleRecord& s : context.watch.samples())
    if (s.step <= step) sample = &s;
  if (sample) {
    text.append("\n");
    for (const std::string& token : sample->tokens) text.append(token == "\n" ? " " : token);
  }
  ui::tooltip(text);
}

namespace {

/// "showing step 1,024; you asked 1,100 · live is 1,388 · history 41 of 256 MB"
Label where_we_are(const PanelContext& context) {
  const Frame& frame = context.frame();
  const RunStatus& status = context.watch.status();
  const i64 asked = context.view.time.step;
  Label text;
  if (frame.step < 0)
    text = tr(Str::time_nothing);
  else if (asked < 0)
    text = tr(context.watch.can_train() ? Str::time_showing_live : Str::time_showing, frame.step);
  else if (asked != frame.step)
    text = tr(Str::time_showing_asked, frame.step, asked);
  else
    text = tr(Str::time_showing, frame.step);
  if (asked >= 0 && context.watch.can_train()) text.append(tr(Str::time_live_is, status.step));
  text.append(tr(Str::time_history, context.watch.keyframes().size(),
                 i64(std::lround(status.history_mb)), i64(std::lround(status.history_cap_mb))));
  return text;
}

}  // namespace

void TimeMachinePanel::draw(PanelContext& context, const Rect& rect) {
  const ui::PanelFrame panel = ui::panel("time", rect, tr(Str::time_title), {}, tr(Str::time_help));
  Rect row{rect.x + px(size::kPad), rect.y + px(4), rect.w - 2 * px(size::kPad),
           px(size::kControl)};
  row.cut_left(measure(Face::title, tr(Str::time_title)).x + px(48));
  const Rect words = draw_controls(context, row);
  const bool live = context.view.time.step < 0;
  const Label text = where_we_are(context);
  if (draw_text(ui::draw_list(), Face::small, words, Align::right,
                live ? theme().text_dim : theme().second, text))
    if (ui::hot("time.words", words, text).hovered) ui::tooltip(text);
  Rect inner = panel.inner;
  inner.cut_top(px(8));
  inner.cut_bottom(px(18));
  const double last =
      double(std::max<i64>({1, context.watch.info().total_steps, live_step(context)}));
  const Scale scale{inner.inset(px(8), 0), last};
  if (context.watch.keyframes().empty() && context.watch.steps().empty()) {
    ui::empty_state(inner, tr(Str::time_empty));
    return;
  }
  draw_river(context, scale);
  draw_events(context, scale);
  draw_ticks(context, scale);
  draw_handles(context, scale);
  mouse(context, scale);
}

}  // namespace lab
