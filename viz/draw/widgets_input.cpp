// Widgets that take a value: slider, text field, list. And the tooltip.
#include <algorithm>
#include <cmath>

#include "viz/draw/imgui_compat.h"
#include "viz/draw/text.h"
#include "viz/draw/widgets.h"

namespace lab::ui {
namespace {

struct SliderParts {
  Rect label, track, value;
};
SliderParts parts_of(const Rect& rect, const SliderOptions& options) {
  Rect row = rect;
  SliderParts parts;
  const float label_width = options.label_width > 0 ? px(options.label_width)
                            : options.label.empty()
                                ? 0
                                : std::round(measure(Face::small, options.label).x + 1);
  if (label_width > 0) parts.label = row.cut_left(label_width, px(10));
  if (!options.value_text.empty()) parts.value = row.cut_right(px(options.value_width), px(8));
  parts.track = row.inset(px(6), 0);  // room for the knob at both ends
  return parts;
}

/// Figures have digits of one width, but no Korean words.
Face face_for(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return u8(c) < 0x80; }) ? Face::figures
                                                                        : Face::body;
}

float share_of(float value, const SliderOptions& o) {
  const float t =
      o.log ? std::log(value / o.lo) / std::log(o.hi / o.lo) : (value - o.lo) / (o.hi - o.lo);
  return std::clamp(t, 0.f, 1.f);
}
float value_of(float t, const SliderOptions& o) {
  return o.log ? o.lo * std::pow(o.hi / o.lo, t) : o.lo + t * (o.hi - o.lo);
}

}  // namespace

Rect slider_track(const Rect& rect, const SliderOptions& options) {
  return parts_of(rect, options).track;
}

SliderHit slider(std::string_view id, const Rect& rect, float* value,
                 const SliderOptions& options) {
  const Theme& t = theme();
  const bool enabled = options.why_not.empty();
  const SliderParts parts = parts_of(rect, options);
  // The knob can be taken with its whole width at both ends; tests aim at the track.
  const Hit hit = hot(id, parts.track.inset(-px(6), 0), options.label);
  ui_note(id, options.label, parts.track, enabled);
  SliderHit out;
  ImGuiStorage* memory = ImGui::GetStateStorage();
  const ImGuiID changed_id = ImGui::GetID(id.data(), id.data() + id.size());
  const auto set = [&](float wanted) {
    out.changed = wanted != *value;
    if (out.changed) memory->SetBool(changed_id, true);
    *value = wanted;
  };
  if (enabled && hit.double_clicked && options.has_initial)
    set(options.initial);
  else if (enabled && hit.held && (hit.pressed || std::fabs(hit.dx) > 0))
    set(value_of(std::clamp((hit.x - parts.track.x) / parts.track.w, 0.f, 1.f), options));
  if (!hit.held && memory->GetBool(changed_id)) {
    out.released = true;
    memory->SetBool(changed_id, false);
  }
  if (hit.hovered && !enabled) tooltip(options.why_not);

  ImDrawList* list = draw_list();
  const float y = std::round(parts.track.centre_y()), half = px(2);
  const float knob = parts.track.x + share_of(*value, options) * parts.track.w;
  if (!options.label.empty() &&
      draw_text(list, Face::small, parts.label, Align::left, t.text_dim, options.label) &&
      ImGui::IsMouseHoveringRect({parts.label.x, parts.label.y},
                                 {parts.label.right(), parts.label.bottom()}))
    tooltip(options.label);
  list->AddRectFilled({parts.track.x, y - half}, {parts.track.right(), y + half}, t.control, half);
  list->AddRectFilled({parts.track.x, y - half}, {knob, y + half},
                      enabled ? fade(t.accent, 0.75f) : t.control_hot, half);
  const float radius = px(hit.hovered || hit.held ? 7.5f : 6.5f);
  list->AddCircleFilled({knob, y}, radius, enabled ? t.text : t.text_faint, 24);
  if (!options.value_text.empty())
    draw_text(list, face_for(options.value_text), parts.value, Align::left, t.text,
              options.value_text);
  return out;
}

