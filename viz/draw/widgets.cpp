#include "viz/draw/widgets.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "viz/draw/imgui_compat.h"
#include "viz/draw/text.h"

namespace lab::ui {
namespace {

Label joined(std::string_view base, i64 a) {
  Label out(base);
  out.append(".");
  out.append(fixed(double(a), 0));
  return out;
}

}  // namespace

Label id_of(std::string_view base, i64 a) { return joined(base, a); }
Label id_of(std::string_view base, i64 a, i64 b) { return joined(joined(base, a), b); }

Hit hot(std::string_view id, const Rect& rect, std::string_view label) {
  ui_note(id, label, rect);
  if (rect.w < 1 || rect.h < 1) return {};
  ImGui::PushID(id.data(), id.data() + id.size());
  ImGui::SetCursorScreenPos({rect.x, rect.y});
  Hit hit;
  hit.clicked = ImGui::InvisibleButton("hot", {rect.w, rect.h});
  hit.hovered = ImGui::IsItemHovered();
  hit.held = ImGui::IsItemActive();
  hit.pressed = ImGui::IsItemActivated();
  hit.double_clicked = hit.hovered && ImGui::IsMouseDoubleClicked(0);
  ImGui::PopID();
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  hit.x = mouse.x, hit.y = mouse.y;
  if (hit.held) {
    const ImVec2 start = ImGui::GetIO().MouseClickedPos[0];
    hit.dx = mouse.x - start.x, hit.dy = mouse.y - start.y;
  }
  return hit;
}

namespace {

TitleTabs* g_title_tabs = nullptr;

/// The title, or the tabs that stand for it. True on a double click.
bool draw_title(std::string_view id, Rect& row, std::string_view title) {
  TitleTabs* tabs = std::exchange(g_title_tabs, nullptr);
  const float width =
      tabs ? tab_bar_width(tabs->names, tabs->chosen) : measure(Face::title, title).x + 1;
  const Rect rect = row.cut_left(std::min(width, row.w), px(6));
  if (tabs) {
    ui_note(id, title, rect);
    tabs->chosen = tab_bar(tabs->id, rect, tabs->names, tabs->chosen);
    return ImGui::IsMouseDoubleClicked(0) &&
           ImGui::IsMouseHoveringRect({rect.x, rect.y}, {rect.right(), rect.bottom()});
  }
  const bool elided = draw_text(draw_list(), Face::title, rect, Align::left, theme().text, title);
  const Hit hit = hot(id, rect, title);
  if (hit.hovered && elided) tooltip(title);
  return hit.double_clicked;
}

}  // namespace

void set_title_tabs(TitleTabs* tabs) { g_title_tabs = tabs; }

PanelFrame panel(std::string_view id, const Rect& rect, std::string_view title,
                 std::string_view note, std::string_view help) {
  const Theme& t = theme();
  ImDrawList* list = draw_list();
  list->AddRectFilled({rect.x, rect.y}, {rect.right(), rect.bottom()}, t.panel, px(size::kRound));
  Rect inner = rect.inset(px(size::kPad), 0);
  Rect row = inner.cut_top(px(size::kTitleRow));
  inner.cut_bottom(px(size::kGrid));
  PanelFrame frame;

  frame.maximise = draw_title(id, row, title);

  if (!help.empty() && row.w > px(20)) {
    const Rect mark = row.cut_left(px(18), px(8));
    Label help_id(id);
    help_id.append(".help");
    const Hit hit = hot(help_id, mark, "(?)");
    draw_text(list, Face::small, mark, Align::centre, hit.hovered ? t.text : t.text_faint, "(?)");
    if (hit.hovered) tooltip(help);
  }
  frame.title = row;
  if (!note.empty() && row.w > px(24)) {
    const bool cut = draw_text(list, Face::small, row, Align::right, t.text_faint, note);
    Label note_id(id);
    note_id.append(".note");
    if (cut && hot(note_id, row, note).hovered) tooltip(note);
  }
  frame.inner = inner;
  return frame;
}

void empty_state(const Rect& rect, std::string_view text) {
  const float width = std::min(rect.w, px(360));
  const float height = wrapped_height(Face::body, text, width);
  const float used = std::min(width, measure(Face::body, text).x);
  const Rect box{rect.centre_x() - used / 2, rect.y + std::max(0.f, (rect.h - height) / 2), width,
                 rect.h};
  draw_wrapped(draw_list(), Face::body, box, theme().text_faint, text);
}

void fact_row(const Rect& row, std::string_view name, std::string_view value) {
  Rect rest = row;
  const float name_width = std::min(measure(Face::body, name).x + 1, row.w * 0.6f);
  const Rect left = rest.cut_left(name_width, px(8));
  const bool latin = std::ranges::all_of(value, [](char c) { return u8(c) < 0x80; });
  const Face face = latin ? Face::figures : Face::body;
  bool cut = draw_text(draw_list(), Face::body, left, Align::left, theme().text_dim, name);
  cut |= draw_text(draw_list(), face, rest, Align::right, theme().text, value);
  if (cut && ImGui::IsMouseHoveringRect({row.x, row.y}, {row.right(), row.bottom()})) {
    Label whole(name);
    whole.append(": ");
    whole.append(value);
    tooltip(whole);
  }
}

float button_width(std::string_view label) {
  return std::round(measure(Face::body, label).x + px(24));
}

namespace {

struct Colors {
  Color ground, ink;
};
Colors colors_of(Look look, bool on, const Hit& hit, bool enabled) {
  const Theme& t = theme();
  if (!enabled) return {fade(t.control, 0.5f), t.text_faint};
  if (look == Look::primary || on) {
    const Color ground = hit.held      ? mix(t.accent, t.ground, 0.2f)
                         : hit.hovered ? mix(t.accent, t.on_accent, 0.12f)
                                       : t.accent;
    return {ground, t.on_accent};
  }
  const Color hot_ground = hit.held ? mix(t.control_hot, t.ground, 0.25f) : t.control_hot;
  if (look == Look::quiet)
    return {hit.hovered ? hot_ground : Color(0), hit.hovered ? t.text : t.text_dim};
  return {hit.hovered ? hot_ground : t.control, t.text};
}

bool draw_button(std::string_view id, const Rect& rect, std::string_view label,
                 const ButtonOptions& options, bool on) {
  const bool enabled = options.why_not.empty();
  const Hit hit = hot(id, rect, label);
  if (detail::ui_hook && !enabled) ui_note(id, label, rect, false);
  const Colors colors = colors_of(options.look, on, hit, enabled);
  ImDrawList* list = draw_list();
  if (colors.ground >> 24)
    list->AddRectFilled({rect.x, rect.y}, {rect.right(), rect.bottom()}, colors.ground,
                        px(size::kControlRound));
  const bool cut =
      draw_text(list, Face::body, rect.inset(px(4), 0), Align::centre, colors.ink, label);
  if (hit.hovered) {
    if (!enabled)
      tooltip(options.why_not);
    else if (!options.tip.empty())
      tooltip(options.tip);
    else if (cut)
      tooltip(label);
  }
  return enabled && hit.clicked;
}

}  // namespace

bool button(std::string_view id, const Rect& rect, std::string_view label,
            const ButtonOptions& options) {
  return draw_button(id, rect, label, options, false);
}

bool toggle(std::string_view id, const Rect& rect, std::string_view label, bool* on,
            const ButtonOptions& options) {
  const bool pressed = draw_button(id, rect, label, options, *on);
  if (pressed) *on = !*on;
  return pressed;
}

float tab_bar_width(std::span<const std::string_view> labels, int chosen) {
  float width = -px(16);
  for (std::size_t i = 0; i < labels.size(); ++i)
    width += std::round(measure(int(i) == chosen ? Face::title : Face::body, labels[i]).x) + px(18);
  return width;
}

int tab_bar(std::string_view id, const Rect& rect, std::span<const std::string_view> labels,
            int chosen, int marked) {
  Rect row = rect;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const bool on = int(i) == chosen;
    const Face face = on ? Face::title : Face::body;
    const Rect tab = row.cut_left(std::round(measure(face, labels[i]).x) + px(2), px(16));
    const Hit hit = hot(id_of(id, i64(i)), tab, labels[i]);
    if (hit.clicked) chosen = int(i);
    const Theme& t = theme();
    draw_text(draw_list(), face, tab, Align::left, on || hit.hovered ? t.text : t.text_dim,
              labels[i]);
    if (on)
      draw_list()->AddRectFilled({tab.x, tab.bottom() - px(2)}, {tab.right(), tab.bottom()},
                                 t.accent);
    if (int(i) == marked)
      draw_list()->AddCircleFilled({tab.right() + px(5), tab.centre_y() - px(5)}, px(3.5f), t.bad);
  }
  return chosen;
}

float Glide::to(float target, float dt) {
  constexpr float kSeconds = 0.15f;
  if (!started || !std::isfinite(value) || !std::isfinite(target)) value = target;
  started = true;
  const float rest = target - value;
  // Closes 1/20 of the distance at the end of the time, then snaps: nothing crawls.
  value += rest * (1 - std::exp(-3 * dt / kSeconds));
  if (std::fabs(target - value) <= 0.05f * std::fabs(rest) ||
      std::fabs(target - value) < 1e-4f * (1 + std::fabs(target)))
    value = target;
  return value;
}

}  // namespace lab::ui
