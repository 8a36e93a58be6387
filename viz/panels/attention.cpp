#include "viz/panels/attention.h"

#include <algorithm>
#include <cmath>

#include "viz/draw/imgui_compat.h"
#include "viz/draw/text.h"
#include "viz/panels/common.h"

namespace lab {
namespace {

constexpr float kRowLabel = 40, kColumnLabel = 20, kName = 18, kCellGap = 10;
constexpr float kLinesHeight = 116, kLinesFrom = 440;

Label tap_name(i32 layer, std::string_view what) {
  Label name("blk");
  name.append(fixed(layer, 0));
  name.append(".attn.");
  name.append(what);
  return name;
}

}  // namespace

bool is_cut(const ViewState& view, i32 layer, i32 head) {
  return std::ranges::any_of(view.heads,
                             [&](const HeadEdit& e) { return e.layer == layer && e.head == head; });
}

bool toggle_cut(ViewState& view, i32 layer, i32 head) {
  const auto removed = std::erase_if(
      view.heads, [&](const HeadEdit& e) { return e.layer == layer && e.head == head; });
  if (removed > 0) return false;
  view.heads.push_back({layer, head, HeadMode::zero});
  return true;
}

HeadChoice chosen_head(const PanelContext& context, i32 layers, i32 heads) {
  const Pick& pick = context.shown();
  HeadChoice choice{std::max(0, layers - 1), 0};
  if (pick.layer >= 0 && pick.layer < layers) choice.layer = pick.layer;
  if (pick.head >= 0 && pick.head < heads) choice.head = pick.head;
  return choice;
}

AttentionPanel::Head AttentionPanel::chosen(const PanelContext& context) const {
  const HeadChoice choice = chosen_head(context, model_.layers, model_.heads);
  return {choice.layer, choice.head};
}

const float* AttentionPanel::weights(Head head) const {
  const Tap* tap = taps_[std::size_t(head.layer)];
  return tap ? tap->values.data() + i64(head.head) * model_.tokens * model_.tokens : nullptr;
}

const float* AttentionPanel::scores(const Frame& frame, Head head) const {
  const Tap* tap = frame.find(tap_name(head.layer, "score"));
  const i64 square = i64(model_.tokens) * model_.tokens;
  if (!tap || i64(tap->values.size()) < (head.head + 1) * square) return nullptr;
  return tap->values.data() + head.head * square;
}

Rect AttentionPanel::part(Head head) const {
  const auto n = float(model_.tokens);
  return {float(head.head) * n, float(head.layer) * n, n, n};
}

/// Finds the taps of the frame; judges and colours the heads when the frame is a new one.
void AttentionPanel::take_in(PanelContext& context) {
  const Frame& frame = context.frame();
  model_ = {};
  taps_.fill(nullptr);
  model_.tokens = token_count(frame);
  for (i32 l = 0;; ++l) {
    const Tap* tap = frame.find(tap_name(l, "p"));
    if (!tap || tap->shape.size() != 3 || tap->shape[1] != model_.tokens) break;
    model_.all_heads = i32(tap->shape[0]);
    ++model_.all_layers;
    if (l < kMaxShownLayers) taps_[std::size_t(l)] = tap;
  }
  model_.layers = std::min(model_.all_layers, kMaxShownLayers);
  model_.heads = std::min(model_.all_heads, kMaxShownHeads);
  if (model_.layers == 0 || model_.heads == 0) return;

  const u64 key = frame.id * 2 + u64(context.view.theme);
  if (!atlas_.begin(context.textures, model_.heads * model_.tokens, model_.layers * model_.tokens,
                    key))
    return;
  for (i32 l = 0; l < model_.layers; ++l)
    for (i32 h = 0; h < model_.heads; ++h)
      badges_[std::size_t(l) * kMaxShownHeads + std::size_t(h)] =
          judge_head({weights({l, h}), std::size_t(model_.tokens) * model_.tokens}, frame.ids);
  fill_atlas();
}

void AttentionPanel::fill_atlas() {
  const i32 n = model_.tokens;
  const Color unseen = mix(theme().panel, theme().ground, 0.5f);
  for (i32 l = 0; l < model_.layers; ++l)
    for (i32 h = 0; h < model_.heads; ++h) {
      const float* p = weights({l, h});
      atlas_.fill(h * n, l * n, n, n, p, ColorMap::sequential, true);
      for (i32 q = 0; q < n; ++q)  // the future is not "weight 0", it is not there
        for (i32 k = q + 1; k < n; ++k)
          if (p[q * n + k] == 0) atlas_.set(h * n + k, l * n + q, unseen);
    }
  atlas_.upload();
}

void AttentionPanel::draw_head(PanelContext& context, Head head, const Rect& picture,
                               float name_width) {
  ImDrawList* list = ui::draw_list();
  ViewState& view = context.view;
  const bool cut = is_cut(view, head.layer, head.head);
  atlas_.draw(list, picture, part(head));
  const ImVec2 a{picture.x, picture.y}, b{picture.right(), picture.bottom()};
  if (cut) {
    list->AddRectFilled(a, b, fade(theme().panel, 0.65f));
    list->AddLine(a, b, theme().bad, px(2));
    list->AddLine({a.x, b.y}, {b.x, a.y}, theme().bad, px(2));
  }
  const HeadBadge& badge = this->badge(head);
  const ui::Hit hit =
      ui::hot(ui::id_of("attention.head", head.layer, head.head), picture, name_of(badge.kind));
  const bool selected = head == chosen(context);
  if (selected || hit.hovered)
    im::rect(list, {a.x - px(2), a.y - px(2)}, {b.x + px(2), b.y + px(2)},
             selected ? theme().accent : theme().text_faint, px(2), px(2));
  const Pick pick{.layer = head.layer, .head = head.head};
  if (hit.clicked) view.selection.click(pick);
  if (hit.hovered) {
    view.selection.hover(pick);
    ui::tooltip(tr(Str::attention_head_tip, i64(head.layer) + 1, i64(head.head) + 1,
                   Label(name_of(badge.kind)), fixed(badge.strength, 2)));
  }
  if (name_width <= 0) return;
  const Rect name{picture.x, picture.bottom() + px(2), name_width, px(kName - 2)};
  draw_text(list, Face::small, name, Align::left, cut ? theme().bad : theme().text_dim,
            cut ? tr(Str::attention_cut) : name_of(badge.kind));
}

void AttentionPanel::draw_grid(PanelContext& context, const Rect& box) {
  ImDrawList* list = ui::draw_list();
  Rect cells = box;
  const Rect heads = cells.cut_top(px(kColumnLabel));
  cells.cut_left(px(kRowLabel));
  const float pitch_x = (cells.w + px(kCellGap)) / float(model_.heads);
  const float pitch_y = cells.h / float(model_.layers);
  const bool named = pitch_y >= px(48);  // no room: the name is left to the hover
  const float side = std::floor(std::max(
      px(8), std::min({pitch_x - px(kCellGap), pitch_y - px(named ? kName + 6 : 6), px(200)})));
  const float step_x = std::min(pitch_x, side + px(28)), step_y = std::min(pitch_y, side + px(32));
  for (i32 h = 0; h < model_.heads; ++h) {
    const Rect label{cells.x + float(h) * step_x, heads.y, side, heads.h};
    draw_text(list, Face::small, label, Align::centre, theme().text_faint,
              side > px(44) ? tr(Str::head_n, i64(h) + 1) : grouped(h + 1));
  }
  for (i32 l = 0; l < model_.layers; ++l) {
    const float y = std::round(cells.y + float(l) * step_y);
    draw_text(list, Face::small, {box.x, y, px(kRowLabel - 6), side}, Align::left,
              theme().text_faint, tr(Str::layer_short, i64(l) + 1));
    for (i32 h = 0; h < model_.heads; ++h)
      draw_head(context, {l, h}, {std::round(cells.x + float(h) * step_x), y, side, side},
                named ? step_x - px(4) : 0);
  }
}

/// What is locked, cut, or not shown: said in the title row, never silently.
void AttentionPanel::draw_breadcrumb(const PanelContext& context, const Rect& row) const {
  const Pick& locked = context.view.selection.locked();
  const Frame& frame = context.frame();
  Label kept;
  if (locked.layer >= 0 && locked.head >= 0)
    kept = tr(Str::attention_locked_head, i64(locked.layer) + 1, i64(locked.head) + 1);
  if (locked.query >= 0 && locked.query < model_.tokens) {
    if (!kept.empty()) kept.append(" · ");
    kept.append("“");
    kept.append(frame.labels[std::size_t(locked.query)]);
    kept.append("”");
  }
  Label text = kept.empty() ? Label() : tr(Str::attention_locked, kept);
  const auto add = [&text](const Label& part) {
    if (!text.empty()) text.append("   ");
    text.append(part);
  };
  const bool cut = !context.view.heads.empty();
  if (cut) add(tr(Str::attention_n_cut, context.view.heads.size()));
  const bool partly = model_.all_layers > model_.layers || model_.all_heads > model_.heads;
  if (partly)
    add(tr(Str::attention_part, model_.layers, model_.heads, model_.all_layers, model_.all_heads));
  if (draw_text(ui::draw_list(), Face::small, row, Align::left,
                cut || partly ? theme().second : theme().text_dim, text))
    if (ui::hot("attention.kept", row, text).hovered) ui::tooltip(text);
}

void AttentionPanel::draw(PanelContext& context, const Rect& rect) {
  const ui::PanelFrame panel =
      ui::panel("attention", rect, tr(Str::attention_title), {}, tr(Str::attention_help));
  if (panel.maximise) toggle_maximised(context.view, PanelId::attention);
  Rect inner = panel.inner;
  if (frame_missing(context, inner)) return;
  take_in(context);
  if (model_.layers == 0) {
    ui::empty_state(inner, tr(Str::attention_empty));
    return;
  }
  Rect title{rect.x + px(size::kPad), rect.y, rect.w - 2 * px(size::kPad), px(size::kTitleRow)};
  constexpr LegendTick kTicks[] = {{0, "0"}, {0.5f, "0.25"}, {1, "1"}};
  const Rect legend = draw_legend(ui::draw_list(), title.cut_right(px(280), px(16)),
                                  ColorMap::sequential, tr(Str::attention_legend), kTicks);
  title.w = legend.x - px(24) - title.x;
  title.cut_left(measure(Face::title, tr(Str::attention_title)).x + px(40));
  draw_breadcrumb(context, title);
  if (inner.h >= px(kLinesFrom))
    draw_lines(context, inner.cut_bottom(px(kLinesHeight) + inner.h * 0.04f, px(8)));
  const float zoom =
      std::min(inner.w * 0.58f, std::max(inner.h - px(kZoomAbove) + px(kZoomLeft), px(232)));
  draw_zoom(context, inner.cut_right(zoom, px(24)));
  draw_grid(context, inner);
}

}  // namespace lab
