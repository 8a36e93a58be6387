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

void SamplesPanel::draw_one(PanelContext& context, const SampleRecord& sample, std::size_t index,
                            const Rect& where, bool chosen) const {
  ImDrawList* list = ui::draw_list();
  const Label step = grouped(sample.step);
  draw_text(list, Face::digits, where.x, where.y, chosen ? theme().accent : theme().text_dim, step);
  if (chosen)
    list->AddRectFilled({where.x - px(8), where.y},
                        {where.x - px(6), where.bottom() - px(kBetween)}, theme().accent);
  const Rect clip = {where.x, where.y, where.w, where.h};
  const Placed& placed = placed_[index];
  for (std::size_t g = placed.first; g < placed.last; ++g) {
    const Glyph& glyph = glyphs_[g];
    const float x = clip.x + glyph.x, y = clip.y + glyph.y;
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
  const ui::Hit hit = ui::hot(ui::id_of("samples.step", sample.step), where, step);
  if (hit.clicked) {
    const i64 keyframe = nearest_keyframe(context.watch, sample.step);
    seek(context.view, keyframe >= 0 ? keyframe : sample.step);
  }
  if (hit.hovered)
    list->AddRectFilled({where.x - px(8), where.y - px(4)},
                        {where.right() + px(4), where.bottom() - px(8)}, fade(theme().text, 0.04f),
                        px(4));
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
  ui::draw_list()->PushClipRect({room.x - px(8), room.y}, {room.right() + px(8), room.bottom()},
                                true);
  float y = room.y - scroll(context, room, content);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const float height = placed_[i].height;
    // A sample that would be cut is left out, unless it alone is taller than the room.
    const bool whole = y > room.y - 1 && y + height - px(kBetween) < room.bottom() + 1;
    if (whole || (height > room.h && y + height > room.y && y < room.bottom()))
      draw_one(context, samples[i], i, {room.x, y, room.w, height}, i == chosen);
    y += height;
  }
  ui::draw_list()->PopClipRect();
  ui_note("samples.list", {}, room);
}

}  // namespace lab
