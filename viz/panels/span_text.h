// Running text whose parts have inks and grounds of their own.
#pragma once
#include <span>
#include <string_view>

#include "viz/draw/text.h"

namespace lab {

/// A part of a text. A border between two parts may lie inside a word: 엄마 | 가.
struct TextSpan {
  std::string_view text;
  Color ink = 0;
  Color ground = 0;     ///< alpha 0: none
  Color underline = 0;  ///< alpha 0: none
};

/// Lines broken at spaces (or anywhere in a word wider than the box), drawn from the box's top; its
/// height does not matter. `list` nullptr: only measures. Returns height and the width of the
/// longest line.
ImVec2 draw_spans(ImDrawList* list, Face face, const Rect& box, std::span<const TextSpan> spans);

}  // namespace lab
