#include <cmath>

#include "viz/draw/imgui_compat.h"
#include "viz/draw/text.h"
#include "viz/panels/panels.h"

namespace lab {
namespace {

struct KeyLine {
  const char* key;
  Str meaning;
};
constexpr KeyLine kKeys[] = {
    {"Space", Str::key_run},  {".", Str::key_step},     {",", Str::key_back},
    {"← →", Str::key_frames}, {"[ ]", Str::key_layer},  {"; '", Str::key_head},
    {"X", Str::key_cut},      {"B", Str::key_bookmark}, {"F", Str::key_full},
    {"N", Str::key_live},     {"L", Str::key_lesson},   {"Esc", Str::key_escape},
    {"?", Str::key_help},
};

}  // namespace

void draw_help_overlay(PanelContext& context, const Rect& screen) {
  if (!context.view.show_help) return;
  ImDrawList* list = ui::draw_list();
  list->AddRectFilled({screen.x, screen.y}, {screen.right(), screen.bottom()},
                      fade(theme().ground, 0.75f));
  const float row = px(26), width = px(520);
  const float height = row * float(std::size(kKeys)) + px(112);
  Rect box{std::round(screen.centre_x() - width / 2), std::round(screen.centre_y() - height / 2),
           width, height};
  list->AddRectFilled({box.x, box.y}, {box.right(), box.bottom()}, theme().panel, px(size::kRound));
  im::rect(list, {box.x, box.y}, {box.right(), box.bottom()}, theme().control_hot, px(size::kRound),
           px(1));
  box = box.inset(px(24), px(16));
  draw_text(list, Face::title, box.cut_top(px(24), px(8)), Align::left, theme().text,
            tr(Str::help_title));
  for (const KeyLine& line : kKeys) {
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
