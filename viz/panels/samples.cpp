#include "viz/panels/samples.h"

#include <cmath>

#include "viz/draw/text.h"
#include "viz/panels/common.h"

namespace lab {
namespace {

constexpr float kLine = 20, kHead = 18, kBetween = 12;

/// "sample 1,024" lies under the time machine's step: it is marked.
std::size_t sample_at(const std::vector<SampleRecord>& samples, i64 step) {
  std::size_t best = samples.size();
  for (std::size_t i = 0; i < samples.size() && samples[i].step <= step; ++i) best = i;
  return best;
}

}  // namespace

void SamplesPanel::place_text(std::string_view text, u32 token, float width, float& x, float& y) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t code = next_code_point(text, at);
    if (code == U'\n' || code == U'⏎') {
      if (x == 0 && y <= px(kHead)) continue;  // a line break opens the sample: no empty line
      x = 0, y += px(kLine);
      continue;
    }
    const float w = measure(Face::body, text.substr(begin, at - begin)).x;
    if (x + w > width && x > 0) x = 0, y += px(kLine);
    glyphs_.push_back({x, y, w, token, u32(begin), u32(at)});
    x += w;
  }
}

void SamplesPanel::place_one(const SampleRecord& sample, float width) {
  Placed placed{.first = glyphs_.size()};
  float x = 0, y = px(kHead);
  place_text(sample.prompt, kPrompt, width, x, y);
  for (std::size_t t = 0; t < sample.tokens.size(); ++t)
    place_text(sample.tokens[t], u32(t), width, x, y);
  placed.last = glyphs_.size();
  if (x == 0 && placed.last > placed.first) y -= px(kLine);  // the text ends with a line break
  placed.height = y + px(kLine) + px(kBetween);
  placed_.push_back(placed);
}

void SamplesPanel::place(const std::vector<SampleRecord>& samples, float width) {
  const i64 first = samples.empty() ? -1 : samples.front().step;
  if (width != width_ || first != first_step_ || samples.size() < placed_.size()) {
    glyphs_.clear();
    placed_.clear();
    width_ = width, first_step_ = first;
  }
  for (std::size_t i = placed_.size(); i < samples.size(); ++i) place_one(samples[i], width);
}

void SamplesPanel::draw_glyphs(const SampleRecord& sample, const Placed& placed, const Rect& where,
                               const Rect& room) const {
  ImDrawList* list = ui::draw_list();
  for (std::size_t g = placed.first; g < placed.last; ++g) {
    const Glyph& glyph = glyphs_[g];
    const float x = where.x + glyph.x, y = where.y + glyph.y;
    if (y < room.y - 1 || y + px(kLine) > room.bottom() + 1) continue;  // no line is ever cut
    const bool prompt = glyph.token == kPrompt;
    const std::string_view text =
        std::string_view(prompt ? sample.prompt : sample.tokens[glyph.token])
            .substr(glyph.begin, glyph.end - glyph.begin);
    Color ink = theme().text_dim;
    if (!prompt) {
      const float p = glyph.token < sample.p.size() ? sample.p[glyph.token] : kNone;
      const Color ground = surprise_color(std::log(std::max(p, 1e-9f)));
      list->AddRectFilled({x, y + px(1)}, {x + glyph.width, y + px(kLine - 1)}, ground);
      ink = ink_on(ground);
    }
    draw_text(list, Face::body, x, y + px(1), ink, text);
  }
}

void SamplesPanel::draw_one(PanelContext& context, const SampleRecord& sample, const Placed& placed,
                            const Rect& where, const Rect& room, bool chosen) const {
  ImDrawList* list = ui::draw_list();
  const Label step = grouped(sample.step);
  const float top = std::max(where.y, room.y);
  const float bottom = std::min(where.bottom() - px(kBetween), room.bottom());
  if (bottom - top < px(kLine)) return;
  const ui::Hit hit =
      ui::hot(ui::id_of("samples.step", sample.step), {where.x, top, where.w, bottom - top}, step);
  if (hit.hovered)
    list->AddRectFilled({where.x - px(4), top}, {where.right() + px(2), bottom},
                        fade(theme().text, 0.06f), px(3));
  if (where.y >= room.y - 1)
    draw_text(list, Face::digits, where.x, where.y, chosen ? theme().accent : theme().text_dim,
              step);
  if (chosen)
    list->AddRectFilled({where.x - px(8), top}, {where.x - px(6), bottom}, theme().accent);
  draw_glyphs(sample, placed, where, room);
  if (!hit.clicked) return;
  const i64 keyframe = nearest_keyframe(context.watch, sample.step);
  seek(context.view, keyframe >= 0 ? keyframe : sample.step);
}

float SamplesPanel::scroll(PanelContext& context, const Rect& room, float content) const {
  auto& state = context.view.samples;
  const float most = std::max(0.f, content - room.h);
  const ImGuiIO& io = ImGui::GetIO();
  if (io.MouseWheel != 0 && room.contains(io.MousePos.x, io.MousePos.y))
    state.scroll += io.MouseWheel * px(kLine * 2);
  state.scroll = std::clamp(state.scroll, 0.f, most);
  state.follow = state.scroll < 1;
  if (most > 0) {  // where one is in the whole
    const float bar = std::max(px(16), room.h * room.h / content);
    const float y = room.y + (room.h - bar) * (1 - state.scroll / most);
    ui::draw_list()->AddRectFilled({room.right() + px(4), y}, {room.right() + px(7), y + bar},
                                   theme().control_hot, px(2));
  }
  return most - state.scroll;
}

void SamplesPanel::draw(PanelContext& context, const Rect& rect) {
  const auto& samples = context.watch.samples();
  const ui::PanelFrame frame =
      ui::panel("samples", rect, tr(Str::samples_title), {}, tr(Str::samples_help));
  Rect room = frame.inner;
  if (samples.empty()) {
    ui::empty_state(room, tr(Str::samples_empty));
    return;
  }
  draw_surprise_legend(room.cut_top(px(18), px(6)));
  place(samples, room.w);
  float content = -px(kBetween);
  for (const Placed& placed : placed_) content += placed.height;
  const std::size_t chosen = sample_at(samples, shown_step(context));
  if (chosen != chosen_) {  // another moment: its sample comes into sight
    chosen_ = chosen;
    float below = 0;
    for (std::size_t i = chosen + 1; i < placed_.size(); ++i) below += placed_[i].height;
    context.view.samples.scroll = context.view.time.step < 0 ? 0 : below;
  }
  float y = room.y - scroll(context, room, content);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const Rect where{room.x, y, room.w, placed_[i].height};
    if (where.bottom() > room.y && y < room.bottom())
      draw_one(context, samples[i], placed_[i], where, room, i == chosen);
    y = where.bottom();
  }
  ui_note("samples.list", {}, room);
}

}  // namespace lab
