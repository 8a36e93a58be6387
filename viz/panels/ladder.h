// Where a probability comes from: the n-gram orders, from the longest context down to none.
#pragma once
#include "viz/panels/ladder_rungs.h"
#include "viz/panels/panel.h"

namespace lab {

/// One row per order: its context, what was counted, what it hands down and what it adds; the parts
/// add up to the probability below the line. The chosen rung is told in words and numbers.
class LadderPanel {
 public:
  void draw(PanelContext& context, const Rect& rect);

 private:
  static constexpr float kColumnGap = 10, kChipGap = 2, kArrowWidth = 22;  ///< design pixels
  struct Columns {
    Rect order, chips, seen, kinds, count, weight, bar, part, p;
  };
  /// What is drawn of one frame.
  struct View {
    const Frame& frame;
    const RunInfo& info;
    Ladder ladder;
    std::string_view target;                        ///< the token that is asked about, as printed
    i32 chosen = 0;                                 ///< the rung that is told in words
    i32 first = 0;                                  ///< the topmost order that is drawn
    bool spaced = false;                            ///< the tokens are words
    float seen = 0, kinds = 0, count = 0;           ///< widths of their columns
    float chips = 0;                                ///< width of the column
    std::array<float, kMaxLadderOrder + 1> chip{};  ///< [k]: width of the k-th token from the right
  };

  static Label context_of(const View& view, i32 order);
  View look(PanelContext& context, const Ladder& ladder) const;
  Columns columns_of(Rect row, const View& view) const;
  void draw_sentence(const View& view, Rect row) const;
  void draw_heads(const View& view, const Rect& row) const;
  float draw_rows(PanelContext& context, View& view, Rect room);
  void draw_rung(PanelContext& context, const View& view, i32 order, const Rect& row);
  void draw_chips(const View& view, i32 order, const Rect& box) const;
  void draw_numbers(const View& view, i32 order, const Columns& columns) const;
  void draw_part(const View& view, i32 order, const Columns& columns) const;
  void draw_sum(const View& view, const Rect& row) const;
  void draw_words(const View& view, Rect box) const;

  i32 hovered_ = -1, next_hovered_ = -1;
};

}  // namespace lab
