#include "viz/panels/dialogue.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "viz/draw/imgui_compat.h"
#include "viz/panels/common.h"
#include "viz/panels/span_text.h"

namespace lab {
namespace {

constexpr float kWide = 620, kTalkShare = 0.42f, kBubbleShare = 0.84f;
constexpr float kPadX = 10, kPadY = 5, kBetween = 4, kAfter = 14, kSource = 16;

SaidInks bubble_inks() {
  const Theme& t = theme();
  return {t.on_accent, t.on_accent, fade(t.on_accent, 0.28f), fade(t.on_accent, 0.6f)};
}

/// "keyword: mother", or why there was none.
Label source_text(const Exchange& exchange) {
  if (exchange.source == "rule") return tr(Str::dialogue_by_rule, Label(exchange.keyword));
  return tr_named("dialogue_source_", exchange.source);
}

float bubble_text_width(const Rect& room) { return room.w * kBubbleShare - 2 * px(kPadX); }

float reply_height(const Exchange& exchange, const Rect& room) {
  return wrapped_height(Face::body, exchange.reply, bubble_text_width(room)) + 2 * px(kPadY);
}
float said_height(const Exchange& exchange, const Rect& room) {
  const Rect box{0, 0, bubble_text_width(room), 0};
  return draw_said(nullptr, box, exchange, {}).y + 2 * px(kPadY);
}
float exchange_height(const Exchange& exchange, const Rect& room) {
  return said_height(exchange, room) + px(kBetween) + reply_height(exchange, room) + px(kSource) +
         px(kAfter);
}

void draw_said_bubble(const Exchange& exchange, const Rect& room, float y) {
  ImDrawList* list = ui::draw_list();
  const Rect measured{0, 0, bubble_text_width(room), 0};
  const ImVec2 size = draw_said(nullptr, measured, exchange, {});
  const float width = std::ceil(size.x) + 2 * px(kPadX);
  const Rect bubble{room.right() - width, y, width, size.y + 2 * px(kPadY)};
  list->AddRectFilled({bubble.x, bubble.y}, {bubble.right(), bubble.bottom()}, theme().accent,
                      px(8));
  draw_said(list, {bubble.x + px(kPadX), y + px(kPadY), bubble.w - 2 * px(kPadX) + 1, size.y},
            exchange, bubble_inks());
}

void draw_reply_bubble(const Exchange& exchange, const Rect& room, float y) {
  ImDrawList* list = ui::draw_list();
  const float most = bubble_text_width(room);
  const float width = std::min(most, std::ceil(measure(Face::body, exchange.reply).x) + 1);
  const Rect bubble{room.x, y, width + 2 * px(kPadX), reply_height(exchange, room)};
  list->AddRectFilled({bubble.x, bubble.y}, {bubble.right(), bubble.bottom()}, theme().control,
                      px(8));
  const float above = px(kPadY) + (line_height(Face::body) - font_px(Face::body)) / 2;
  draw_wrapped(list, Face::body, {bubble.x + px(kPadX), y + above, width, bubble.h}, theme().text,
               exchange.reply);
  const Rect foot{room.x + px(kPadX), bubble.bottom(), room.w - px(kPadX), px(kSource)};
  draw_text(list, Face::small, foot, Align::left, theme().text_faint, source_text(exchange));
}

void draw_exchange(PanelContext& context, const Exchange& exchange, int index, bool chosen,
                   const Rect& where, const Rect& room) {
  ImDrawList* list = ui::draw_list();
  const float top = std::max(where.y - px(4), room.y);
  const float bottom = std::min(where.bottom() - px(kAfter) + px(4), room.bottom());
  if (bottom - top < px(8)) return;
  const Rect seen{room.x, top, room.w, bottom - top};
  const ui::Hit hit = ui::hot(ui::id_of("dialogue.exchange", index), seen, exchange.said);
  auto& state = context.view.dialogue;
  if (hit.hovered) state.hovered = index;
  if (hit.clicked) state.chosen = state.chosen == index ? -1 : index;
  if (hit.hovered)
    list->AddRectFilled({room.x - px(8), top}, {room.right() + px(2), bottom},
                        fade(theme().text, 0.03f), px(4));
  if (chosen) list->AddRectFilled({room.x - px(8), top}, {room.x - px(5), bottom}, theme().accent);
  draw_said_bubble(exchange, where, where.y);
  draw_reply_bubble(exchange, where, where.y + said_height(exchange, where) + px(kBetween));
}

/// The line that somebody types; Enter adds it to the probe text, which is the whole conversation.
void draw_input(PanelContext& context, Rect row) {
  ViewState& view = context.view;
  const std::string_view again = tr(Str::dialogue_again);
  const Rect button = row.cut_right(ui::button_width(again), px(size::kGap));
  if (ui::button("dialogue.again", button, again, {.tip = tr(Str::dialogue_again_tip)})) {
    view.probe_text.clear();
    view.dialogue.chosen = -1;
  }
  const bool entered =
      ui::input_line("dialogue.input", row, &view.dialogue.input, tr(Str::dialogue_hint));
  if (!entered || view.dialogue.input.find_first_not_of(' ') == std::string::npos) return;
  if (!view.probe_text.empty()) view.probe_text += '\n';
  view.probe_text += view.dialogue.input;
  view.dialogue.input.clear();
  view.dialogue.chosen = -1;
  view.dialogue.talk.follow = true;
}

/// Returns the exchange whose trace is shown, or -1.
int draw_talk(PanelContext& context, Rect column) {
  const std::vector<Exchange>& exchanges = context.frame().exchanges;
  auto& state = context.view.dialogue;
  draw_input(context, column.cut_bottom(px(size::kControl), px(10)));
  const int count = int(exchanges.size());
  const int hovered = std::exchange(state.hovered, -1);
  const int kept = state.chosen >= 0 && state.chosen < count ? state.chosen : count - 1;
  const int shown = hovered >= 0 && hovered < count ? hovered : kept;
  if (count == 0) {
    ui::empty_state(column, context.frame().error.empty() ? tr(Str::dialogue_empty)
                                                          : context.frame().error.c_str());
    return -1;
  }
  Rect room = column;
  room.cut_left(px(8));
  room.cut_right(px(8));
  float content = px(4) - px(kAfter);
  for (const Exchange& exchange : exchanges) content += exchange_height(exchange, room);
  float y = scroll_content(state.talk, room, content) + px(4);
  ui::draw_list()->PushClipRect({room.x - px(8), room.y}, {room.right() + px(2), room.bottom()},
                                true);
  for (int i = 0; i < count; ++i) {
    const Exchange& exchange = exchanges[std::size_t(i)];
    const Rect where{room.x, y, room.w, exchange_height(exchange, room)};
    if (where.bottom() > room.y && y < room.bottom())
      draw_exchange(context, exchange, i, i == shown, where, room);
    y = where.bottom();
  }
  ui::draw_list()->PopClipRect();
  ui_note("dialogue.talk", {}, room);
  return shown;
}

}  // namespace

ImVec2 draw_said(ImDrawList* list, const Rect& box, const Exchange& exchange,
                 const SaidInks& inks) {
  const std::string_view said = exchange.said;
  std::array<TextSpan, 48> spans;
  std::size_t count = 0;
  for (i64 at = 0; at < i64(said.size()) && count < spans.size();) {
    i64 next = i64(said.size());
    const KeywordHit* on = nullptr;
    for (const KeywordHit& hit : exchange.hits) {
      if (hit.begin > at) next = std::min(next, hit.begin);
      if (hit.begin > at || hit.end <= at) continue;
      next = std::min(next, hit.end);
      if (!on || hit.chosen) on = &hit;
    }
    if (count + 1 == spans.size()) next = i64(said.size());
    const std::string_view text = said.substr(std::size_t(at), std::size_t(next - at));
    spans[count++] = {text, on ? inks.keyword : inks.plain, on && on->chosen ? inks.ground : 0,
                      on && !on->chosen ? inks.underline : 0};
    at = next;
  }
  return draw_spans(list, Face::body, box, {spans.data(), count});
}

void DialoguePanel::draw(PanelContext& context, const Rect& rect) {
  const ui::PanelFrame panel = ui::panel("dialogue", rect, tr(Str::dialogue_title),
                                         tr(Str::dialogue_note), tr(Str::dialogue_help));
  if (panel.maximise) toggle_maximised(context.view, PanelId::dialogue);
  Rect inner = panel.inner;
  inner.cut_top(px(4));
  const bool wide = inner.w >= px(kWide);
  const Rect talk = wide ? inner.cut_left(std::floor(inner.w * kTalkShare), px(28))
                         : inner.cut_bottom(std::floor(inner.h * 0.5f), px(16));
  const int shown = draw_talk(context, talk);
  const Rect rule = wide ? Rect{inner.x - px(14), inner.y, px(1), inner.h}
                         : Rect{inner.x, inner.bottom() + px(8), inner.w, px(1)};
  ui::draw_list()->AddRectFilled({rule.x, rule.y}, {rule.right(), rule.bottom()}, theme().grid);
  if (shown >= 0)
    draw_trace(context, context.frame().exchanges[std::size_t(shown)], inner);
  else
    ui::empty_state(inner, tr(Str::dialogue_trace_empty));
}

}  // namespace lab
