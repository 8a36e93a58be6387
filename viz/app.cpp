#include "viz/app.h"

#include <algorithm>
#include <array>
#include <utility>

#include "viz/draw/imgui_compat.h"
#include "viz/lesson/follow.h"
#include "viz/panels/common.h"

namespace lab {

Screen::Screen(Watch& watch, TextureBackend& textures, Lang lang, LessonHost* lesson)
    : watch_(watch), textures_(textures), lesson_(lesson) {
  view_.has_lesson = lesson != nullptr;
  view_.lang = lang;
  view_.probe_text.reserve(256);
  view_.probe_text = watch.frame().id ? watch.frame().probe.text : watch.info().probe;
  view_.sampler = watch.frame().probe.sampler;
}

PanelContext Screen::begin(double now) {
  changed_ = watch_.poll();
  set_language(view_.lang);
  if (&theme() != &theme_of(view_.theme)) {
    set_theme(view_.theme);
    apply_imgui_style();
  }
  const float dt = float(std::clamp(now - last_now_, 0., 0.1));
  last_now_ = now;
  if (im::has_input()) last_input_ = now;
  PanelContext context{watch_, view_, textures_, now, dt};
  const RunInfo& info = watch_.info();
  const i32 tokens = token_count(watch_.frame());  // 0 while there is no look: nothing is dropped
  view_.selection.limit(i32(info.layers), i32(info.heads),
                        tokens > 0 ? tokens : i32(kMaxProbeTokens));
  changed_ |= view_.selection.begin_frame();
  advance_time(context);
  return context;
}

void Screen::end() { ask(); }

void Screen::draw_one(PanelContext& context, PanelId panel, const Rect& rect) {
  if (rect.empty()) return;
  switch (panel) {
    case PanelId::transport:
      return draw_transport(context, rect);
    case PanelId::experiment:
      return draw_experiment(context, rect);
    case PanelId::samples:
      return samples_.draw(context, rect);
    case PanelId::probe:
      return draw_probe(context, rect);
    case PanelId::attention:
      return attention_.draw(context, rect);
    case PanelId::next:
      return draw_next_token(context, rect);
    case PanelId::loss:
      return loss_.draw(context, rect);
    case PanelId::time_machine:
      return time_machine_.draw(context, rect);
    case PanelId::status:
      return draw_status(context, rect, numbers_);
    case PanelId::lesson:
      return lesson_.draw(context, rect);
    case PanelId::none:
      return;
    default:
      stage_.draw(context, panel, rect);
  }
}

void Screen::draw_tabs(PanelContext& context, const Layout& layout) {
  if (layout.tabs.empty()) return;
  std::array<std::string_view, std::size(kStageTabs)> names{tr(stage().title)};
  for (std::size_t i = 1; i < names.size(); ++i) names[i] = tr(tab_title_of(kStageTabs[i]));
  const std::size_t first = layout.stage_tabs ? 0 : 1;  // the stage's tabs have the stage too
  const std::span<const std::string_view> shown(names.data() + first,
                                                std::size_t(layout.tab_count));
  int& chosen = layout.stage_tabs ? view_.stage_tab : view_.side_tab;
  const Rect row = layout.stage_tabs ? layout.tabs.inset(px(size::kPad), 0) : layout.tabs;
  const int marked = layout.loss.empty() && loss_.troubled(context) ? int(2 - first) : -1;
  chosen = ui::tab_bar(layout.stage_tabs ? "stage" : "side", row, shown,
                       std::clamp(chosen, 0, layout.tab_count - 1), marked);
}

/// The chosen panel of the stage; where there are several, their tabs stand for its title.
void Screen::draw_stage(PanelContext& context, const Layout& layout) {
  const std::span<const PanelId> panels = stage().panels;
  const int shown = stage().index_of(layout.stage_panel);
  if (panels.size() < 2 || shown < 0 || layout.stage.empty())
    return draw_one(context, layout.stage_panel, layout.stage);
  std::array<std::string_view, 8> names;
  const std::size_t count = std::min(panels.size(), names.size());
  for (std::size_t i = 0; i < count; ++i) names[i] = tr(tab_title_of(panels[i]));
  ui::TitleTabs tabs{"stage.panel", {names.data(), count}, shown};
  ui::set_title_tabs(&tabs);
  draw_one(context, layout.stage_panel, layout.stage);
  ui::set_title_tabs(nullptr);
  if (tabs.chosen != shown) show_stage_panel(tabs.chosen);
}

/// Brings one of the stage's panels into sight; a maximised one makes room for it.
void Screen::show_stage_panel(int index) {
  if (index < 0 || index >= int(stage().panels.size())) return;
  view_.stage_panel = index;
  view_.stage_tab = 0;
  if (view_.maximised == PanelId::scoreboard)
    view_.maximised = PanelId::none;
  else if (view_.maximised != PanelId::none)
    view_.maximised = panel_at(stage(), index);
}

/// Around the panel that a lesson's link points at: plain at first, then fading.
void Screen::draw_ring(const PanelContext& context, const Layout& layout) {
  const float strength = ring_strength(view_, context.now);
  const Rect& r = layout.place(view_.ring.panel);
  if (strength <= 0 || r.empty()) return;
  im::rect(ui::draw_list(), {r.x + 1, r.y + 1}, {r.right() - 1, r.bottom() - 1},
           fade(theme().accent, strength), px(size::kRound), px(2));
}

/// What a symptom's note points at, "lab:lesson?chapter=10&section=23&row=7". The lesson that is
/// shown is the run's own, so its section is all that has to be found.
void Screen::open_lesson_link() {
  if (view_.lesson_link.empty() || !lesson_.available()) return;
  const std::string link = std::exchange(view_.lesson_link, {});
  constexpr std::string_view kSection = "section=";
  const std::size_t at = link.find(kSection);
  if (at == link.npos) return;
  const std::size_t begin = at + kSection.size();
  const std::string section = link.substr(begin, link.find('&', begin) - begin);
  if (lesson_.go_to_section(section, view_.lang == Lang::ko)) view_.lesson_open = true;
}

void Screen::draw(float width, float height, double now) {
  PanelContext context = begin(now);
  const Rect whole{0, 0, width, height};
  // Submitted first, so that it takes the mouse from everything that lies under the overlay.
  if (view_.show_help && ui::hot("help.close", whole).clicked) view_.show_help = false;
  const bool enlarged = lesson_.enlarged();
  if (enlarged) lesson_.take_clicks(whole);
  view_.lesson_open &= view_.has_lesson;
  const Layout layout =
      compute_layout(width, height, view_.maximised, view_.side_tab,
                     {view_.lesson_open, view_.stage_tab}, {&stage(), view_.stage_panel});
  draw_one(context, PanelId::transport, layout.transport);
  draw_one(context, PanelId::experiment, layout.experiment);
  draw_one(context, PanelId::samples, layout.samples);
  draw_one(context, PanelId::probe, layout.probe);
  draw_stage(context, layout);
  draw_tabs(context, layout);
  draw_one(context, PanelId::next, layout.next);
  draw_one(context, PanelId::loss, layout.loss);
  draw_one(context, PanelId::time_machine, layout.time_machine);
  draw_one(context, PanelId::status, layout.status);
  draw_one(context, PanelId::lesson, layout.lesson);
  draw_ring(context, layout);
  open_lesson_link();
  // What was pointed at cannot be seen while the lesson has the stage: it makes room.
  if (std::exchange(view_.ring.fresh, false) && layout.lesson_takes_stage &&
      layout.place(view_.ring.panel).empty())
    view_.lesson_open = false;
  if (enlarged && lesson_.enlarged()) lesson_.draw_enlarged(whole);
  draw_help_overlay(context, whole);
  handle_keys(context);
  end();
}

void Screen::draw_panel_only(PanelId panel, float width, float height, double now) {
  PanelContext context = begin(now);
  draw_one(context, panel, {0, 0, width, height});
  end();
}

double Screen::next_frame_in() const {
  constexpr double kLively = 1 / 60., kTraining = 1 / 12., kIdle = 1 / 4., kAfterInput = 0.4;
  const bool moving = view_.lesson_open && lesson_.moving();
  if (view_.time.playing || view_.time.dragging || last_now_ - last_input_ < kAfterInput ||
      moving || ring_strength(view_, last_now_) > 0)
    return kLively;
  return changed_ || is_training(watch_) ? kTraining : kIdle;
}

/// A live look costs the machine something: none is ordered while no panel that draws from one is
/// visible. A look at a chosen step is.
bool Screen::wants_looks() const {
  const PanelId alone = view_.maximised;
  return alone == PanelId::none || stage().has(alone) || alone == PanelId::next ||
         alone == PanelId::probe || view_.time.step >= 0;
}

/// Compares field by field with what was asked last: an idle frame copies nothing.
void Screen::ask() {
  const i64 position = view_.selection.locked().query;
  const Probe& probe = asked_.probe;
  const bool same = ever_asked_ && probe.text == view_.probe_text && probe.forced == view_.forced &&
                    probe.position == position && probe.sampler == view_.sampler &&
                    probe.heads == view_.heads && probe.taps == stage().taps &&
                    asked_.step == view_.time.step && asked_.wanted == wants_looks();
  if (same) return;
  asked_.probe = {view_.probe_text, view_.forced, position,
                  view_.sampler,    view_.heads,  stage().taps};
  asked_.step = view_.time.step;
  asked_.wanted = wants_looks();
  ever_asked_ = true;
  watch_.ask(asked_);
}

}  // namespace lab
