#include "viz/panels/common.h"

#include <algorithm>
#include <cmath>

#include "viz/draw/text.h"

namespace lab {

Color surprise_color(float log_p) {
  if (std::isnan(log_p)) return fade(theme().control, 0.6f);
  return map_color(ColorMap::surprise, std::clamp(-log_p / kMaxSurprise, 0.f, 1.f));
}

Rect draw_surprise_legend(const Rect& box) {
  constexpr LegendTick kTicks[] = {{0, "0"}, {1, "6+"}};
  return draw_legend(ui::draw_list(), box, ColorMap::surprise, tr(Str::surprise_legend), kTicks);
}

bool frame_missing(const PanelContext& context, const Rect& inner) {
  const Frame& frame = context.frame();
  if (!frame.error.empty()) {
    ui::empty_state(inner, frame.error);
    return true;
  }
  if (frame.step >= 0 && !frame.ids.empty()) return false;
  ui::empty_state(inner, tr(frame.step < 0 ? Str::no_look_yet : Str::probe_empty));
  return true;
}

i32 shown_query(const PanelContext& context) {
  const i32 count = token_count(context.frame()), chosen = context.shown().query;
  return chosen >= 0 && chosen < count ? chosen : count - 1;
}

bool reads_characters(const RunInfo& info) {
  return std::ranges::all_of(info.token_text, [](const std::string& text) {
    std::size_t at = 0;
    if (!text.empty()) next_code_point(text, at);
    return at == text.size();
  });
}

void toggle_maximised(ViewState& view, PanelId panel) {
  view.maximised = view.maximised == PanelId::none ? panel : PanelId::none;
}

void toggle_scoreboard(ViewState& view) {
  const bool open = view.maximised == PanelId::scoreboard;
  view.maximised = open ? PanelId::none : PanelId::scoreboard;
}

void seek(ViewState& view, i64 step) {
  view.time.step = step;
  view.time.playing = false;
}

i64 nearest_keyframe(const Watch& watch, i64 step) {
  i64 best = -1;
  double best_gap = 0;
  for (const i64 k : watch.keyframes()) {
    const double gap = std::abs(std::log2(1. + double(k)) - std::log2(1. + double(step)));
    if (best < 0 || gap < best_gap) best = k, best_gap = gap;
  }
  return best;
}

}  // namespace lab