namespace {

/// ImGui edits a char buffer; this lets it grow the string behind it.
int resize(ImGuiInputTextCallbackData* data) {
  if (data->EventFlag == ImGuiInputTextFlags_CallbackResize) {
    auto* text = static_cast<std::string*>(data->UserData);
    text->resize(std::size_t(data->BufTextLen));
    data->Buf = text->data();
  }
  return 0;
}

bool edit(std::string_view id, const Rect& rect, std::string* text, std::string_view hint,
          ImGuiInputTextFlags flags) {
  ui_note(id, *text, rect);
  const float pad_y = std::max(0.f, (rect.h - font_px(Face::body)) / 2);
  im::push_font(font(Face::body), font_px(Face::body));
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(px(size::kGrid), pad_y));
  ImGui::PushID(id.data(), id.data() + id.size());
  ImGui::SetCursorScreenPos({rect.x, rect.y});
  ImGui::SetNextItemWidth(rect.w);
  const bool changed = ImGui::InputText("##text", text->data(), text->capacity() + 1,
                                        ImGuiInputTextFlags_CallbackResize | flags, resize, text);
  const bool active = ImGui::IsItemActive();
  if (changed && (flags & ImGuiInputTextFlags_EnterReturnsTrue)) ImGui::SetKeyboardFocusHere(-1);
  ImGui::PopID();
  ImGui::PopStyleVar();
  ImGui::PopFont();
  ImDrawList* list = draw_list();
  if (text->empty() && !active)
    draw_text(list, Face::body, rect.inset(px(size::kGrid), 0), Align::left, theme().text_faint,
              hint);
  if (active)
    im::rect(list, {rect.x, rect.y}, {rect.right(), rect.bottom()}, theme().accent,
             px(size::kControlRound), px(1.5f));
  return changed;
}

}  // namespace

bool input_text(std::string_view id, const Rect& rect, std::string* text, std::string_view hint) {
  return edit(id, rect, text, hint, 0);
}

bool input_line(std::string_view id, const Rect& rect, std::string* text, std::string_view hint) {
  return edit(id, rect, text, hint, ImGuiInputTextFlags_EnterReturnsTrue);
}

bool combo(std::string_view id, const Rect& rect, std::span<const std::string_view> items,
           int* chosen) {
  const bool valid = *chosen >= 0 && std::size_t(*chosen) < items.size();
  Label face_text(valid ? items[std::size_t(*chosen)] : std::string_view());
  face_text.append(" ▼");
  const Label popup(id);
  if (button(id, rect, face_text)) ImGui::OpenPopup(popup.c_str());

  const float row = px(size::kControl), pad = px(4);
  float width = rect.w;
  for (const std::string_view item : items)
    width = std::max(width, measure(Face::body, item).x + px(24) + 2 * pad);
  const float height = float(items.size()) * row + 2 * pad;
  ImGui::SetNextWindowPos({rect.right() - width, rect.bottom() + px(4)});
  ImGui::SetNextWindowSize({width, height});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  bool changed = false;
  if (ImGui::BeginPopup(popup.c_str(), ImGuiWindowFlags_NoScrollbar)) {
    Rect rest{rect.right() - width + pad, rect.bottom() + px(4) + pad, width - 2 * pad,
              height - 2 * pad};
    for (std::size_t i = 0; i < items.size(); ++i) {
      const bool on = int(i) == *chosen;
      const ButtonOptions options{.look = on ? Look::normal : Look::quiet};
      if (!button(id_of(id, i64(i)), rest.cut_top(row), items[i], options)) continue;
      changed = !on;
      *chosen = int(i);
      ImGui::CloseCurrentPopup();
    }
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
  return changed;
}

void tooltip(std::string_view text) {
  const float most = px(320);
  float width = 0;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    width = std::max(width, measure(Face::small, text.substr(at, end - at)).x);
    at = end + 1;
  }
  width = std::min(width + 1, most);
  const float height = wrapped_height(Face::small, text, width);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(px(10), px(6)));
  ImGui::BeginTooltip();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy({width, height});
  draw_wrapped(ImGui::GetWindowDrawList(), Face::small, {at.x, at.y, width, height + 1},
               theme().text, text);
  ImGui::EndTooltip();
  ImGui::PopStyleVar();
}

bool typing() { return ImGui::GetIO().WantTextInput; }

}  // namespace lab::ui
