#include "viz/panels/pieces.h"

#include <cmath>

#include "viz/panels/common.h"
#include "viz/panels/merge_tree.h"
#include "viz/panels/piece_flow.h"

namespace lab {
namespace {

constexpr float kCounts = 40, kLow = 240, kLargestText = 0.5f, kFactsWide = 240, kWide = 560;

/// A figure and, beneath it, what it counts.
void draw_count(Rect place, std::string_view value, std::string_view name) {
  ImDrawList* list = ui::draw_list();
  draw_text(list, Face::heading, place.cut_top(px(24)), Align::left, theme().text, value);
  draw_text(list, Face::small, place, Align::left, theme().text_dim, name);
}

/// Of the fertility tap's last text, which is the probe. Low rooms have one line of words for it.
void draw_counts(const TokenView& tokens, Rect& room) {
  const Fertility probe = tokens.fertility(tokens.texts() - 1);
  if (room.h < px(kLow)) {
    const Label line = tr(Str::pieces_sums, i64(probe.characters), i64(probe.bytes),
                          i64(probe.tokens), fixed(probe.bytes / std::max(1., probe.tokens), 2));
    draw_text(ui::draw_list(), Face::small, room.cut_top(px(18), px(6)), Align::left,
              theme().text_dim, line);
    return;
  }
  Rect row = room.cut_top(px(kCounts), px(10));
  const struct {
    Label value;
    Str name;
  } counts[] = {{grouped(i64(probe.characters)), Str::pieces_characters},
                {grouped(i64(probe.bytes)), Str::pieces_bytes},
                {grouped(i64(probe.tokens)), Str::pieces_tokens},
                {fixed(probe.tokens > 0 ? probe.bytes / probe.tokens : 0, 2),
                 Str::fertility_bytes_per_token}};
  const float width = std::min(px(150), row.w / 4);
  for (const auto& count : counts) draw_count(row.cut_left(width), count.value, tr(count.name));
}

i64 piece_bytes(const Frame& frame, const TokenView& tokens, i32 t) {
  const Tap* bytes = frame.find("tokens.bytes");
  if (bytes && std::size_t(t) < bytes->values.size()) return i64(bytes->values[std::size_t(t)]);
  return tokens.bytes(frame.ids[std::size_t(t)]);
}

/// Returns the height used.
float draw_text_in_pieces(PanelContext& context, const TokenView& tokens, const Rect& box) {
  const Frame& frame = context.frame();
  ImDrawList* list = ui::draw_list();
  PieceFlow flow(list, box);
  const i32 chosen = shown_query(context);
  for (i32 t = 0; t < token_count(frame); ++t) {
    const std::string& label = frame.labels[std::size_t(t)];
    const Rect chip = flow.add(label, piece_bytes(frame, tokens, t));
    if (chip.empty()) continue;
    const i32 id = frame.ids[std::size_t(t)];
    if (t == chosen)
      draw_chip_ring(list, chip, theme().accent);
    else if (id == frame.ids[std::size_t(chosen)])  // the same token elsewhere
      list->AddRectFilled({chip.x, chip.bottom() - px(2)}, {chip.right(), chip.bottom()},
                          theme().accent);
    const ui::Hit hit = ui::hot(ui::id_of("pieces.chip", t), chip, label);
    if (hit.clicked) context.view.selection.click({.query = t});
    if (!hit.hovered) continue;
    context.view.selection.hover({.query = t});
    explain_token(tokens, id);
  }
  if (flow.left_out() > 0)
    draw_text(list, Face::small, {box.x, box.bottom() - px(2), box.w, px(16)}, Align::right,
              theme().text_faint, tr(Str::more_n, flow.left_out()));
  return flow.height() + (flow.left_out() > 0 ? px(14) : 0);
}

void draw_facts(const TokenView& tokens, i32 id, Rect column) {
  const auto row = [&] { return column.cut_top(px(size::kRow)); };
  ui::fact_row(row(), tr(Str::pieces_id), grouped(id));
  ui::fact_row(row(), tr(Str::pieces_count), grouped(tokens.count(id)));
  const i64 merge = tokens.merge_of(id);
  ui::fact_row(row(), tr(Str::pieces_made_by),
               merge < 0 ? tr(Str::pieces_is_byte) : tr(Str::pieces_merge_n, merge + 1));
  ui::fact_row(row(), tr(Str::pieces_bytes), grouped(tokens.bytes(id)));
  std::array<int, 64> room;
  draw_bytes(ui::draw_list(), column.cut_top(px(24)), bytes_of(tokens, id, room), tokens.bytes(id));
}

void draw_chosen(PanelContext& context, const TokenView& tokens, Rect room) {
  const Frame& frame = context.frame();
  const i32 id = frame.ids[std::size_t(shown_query(context))];
  const bool wide = room.w >= px(kWide);
  Rect facts = wide ? room.cut_left(px(kFactsWide), px(24)) : room.cut_top(px(24), px(6));
  if (wide) {
    draw_facts(tokens, id, facts);
  } else {  // no room for a column: one line, the rest is behind the hover
    const Label line = tr(Str::pieces_line, i64(id), tokens.count(id), tokens.bytes(id));
    const float words = std::min(facts.w * 0.6f, measure(Face::small, line).x + 1);
    draw_text(ui::draw_list(), Face::small, facts.cut_left(words, px(10)), Align::left,
              theme().text_dim, line);
    std::array<int, 64> bytes;
    draw_bytes(ui::draw_list(), facts, bytes_of(tokens, id, bytes), tokens.bytes(id));
  }
  draw_merge_tree(context, "pieces.tree", tokens, id, room);
}

}  // namespace

void PiecesPanel::draw(PanelContext& context, const Rect& rect) {
  const ui::PanelFrame panel =
      ui::panel("pieces", rect, tr(Str::pieces_title), tr(Str::pieces_note), tr(Str::pieces_help));
  if (panel.maximise) toggle_maximised(context.view, PanelId::pieces);
  const TokenView tokens(context.frame());
  Rect inner = panel.inner;
  if (tokens_missing(context, tokens, inner)) return;
  inner.cut_top(px(4));
  draw_counts(tokens, inner);
  Rect text = inner;
  text.h = std::max(PieceFlow::height_of(1), std::round(inner.h * kLargestText));
  inner.cut_top(draw_text_in_pieces(context, tokens, text), px(12));
  if (inner.h < px(30)) return;
  ui::draw_list()->AddRectFilled({inner.x, inner.y}, {inner.right(), inner.y + px(1)},
                                 theme().grid);
  inner.cut_top(px(12));
  draw_chosen(context, tokens, inner);
}

}  // namespace lab
