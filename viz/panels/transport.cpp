#include <cmath>

#include "viz/draw/text.h"
#include "viz/panels/common.h"
#include "viz/panels/panels.h"
#include "viz/stage.h"

namespace lab {

bool is_training(const Watch& watch) { return watch.status().phase == RunStatus::Phase::training; }

void toggle_training(Watch& watch) {
  if (!watch.can_train()) return;
  watch.send({is_training(watch) ? Command::Kind::pause : Command::Kind::run});
}

namespace {

constexpr float kSpeedEnd = 1000;  ///< steps/s from which the limiter is off
constexpr float kValueWidth = 50, kLabelGap = 10, kValueGap = 8;  ///< of the sliders
constexpr float kFactorEnd = 16;  ///< the learning rate goes from 1/16 to 16 times the schedule

std::string_view why_no_training(const Watch& watch) {
  if (!watch.can_train()) return tr(Str::cannot_train);
  const auto phase = watch.status().phase;
  if (phase == RunStatus::Phase::finished) return tr(Str::transport_finished);
  if (phase == RunStatus::Phase::failed) return tr(Str::transport_failed);
  return {};
}

/// Cuts as much off the row as the words need, `most` of it (0..1) at most.
void draw_title(const PanelContext& context, Rect& row, float most) {
  ImDrawList* list = ui::draw_list();
  const RunInfo& info = context.watch.info();
  const float name = std::ceil(measure(Face::title, info.chapter).x) + 1;
  Label data(info.data);
  if (info.layers > 0) data.append(tr(Str::transport_size, info.layers, info.heads, info.width));
  const float words = std::ceil(measure(Face::small, data).x) + 1;
  Rect box = row.cut_left(std::min(row.w * most, name + px(10) + words), px(16));
  draw_text(list, Face::title, box.cut_left(name, px(10)), Align::left, theme().text, info.chapter);
  if (draw_text(list, Face::small, box, Align::left, theme().text_dim, data))
    if (ui::hot("transport.title", box, data).hovered) ui::tooltip(data);
}

void draw_buttons(PanelContext& context, Rect& row) {
  Watch& watch = context.watch;
  const bool training = is_training(watch);
  const std::string_view why = why_no_training(watch);
  const float run_width = std::max(ui::button_width(tr(Str::transport_run)),
                                   ui::button_width(tr(Str::transport_pause)));
  const Rect run = row.cut_left(run_width, px(size::kGap));
  // Two ids for one place: what the button does is what it is called.
  if (ui::button(training ? "transport.pause" : "transport.run", run,
                 tr(training ? Str::transport_pause : Str::transport_run),
                 {.look = ui::Look::primary, .why_not = why, .tip = tr(Str::transport_run_tip)}))
    toggle_training(watch);
  const struct {
    const char* id;
    Str label;
    double steps;
  } kSteps[] = {{"transport.step", Str::transport_step, 1},
                {"transport.step_10", Str::transport_step_10, 10}};
  for (const auto& step : kSteps) {
    const Rect place = row.cut_left(ui::button_width(tr(step.label)), px(size::kGap));
    if (ui::button(step.id, place, tr(step.label), {.why_not = why}))
      watch.send({Command::Kind::step, step.steps});
  }
}

/// A slider whose command is sent when it is let go, not at every pixel.
bool command_slider(std::string_view id, const Rect& rect, float* value, bool* held,
                    const ui::SliderOptions& options) {
  const ui::SliderHit hit = ui::slider(id, rect, value, options);
  if (hit.changed) *held = true;
  if (!*held || ImGui::IsMouseDown(ImGuiMouseButton_Left)) return false;
  *held = false;
  return true;
}

void draw_speed(PanelContext& context, const Rect& rect) {
  auto& state = context.view.transport;
  const float limit = context.watch.status().speed_limit;
  if (!state.speed_held) state.speed = limit > 0 ? std::min(limit, kSpeedEnd) : kSpeedEnd;
  const bool off = state.speed >= kSpeedEnd * 0.97f;
  const Label text =
      off ? Label(tr(Str::transport_speed_max)) : tr(Str::per_second, compact(state.speed));
  if (command_slider("transport.speed", rect, &state.speed, &state.speed_held,
                     {.lo = 0.5f,
                      .hi = kSpeedEnd,
                      .log = true,
                      .initial = kSpeedEnd,
                      .has_initial = true,
                      .label = tr(Str::transport_speed),
                      .value_text = text,
                      .value_width = kValueWidth,
                      .why_not = why_no_training(context.watch)}))
    context.watch.send({Command::Kind::speed_limit, off ? 0 : state.speed});
}

void draw_learning_rate(PanelContext& context, const Rect& rect) {
  auto& state = context.view.transport;
  const Watch& watch = context.watch;
  const float in_force = watch.status().lr_scale;
  if (!state.lr_held) state.lr_scale = in_force;
  Label text;
  const float lr = watch.steps().empty() ? kNone : watch.steps().back().lr;
  if (std::isfinite(lr) && in_force > 0)
    text = scientific(lr / in_force * state.lr_scale);
  else
    text = tr(Str::times_n, compact(state.lr_scale));
  if (command_slider("transport.learning_rate", rect, &state.lr_scale, &state.lr_held,
                     {.lo = 1 / kFactorEnd,
                      .hi = kFactorEnd,
                      .log = true,
                      .initial = 1,
                      .has_initial = true,
                      .label = tr(Str::transport_learning_rate),
                      .value_text = text,
                      .value_width = kValueWidth,
                      .why_not = why_no_training(watch)}))
    context.watch.send({Command::Kind::lr_scale, state.lr_scale});
}

void draw_pace(const PanelContext& context, Rect& row) {
  ImDrawList* list = ui::draw_list();
  const Watch& watch = context.watch;
  const RunStatus& status = watch.status();
  if (status.phase == RunStatus::Phase::training && status.tokens_per_s > 0) {
    const Label left = tr(Str::transport_time_left, clock_time(status.eta_s));
    draw_text(list, Face::small, row.cut_right(measure(Face::small, left).x, px(12)), Align::right,
              theme().text_dim, left);
    const Label pace = tr(Str::transport_tokens_per_s, i64(status.tokens_per_s));
    draw_text(list, Face::digits, row.cut_right(measure(Face::digits, pace).x, px(12)),
              Align::right, theme().good, pace);
    return;
  }
  constexpr Str kPhases[] = {Str::phase_starting, Str::phase_training, Str::phase_paused,
                             Str::phase_finished, Str::phase_stored,   Str::phase_failed};
  const std::string_view phase = tr(kPhases[int(status.phase)]);
  const Rect place = row.cut_right(measure(Face::small, phase).x, px(12));
  const bool failed = status.phase == RunStatus::Phase::failed;
  draw_text(list, Face::small, place, Align::right, failed ? theme().bad : theme().second, phase);
  if (!status.message.empty() && ui::hot("transport.phase", place).hovered)
    ui::tooltip(status.message);
}

void draw_switches(PanelContext& context, Rect& row) {
  ViewState& view = context.view;
  if (ui::button("transport.help", row.cut_right(px(28), px(size::kGap)), "?",
                 {.look = ui::Look::quiet, .tip = tr(Str::help_tip)}))
    view.show_help = true;
  const bool dark = view.theme == ThemeName::dark;
  const std::string_view theme_label = tr(dark ? Str::theme_light : Str::theme_dark);
  if (ui::button("transport.theme", row.cut_right(ui::button_width(theme_label), px(size::kGap)),
                 theme_label, {.look = ui::Look::quiet}))
    view.theme = dark ? ThemeName::light : ThemeName::dark;
  // The button carries the name of the language it leads to, in that language.
  const Lang other = view.lang == Lang::en ? Lang::ko : Lang::en;
  const std::string_view name = tr(other, Str::lang_name);
  if (ui::button("transport.language", row.cut_right(ui::button_width(name), px(12)), name))
    view.lang = other;
  if (view.has_scores) {
    bool open = view.maximised == PanelId::scoreboard;
    const std::string_view scores = tr(Str::scoreboard_title);
    const Rect place = row.cut_right(ui::button_width(scores), px(size::kGap));
    if (ui::toggle("transport.scoreboard", place, scores, &open,
                   {.tip = tr(Str::scoreboard_open_tip)}))
      toggle_scoreboard(view);
  }
  if (!view.has_lesson) return;
  const std::string_view lesson = tr(Str::lesson_title);
  ui::toggle("transport.lesson", row.cut_right(ui::button_width(lesson), px(size::kGap)), lesson,
             &view.lesson_open, {.tip = tr(Str::lesson_open_tip)});
}

float slider_width(Str label, float track) {
  return std::round(measure(Face::small, tr(label)).x) + 1 + track +
         px(kLabelGap + kValueGap + kValueWidth);
}

/// What can be slid of a run: only what an optimizer trains has a learning rate.
struct Sliders {
  Str labels[3] = {Str::transport_speed};
  std::size_t count = 1;
  bool learning_rate = false;
};
Sliders sliders_of(const RunInfo& info) {
  Sliders all;
  all.learning_rate = !info.optimizer.empty();
  if (all.learning_rate) all.labels[all.count++] = Str::transport_learning_rate;
  all.labels[all.count++] = Str::transport_temperature;
  return all;
}

/// Sliders with tracks of one length, whatever their words measure.
float equal_track(const Sliders& sliders, float room) {
  float fixed = float(sliders.count - 1) * px(12);
  for (std::size_t i = 0; i < sliders.count; ++i) fixed += slider_width(sliders.labels[i], 0);
  return std::clamp((room - fixed) / float(sliders.count), px(32), px(160));
}

void draw_sliders(PanelContext& context, Rect row) {
  const Sliders sliders = sliders_of(context.watch.info());
  const float track = equal_track(sliders, row.w);
  draw_speed(context, row.cut_left(slider_width(Str::transport_speed, track), px(12)));
  if (sliders.learning_rate)
    draw_learning_rate(context,
                       row.cut_left(slider_width(Str::transport_learning_rate, track), px(12)));
  float& temperature = context.view.sampler.temperature;
  ui::slider("transport.temperature", row.cut_left(slider_width(Str::transport_temperature, track)),
             &temperature,
             {.lo = 0,
              .hi = 2,
              .initial = 0.8f,
              .has_initial = true,
              .label = tr(Str::transport_temperature),
              .value_text = fixed(temperature, 2),
              .value_width = kValueWidth});
}

}  // namespace

void draw_transport(PanelContext& context, const Rect& rect) {
  ImDrawList* list = ui::draw_list();
  list->AddRectFilled({rect.x, rect.y}, {rect.right(), rect.bottom()}, theme().panel,
                      px(size::kRound));
  Rect rest = rect.inset(px(size::kPad), 0);
  const bool two_rows = rect.h > px(60);
  Rect row = two_rows ? rest.cut_top(px(44)) : rest;
  row = row.inset(0, (row.h - px(size::kControl)) / 2);
  Rect sliders = two_rows ? rest.inset(0, (rest.h - px(size::kControl)) / 2) : Rect{};

  draw_switches(context, row);
  if (!stage_named(context.watch.info().stage).learns) return draw_title(context, row, 1);
  draw_pace(context, row);
  draw_title(context, row, 0.26f);
  draw_buttons(context, row);
  if (!two_rows) {
    row.cut_left(px(4));
    sliders = row;
  }
  draw_sliders(context, sliders);
}

}  // namespace lab
