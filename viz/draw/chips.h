// Characters and words as coloured chips that wrap like text.
#pragma once
#include <imgui.h>

#include <string_view>

#include "viz/draw/rect.h"
#include "viz/draw/text.h"
#include "viz/draw/theme.h"

namespace lab {

struct ChipStyle {
  Face face = Face::body;
  float pad_x = 4;      ///< design pixels left and right of the text
  float gap = 4;        ///< between chips; 0 joins them into running text
  float row_gap = 6;    ///< between rows
  float min_width = 0;  ///< so that single characters line up; 0 = as wide as the text
  float height = 0;     ///< of a chip; 0 = line height + 4
};

/// Places chips from left to right and starts a new row when the box is full.
/// A chip that finds no room below returns an empty rectangle and is not drawn; `left_out()` counts
/// those, so that the panel can say "… 12 more".
class ChipFlow {
 public:
  ChipFlow(ImDrawList* list, const Rect& box, const ChipStyle& style = {});
  /// Draws `text` (as printable()) on `fill` (alpha 0: no ground) and returns its rectangle.
  Rect add(std::string_view text, Color fill, Color ink) {
    return add(text, fill, ink, style_.face);
  }
  Rect add(std::string_view text, Color fill, Color ink, Face face);
  void new_row();
  /// From the box's top to the bottom of the last row, pixels.
  float height() const;
  int left_out() const { return left_out_; }

 private:
  ImDrawList* list_;
  Rect box_;
  ChipStyle style_;
  float x_, y_, chip_height_;
  int left_out_ = 0;
};

/// The ring around a chosen chip, and around a hovered one.
void draw_chip_ring(ImDrawList* list, const Rect& chip, Color color, float thickness = 2);

}  // namespace lab
