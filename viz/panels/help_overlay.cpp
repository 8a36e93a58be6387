#include <algorithm>
#include <cmath>

#include "viz/draw/imgui_compat.h"
#include "viz/draw/text.h"
#include "viz/panels/panels.h"
#include "viz/stage.h"

namespace lab {
namespace {

/// Where a key does something.
enum class Works : u8 { always, learning, heads, panels };

struct KeyLine {
  const char* key;
  Str meaning;
  Works works = Works::always;
};
constexpr KeyLine kKeys[] = {
    {"Space", Str::key_run, Works::learning},
    {".", Str::key_step, Works::learning},
    {",", Str::key_back, Works::learning},
    {"← →", Str::key_frames, Works::learning},
    {"1 2 3", Str::key_stage, Works::panels},
    {"[ ]", Str::key_layer, Works::heads},
    {"; '", Str::key_head, Works::heads},
    {"X", Str::key_cut, Works::heads},
    {"B", Str::key_bookmark, Works::learning},
    {"F", Str::key_full},
    {"N", Str::key_live, Works::learning},
    {"L", Str::key_lesson},
    {"T", Str::key_scoreboard},
    {"Esc", Str::key_escape},
    {"?", Str::key_help},
};

bool works(const KeyLine& line, const Stage& stage) {
  switch (line.works) {
    case Works::learning:
      return stage.learns;
    case Works::heads:
      return stage.has(PanelId::attention);
    case Works::panels:
      return stage.panels.size() > 1;
    default:
      return true;
  }
}

}  // namespace

void draw_help_overlay(PanelContext& context, const Rect& screen) {
  if (!context.view.show_help) return;
  ImDrawList* list = ui::draw_list();
  list->AddRectFilled({screen.x, screen.y}, {screen.right(), screen.bottom()},
                      fade(theme().ground, 0.75f));
  const float row = px(26), width = px(520);
  const Stage& stage = stage_named(context.watch.info().stage);
  const auto lines =
      std::ranges::count_if(kKeys, [&](const KeyLine& line) { return works(line, stage); });
  const float height = row * float(lines) + px(112);
  Rect box{std::round(screen.centre_x() - width / 2), std::round(screen.centre_y() - height / 2),
           width, height};
  list->AddRectFilled({box.x, box.y}, {box.right(), box.bottom()}, theme().panel, px(size::kRound));
  im::rect(list, {box.x, box.y}, {box.right(), box.bottom()}, theme().control_hot, px(size::kRound),
           px(1));
  box = box.inset(px(24), px(16));
  draw_text(list, Face::title, box.cut_top(px(24), px(8)), Align::left, theme().text,
            tr(Str::help_title));
  for (const KeyLine& line : kKeys) {
    if (!works(line, stage)) continue;
    Rect place = box.cut_top(row);
    const Rect key = place.cut_left(px(72), px(16)).inset(0, px(2));
    list->AddRectFilled({key.x, key.y}, {key.right(), key.bottom()}, theme().control,
                        px(size::kControlRound));
    draw_text(list, Face::body, key, Align::centre, theme().text, line.key);
    draw_text(list, Face::body, place, Align::left, theme().text_dim, tr(line.meaning));
  }
  box.cut_top(px(8));
  draw_wrapped(list, Face::small, box, theme().text_faint, tr(Str::help_footer));
}

}  // namespace lab
