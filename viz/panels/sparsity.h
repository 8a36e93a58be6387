// How few of the possible n-grams a text holds, and how much of a new text it has seen.
#pragma once
#include <array>

#include "viz/panels/panel.h"

namespace lab {

/// Two small charts against the order, and all their numbers in a table.
class SparsityPanel {
 public:
  void draw(PanelContext& context, const Rect& rect);

 private:
  struct Order {
    double different = 0, once = 0;
    double possible = 0;  ///< log10 of V^n
    double known = 0;     ///< share of the validation text's n-grams, 0..1
  };
  static constexpr i32 kMostOrders = 16;

  bool take_in(const Frame& frame);
  void draw_counts(Rect box);
  void draw_known(Rect box);
  void draw_axis(const Rect& area) const;
  void draw_bars(const Rect& area, i32 n, float width, double top) const;
  void draw_table(Rect box);
  void draw_table_row(const Rect& row, i32 n);
  void choose(const Rect& area, i32 n, const char* id);

  i32 count_ = 0;
  double read_ = 0;  ///< tokens read
  std::array<Order, kMostOrders> orders_{};
  i32 hovered_ = -1, next_hovered_ = -1;
};

}  // namespace lab
