// The columns of the ladder: how wide each is, and which of them find room.
#include <algorithm>
#include <cmath>

#include "viz/draw/text.h"
#include "viz/panels/common.h"
#include "viz/panels/ladder.h"
#include "viz/panels/ladder_words.h"

namespace lab {
namespace {

constexpr float kOrder = 36, kSeen = 48, kKinds = 40, kCount = 70, kWeight = 54, kPart = 64,
                kP = 52, kLeastBar = 80;

float chip_width(std::string_view label) {
  return std::clamp(std::round(measure(Face::body, label).x + px(6)), px(18), px(72));
}

float digits_width(std::string_view text) { return std::ceil(measure(Face::digits, text).x) + 1; }

}  // namespace

/// The context of an order as the text has it; words with spaces between them.
Label LadderPanel::context_of(const View& view, i32 order) {
  Label text;
  for (i32 t = std::max(0, view.ladder.position - order + 2); t <= view.ladder.position; ++t) {
    if (view.spaced && !text.empty()) text.append(" ");
    text.append(view.frame.labels[std::size_t(t)]);
  }
  return text;
}

LadderPanel::View LadderPanel::look(PanelContext& context, const Ladder& ladder) const {
  View view{context.frame(), context.watch.info(), ladder};
  const i32 kept = context.view.ladder.order;
  view.chosen = hovered_ >= 0 ? hovered_ : kept >= 0 ? kept : ladder.longest_seen();
  view.chosen = std::clamp(view.chosen, 0, ladder.order);
  view.first = ladder.order;
  view.spaced = !reads_characters(view.info);
  view.seen = px(kSeen), view.kinds = px(kKinds), view.count = px(kCount);
  const auto& labels = view.info.token_labels;
  const bool known = ladder.target >= 0 && ladder.target < i32(labels.size());
  view.target = known ? std::string_view(labels[std::size_t(ladder.target)]) : "?";
  view.chip[0] = chip_width(view.target);
  view.chips = view.chip[0] + px(kArrowWidth);
  for (i32 k = 1; k < ladder.order; ++k) {
    const i32 t = ladder.position + 1 - k;
    view.chip[std::size_t(k)] = t < 0 ? px(18) : chip_width(view.frame.labels[std::size_t(t)]);
    view.chips += view.chip[std::size_t(k)] + px(kChipGap);
  }
  for (i32 n = 1; n <= ladder.order; ++n) {
    const Rung& rung = ladder.rungs[std::size_t(n)];
    view.seen = std::max(view.seen, digits_width(count_words(rung.seen)));
    view.kinds = std::max(view.kinds, digits_width(count_words(rung.kinds)));
    view.count = std::max(view.count, digits_width(discount_words(rung)) + px(12));
  }
  const float foot = measure(Face::small, tr(Str::ladder_foot_name)).x + px(2);
  view.chips = std::max(view.chips, view.chip[0] + px(kArrowWidth) + foot);
  return view;
}

/// Where room is scarce the columns go that can best be missed; all are told in words.
LadderPanel::Columns LadderPanel::columns_of(Rect row, const View& view) const {
  Columns c;
  c.order = row.cut_left(px(kOrder), px(10));
  c.chips = row.cut_left(std::min(view.chips, row.w * 0.5f), px(kColumnGap));
  const float wish[] = {px(kPart), px(kWeight), view.count,
                        view.seen, px(kP),      view.kinds};  // the most needed first
  Rect Columns::*const columns[] = {&Columns::part, &Columns::weight, &Columns::count,
                                    &Columns::seen, &Columns::p,      &Columns::kinds};
  std::size_t shown = 0;
  for (float room = row.w - px(kLeastBar); shown < std::size(wish); ++shown) {
    room -= wish[shown] + px(kColumnGap);
    if (room < 0) break;
  }
  const auto take = [&](std::size_t i, bool left) {
    if (i >= shown) return;
    c.*columns[i] =
        left ? row.cut_left(wish[i], px(kColumnGap)) : row.cut_right(wish[i], px(kColumnGap));
  };
  for (const std::size_t i : {3, 5, 2, 1}) take(i, true);
  for (const std::size_t i : {4, 0}) take(i, false);
  c.bar = row;
  return c;
}

}  // namespace lab
