// Next token: logit -> belief -> temperature -> cut -> one draw, all in view at once.
#include <cmath>

#include "viz/draw/text.h"
#include "viz/panels/common.h"
#include "viz/panels/panels.h"

namespace lab {
namespace {

constexpr float kRowHeight = 20, kToken = 30, kLogit = 44, kPercent = 50;
constexpr int kMostRows = 24;

struct Columns {
  Rect token, logit, raw, tempered, final, percent;
};
Columns columns_of(Rect row) {
  Columns c;
  c.token = row.cut_left(px(kToken));
  if (row.w > px(300)) c.logit = row.cut_left(px(kLogit), px(10));
  c.percent = row.cut_right(px(kPercent), px(4));
  const float bar = (row.w - 2 * px(8)) * 0.28f;
  c.raw = row.cut_left(bar, px(8));
  c.tempered = row.cut_left(bar, px(8));
  c.final = row;
  return c;
}

/// Of a vocabulary that grows while it is learned (chapter 02) the look itself names the tokens.
const std::string& label_of(const PanelContext& context, i32 id) {
  static const std::string kUnknown = "?";
  const Tap* grown = context.watch.frame().find("tokens.vocab");
  const auto& labels = grown ? grown->labels : context.watch.info().token_labels;
  return id >= 0 && id < i32(labels.size()) ? labels[std::size_t(id)] : kUnknown;
}

void draw_head(const PanelContext& context, const Rect& row) {
  ImDrawList* list = ui::draw_list();
  const Columns c = columns_of(row);
  const Color ink = theme().text_faint;
  if (!c.logit.empty())
    draw_text(list, Face::small, c.logit, Align::right, ink, tr(Str::next_logit));
  draw_text(list, Face::small, c.raw, Align::left, ink, tr(Str::next_raw));
  draw_text(list, Face::small, c.tempered, Align::left, ink,
            tr(Str::next_tempered, fixed(context.view.sampler.temperature, 2)));
  Rect last = c.final;
  last.w = c.percent.right() - last.x;
  draw_text(list, Face::small, last, Align::left, ink, tr(Str::next_final));
}

void draw_bar(const Rect& slot, float share, Color color) {
  ImDrawList* list = ui::draw_list();
  const float y = std::round(slot.y + px(4)), h = px(12);
  list->AddRectFilled({slot.x, y}, {slot.right(), y + h}, fade(theme().control, 0.55f), px(2));
  const float w = std::max(share > 0 ? px(1) : 0, slot.w * std::clamp(share, 0.f, 1.f));
  if (w > 0) list->AddRectFilled({slot.x, y}, {slot.x + w, y + h}, color, w > px(4) ? px(2) : 0);
}

void explain(const PanelContext& context, const Candidate& c, bool shown_cut) {
  ui::tooltip(tr(Str::next_explain, Label(label_of(context, c.id)), fixed(c.logit, 2),
                 percent(c.raw), percent(c.tempered),
                 shown_cut ? Label(tr(Str::next_cut)) : percent(c.final)));
}

void draw_candidate(PanelContext& context, const Rect& row, std::size_t index) {
  const Frame& frame = context.frame();
  const Candidate& c = frame.candidates[index];
  ImDrawList* list = ui::draw_list();
  const std::string& label = label_of(context, c.id);
  const ui::Hit hit = ui::hot(ui::id_of("next.row", i64(index)), row, label);
  if (hit.clicked && token_count(frame) < kMaxProbeTokens) context.view.forced.push_back(c.id);
  if (hit.hovered) {
    list->AddRectFilled({row.x - px(4), row.y}, {row.right() + px(4), row.bottom()},
                        fade(theme().text, 0.06f), px(3));
    explain(context, c, !c.kept);
  }
  const bool drawn = i32(index) == frame.sampled;
  const Columns columns = columns_of(row);
  const Color ink = drawn ? theme().good : c.kept ? theme().text : theme().text_faint;
  draw_text(list, Face::body, columns.token, Align::left, ink, label);
  if (!columns.logit.empty())
    draw_text(list, Face::digits, columns.logit, Align::right, theme().text_dim, fixed(c.logit, 1));
  draw_bar(columns.raw, c.raw, fade(theme().accent, 0.45f));
  draw_bar(columns.tempered, c.tempered, fade(theme().accent, 0.7f));
  draw_bar(columns.final, c.final, drawn ? theme().good : theme().accent);
  if (c.kept)
    draw_text(list, Face::digits, columns.percent, Align::right, ink, percent(c.final));
  else
    draw_text(list, Face::small, columns.percent, Align::right, ink, tr(Str::next_cut));
}

/// All candidates laid end to end from 0 to 1; u falls into one of them.
void draw_the_draw(PanelContext& context, Rect row) {
  const Frame& frame = context.frame();
  ViewState& view = context.view;
  ImDrawList* list = ui::draw_list();
  const std::string_view again = tr(Str::next_again);
  if (ui::button("next.dice", row.cut_right(ui::button_width(again), px(10)), again,
                 {.tip = tr(Str::next_again_tip)}))
    ++view.sampler.seed;
  const bool greedy = view.sampler.temperature <= 0;
  const bool any = frame.sampled >= 0 && frame.sampled < i32(frame.candidates.size());
  const std::string_view token =
      any ? std::string_view(label_of(context, frame.candidates[frame.sampled].id))
          : std::string_view();
  const Label outcome = greedy ? tr(Str::next_greedy, Label(token))
                               : tr(Str::next_outcome, fixed(frame.u, 3), Label(token));
  draw_text(list, Face::small, row.cut_right(measure(Face::small, outcome).x + 1, px(10)),
            Align::right, theme().good, outcome);
  const Rect strip{row.x, std::round(row.centre_y() - px(5)), row.w, px(10)};
  list->AddRectFilled({strip.x, strip.y}, {strip.right(), strip.bottom()}, theme().control, px(2));
  float left = strip.x;
  for (std::size_t i = 0; i < frame.candidates.size(); ++i) {
    const float w = frame.candidates[i].final * strip.w;
    if (w < 0.5f) break;
    const bool drawn = i32(i) == frame.sampled;
    list->AddRectFilled({left, strip.y}, {left + std::max(1.f, w - px(1)), strip.bottom()},
                        drawn ? theme().good : fade(theme().accent, i % 2 ? 0.45f : 0.75f));
    left += w;
  }
  if (greedy) return;
  const float x = std::round(strip.x + float(frame.u) * strip.w);
  list->AddRectFilled({x - px(1), strip.y - px(4)}, {x + px(1), strip.bottom() + px(4)},
                      theme().text);
}

void draw_sliders(PanelContext& context, Rect box) {
  SamplerOptions& sampler = context.view.sampler;
  const float vocab = float(std::max<i64>(2, context.watch.info().vocab));
  const float half = (box.w - px(16)) / 2;
  Rect first = box.cut_top(px(size::kControl), px(2));
  ui::slider("next.temperature", first, &sampler.temperature,
             {.lo = 0,
              .hi = 2,
              .initial = 0.8f,
              .has_initial = true,
              .label = tr(Str::transport_temperature),
              .value_text = fixed(sampler.temperature, 2)});
  Rect second = box.cut_top(px(size::kControl));
  float k = sampler.top_k > 0 ? float(sampler.top_k) : vocab;
  const Label k_text = sampler.top_k > 0 ? grouped(sampler.top_k) : Label(tr(Str::all));
  if (ui::slider("next.top_k", second.cut_left(half, px(16)), &k,
                 {.lo = 1,
                  .hi = vocab,
                  .log = true,
                  .initial = vocab,
                  .has_initial = true,
                  .label = tr(Str::next_top_k),
                  .value_text = k_text,
                  .value_width = 40})
          .changed)
    sampler.top_k = k >= vocab - 0.5f ? 0 : std::max(1, int(std::lround(k)));
  const Label p_text = sampler.top_p < 1 ? fixed(sampler.top_p, 2) : Label(tr(Str::all));
  ui::slider("next.top_p", second, &sampler.top_p,
             {.lo = 0.05f,
              .hi = 1,
              .initial = 1,
              .has_initial = true,
              .label = tr(Str::next_top_p),
              .value_text = p_text,
              .value_width = 40});
}

}  // namespace

void draw_next_token(PanelContext& context, const Rect& rect) {
  const Frame& frame = context.frame();
  const i32 query = i32(frame.probe.position >= 0 ? frame.probe.position : token_count(frame) - 1);
  const bool known = query >= 0 && query < token_count(frame);
  const Label note = known ? tr(Str::next_note, Label(frame.labels[query]), i64(query)) : Label();
  const ui::PanelFrame panel =
      ui::panel("next", rect, tr(Str::next_title), note, tr(Str::next_help));
  Rect inner = panel.inner;
  draw_sliders(context, inner.cut_bottom(px(2 * size::kControl + 2), px(6)));
  if (frame_missing(context, inner)) return;
  if (frame.candidates.empty()) {
    ui::empty_state(inner, tr(Str::no_look_yet));
    return;
  }
  draw_the_draw(context, inner.cut_bottom(px(size::kControl), px(8)));
  draw_head(context, inner.cut_top(px(18), px(4)));
  const int room = std::min(kMostRows, int(inner.h / px(kRowHeight)));
  const auto rows = std::min<std::size_t>(std::size_t(std::max(0, room)), frame.candidates.size());
  for (std::size_t i = 0; i < rows; ++i) draw_candidate(context, inner.cut_top(px(kRowHeight)), i);
}

}  // namespace lab
