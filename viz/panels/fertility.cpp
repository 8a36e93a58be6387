#include "viz/panels/fertility.h"

#include <algorithm>
#include <cmath>

#include "viz/panels/common.h"
#include "viz/panels/merge_tree.h"
#include "viz/panels/piece_flow.h"

namespace lab {
namespace {

constexpr float kColumnGap = 20, kLeast = 190, kBar = 40, kMeasureMost = 8;
constexpr int kSamples = 3;

/// The three numbers of a text; `most` is where its bar is full, the same at every step.
struct Measure {
  Str name, tip;
  double (*value)(const Fertility&);
  double (*most)(const Fertility&);
};
double per(double a, double b) { return b > 0 ? a / b : 0; }
constexpr Measure kMeasures[] = {
    {Str::fertility_tokens_per_char, Str::fertility_tokens_per_char_tip,
     [](const Fertility& f) { return per(f.tokens, f.characters); },
     [](const Fertility& f) { return per(f.bytes, f.characters); }},
    {Str::fertility_tokens_per_word, Str::fertility_tokens_per_word_tip,
     [](const Fertility& f) { return per(f.tokens, f.words); },
     [](const Fertility& f) { return per(f.bytes, f.words); }},
    {Str::fertility_bytes_per_token, Str::fertility_bytes_per_token_tip,
     [](const Fertility& f) { return per(f.bytes, f.tokens); },
     [](const Fertility&) { return double(kMeasureMost); }},
};

/// Where the bars of a measure are full, over all texts that are shown.
double full_at(const TokenView& tokens, const Measure& measure) {
  double most = 0;
  for (int i = 0; i < tokens.texts(); ++i) most = std::max(most, measure.most(tokens.fertility(i)));
  return most;
}

void draw_measure(const TokenView& tokens, const Measure& measure, int text, Rect box) {
  ImDrawList* list = ui::draw_list();
  const double value = measure.value(tokens.fertility(text)), full = full_at(tokens, measure);
  const Rect whole = box;
  Rect words = box.cut_top(px(20));
  const Label number = fixed(value, 2);
  const Rect right = words.cut_right(lab::measure(Face::figures, number).x + 1, px(6));
  draw_text(list, Face::figures, right, Align::right, theme().text, number);
  draw_text(list, Face::small, words, Align::left, theme().text_dim, tr(measure.name));
  const float y = std::round(box.y + px(1)), h = px(8);
  list->AddRectFilled({box.x, y}, {box.right(), y + h}, fade(theme().control, 0.7f), px(2));
  const float share = full > 0 ? float(std::clamp(value / full, 0., 1.)) : 0;
  if (share > 0)
    list->AddRectFilled({box.x, y}, {box.x + std::max(px(2), share * box.w), y + h}, theme().accent,
                        px(2));
  const auto which = i64(&measure - kMeasures);
  if (ui::hot(ui::id_of("fertility.bar", text, which), whole, number).hovered)
    ui::tooltip(tr(measure.tip, number));
}

/// Pieces of the three texts come from their taps, those of the probe from the frame.
void draw_text_pieces(PanelContext& context, const TokenView& tokens, int text, const Rect& box) {
  const Frame& frame = context.frame();
  const Tap* sample = tokens.sample(text);
  if (box.h < PieceFlow::height_of(1) || (!sample && text < kSamples)) return;
  Rect room = box;
  const Rect foot = room.cut_bottom(px(16));
  PieceFlow flow(ui::draw_list(), room);
  const i64 count = sample ? sample->shape[0] : token_count(frame);
  for (i64 i = 0; i < count; ++i) {
    const auto at = std::size_t(i);
    const i32 id = sample ? TokenView::sample_id(*sample, i) : frame.ids[at];
    const bool labelled = sample && at < sample->labels.size();
    const std::string_view label = labelled ? std::string_view(sample->labels[at])
                                   : sample ? tokens.label(id)
                                            : std::string_view(frame.labels[at]);
    const Rect chip = flow.add(label, tokens.bytes(id));
    if (chip.empty()) continue;
    if (id == context.shown().token) draw_chip_ring(ui::draw_list(), chip, theme().accent);
    if (!ui::hot(ui::id_of(ui::id_of("fertility.piece", text), i), chip, label).hovered) continue;
    context.view.selection.hover({.token = id});
    explain_token(tokens, id);
  }
  if (flow.left_out() > 0)
    draw_text(ui::draw_list(), Face::small, foot, Align::left, theme().text_faint,
              tr(Str::more_n, flow.left_out()));
}

void draw_column(PanelContext& context, const TokenView& tokens, int text, Rect column) {
  ImDrawList* list = ui::draw_list();
  const Fertility f = tokens.fertility(text);
  draw_text(list, Face::title, column.cut_top(px(22)), Align::left, theme().text,
            tr_named("fertility_", f.name));
  const Rect sums = column.cut_top(px(18), px(8));
  const Label all =
      tr(Str::fertility_sums, i64(f.characters), i64(f.bytes), i64(f.words), i64(f.tokens));
  const Label brief = tr(Str::fertility_sums_brief, i64(f.characters), i64(f.tokens));
  const bool fits = measure(Face::small, all).x <= sums.w;
  const bool cut =
      draw_text(list, Face::small, sums, Align::left, theme().text_faint, fits ? all : brief);
  if ((cut || !fits) && ui::hot(ui::id_of("fertility.sums", text), sums, all).hovered)
    ui::tooltip(all);
  for (const Measure& measure : kMeasures)
    draw_measure(tokens, measure, text, column.cut_top(px(kBar)));
  column.cut_top(px(4));
  draw_text_pieces(context, tokens, text, column);
}

}  // namespace

void FertilityPanel::draw(PanelContext& context, const Rect& rect) {
  const ui::PanelFrame panel = ui::panel("fertility", rect, tr(Str::fertility_title),
                                         tr(Str::pieces_note), tr(Str::fertility_help));
  if (panel.maximise) toggle_maximised(context.view, PanelId::fertility);
  const TokenView tokens(context.frame());
  Rect inner = panel.inner;
  if (!context.frame().error.empty() || !tokens.any() || tokens.texts() == 0) {
    if (!tokens_missing(context, tokens, inner)) ui::empty_state(inner, tr(Str::pieces_empty));
    return;
  }
  // The probe stands beside the three texts where there is room for a fourth column.
  int shown = std::min(tokens.texts(), kSamples + 1);
  const auto width = [&](int columns) {
    return std::floor((inner.w - px(kColumnGap) * float(columns - 1)) / float(columns));
  };
  if (shown > kSamples && width(shown) < px(kLeast)) shown = kSamples;
  inner.cut_top(px(4));
  for (int text = 0; text < shown; ++text)
    draw_column(
        context, tokens, text,
        {inner.x + (width(shown) + px(kColumnGap)) * float(text), inner.y, width(shown), inner.h});
}

}  // namespace lab
