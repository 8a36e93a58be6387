// What follows what: p(next | previous) of every pair of tokens.
#pragma once
#include <vector>

#include "viz/draw/heat.h"
#include "viz/panels/panel.h"

namespace lab {

/// Owns the texture of the table, and the order in which its tokens stand.
class BigramsPanel {
 public:
  void draw(PanelContext& context, const Rect& rect);
  /// Gives the texture back, before the backend goes.
  void release() { table_.release(); }

 private:
  struct Cell {
    i32 previous = -1, next = -1;
  };
  bool take_in(PanelContext& context);
  Cell shown(const PanelContext& context) const;
  float p(i32 previous, i32 next) const { return values_[i64(previous) * size_ + next]; }
  std::string_view label(const PanelContext& context, i32 id) const;
  void draw_reading(PanelContext& context, Rect row, Cell cell) const;
  void draw_table(PanelContext& context, const Rect& table, Cell cell);
  void draw_labels(const PanelContext& context, const Rect& table, Cell cell) const;
  void draw_label(const PanelContext& context, const Rect& table, i32 at, bool row,
                  Color ink) const;
  void table_mouse(PanelContext& context, const Rect& table);
  void draw_row(PanelContext& context, Rect box, Cell cell);

  HeatTexture table_;
  const float* values_ = nullptr;  ///< (V, V) of the frame; null: there is none
  const float* counts_ = nullptr;  ///< (V) or null
  i32 size_ = 0;
  std::vector<i32> ids_, places_;  ///< token at a place of the axes, and the inverse
  Cell hovered_, next_hovered_;
};

}  // namespace lab
