// The keys of the lab; none of them acts while a text field has the keyboard.
#include "viz/app.h"
#include "viz/draw/imgui_compat.h"
#include "viz/panels/common.h"

namespace lab {

using im::Key;
using im::key_pressed;

void Screen::handle_run_keys(PanelContext& context) {
  if (key_pressed(Key::space)) toggle_training(watch_);
  if (key_pressed(Key::period, true) && watch_.can_train()) watch_.send({Command::Kind::step, 1});
  if (key_pressed(Key::comma, true) || key_pressed(Key::left, true)) step_keyframe(context, -1);
  if (key_pressed(Key::right, true)) step_keyframe(context, +1);
  if (key_pressed(Key::n)) seek(view_, -1);
  if (key_pressed(Key::b)) send_bookmark(context);
}

void Screen::handle_stage_keys() {
  if (key_pressed(Key::f)) toggle_maximised(view_, panel_at(stage(), view_.stage_panel));
  for (int i = 0; i < int(stage().panels.size()); ++i)
    if (key_pressed(Key(int(Key::digit_0) + i + 1))) show_stage_panel(i);
}

void Screen::handle_head_keys(PanelContext& context) {
  if (!stage().has(PanelId::attention)) return;
  const i32 layers = i32(watch_.info().layers), heads = i32(watch_.info().heads);
  if (layers <= 0 || heads <= 0) return;
  const HeadChoice now = chosen_head(context, layers, heads);
  const auto move = [&](i32 layer, i32 head) {
    view_.selection.click({.layer = std::clamp(now.layer + layer, 0, layers - 1),
                           .head = std::clamp(now.head + head, 0, heads - 1)});
  };
  const bool first = now.layer == 0, last = now.layer == layers - 1;
  if (key_pressed(Key::left_bracket, true) && !first) move(-1, 0);
  if (key_pressed(Key::right_bracket, true) && !last) move(+1, 0);
  if (key_pressed(Key::semicolon, true) && now.head > 0) move(0, -1);
  if (key_pressed(Key::apostrophe, true) && now.head < heads - 1) move(0, +1);
  if (key_pressed(Key::x)) toggle_cut(view_, now.layer, now.head);
}

void Screen::handle_keys(PanelContext& context) {
  if (ui::typing()) return;
  if (key_pressed(Key::escape)) {
    if (view_.show_help)
      view_.show_help = false;
    else if (lesson_.enlarged())
      lesson_.shrink();
    else if (view_.maximised != PanelId::none)
      view_.maximised = PanelId::none;
    else
      view_.selection.unlock();
  }
  if (key_pressed(Key::slash)) view_.show_help = !view_.show_help;
  if (view_.show_help) return;
  handle_stage_keys();
  if (key_pressed(Key::t) && view_.has_scores) toggle_scoreboard(view_);
  if (key_pressed(Key::l) && view_.has_lesson) view_.lesson_open = !view_.lesson_open;
  if (view_.lesson_open) lesson_.handle_keys();
  if (stage().learns) handle_run_keys(context);
  handle_head_keys(context);
}

}  // namespace lab
