#include "viz/draw/chips.h"

#include <algorithm>
#include <cmath>

#include "viz/draw/imgui_compat.h"

namespace lab {
ChipFlow::ChipFlow(ImDrawList* list, const Rect& box, const ChipStyle& style)
    : list_(list),
      box_(box),
      style_(style),
      x_(box.x),
      y_(box.y),
      chip_height_(style.height > 0 ? px(style.height) : line_height(style.face) + px(2)) {}

Rect ChipFlow::add(std::string_view text, Color fill, Color ink, Face face) {
  const Printable words(text);
  const float text_width = measure(face, words).x;
  const float wish = std::round(std::max(px(style_.min_width), text_width + 2 * px(style_.pad_x)));
  const float width = std::min(wish, box_.w);
  if (x_ > box_.x && x_ + width > box_.right() + 0.5f) new_row();
  if (left_out_ > 0 || y_ + chip_height_ > box_.bottom() + 0.5f) return ++left_out_, Rect{};
  const Rect chip{std::round(x_), std::round(y_), width, chip_height_};
  if (fill >> 24)
    list_->AddRectFilled({chip.x, chip.y}, {chip.right(), chip.bottom()}, fill,
                         style_.gap > 0 ? px(3) : 0);
  draw_text(list_, face, chip.inset(std::min(px(style_.pad_x), width / 4), 0), Align::centre, ink,
            words);
  x_ += width + px(style_.gap);
  return chip;
}

void ChipFlow::new_row() {
  x_ = box_.x;
  y_ += chip_height_ + px(style_.row_gap);
}

float ChipFlow::height() const { return y_ + chip_height_ - box_.y; }

void draw_chip_ring(ImDrawList* list, const Rect& chip, Color color, float thickness) {
  const float out = px(thickness) / 2;
  im::rect(list, {chip.x - out, chip.y - out}, {chip.right() + out, chip.bottom() + out}, color,
           px(4), px(thickness));
}

}  // namespace lab
