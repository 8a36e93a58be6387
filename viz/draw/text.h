// Text that is never cut: measured, placed, and elided with "…" where it must be.
#pragma once
#include <imgui.h>

#include <string>
#include <string_view>

#include "viz/draw/fonts.h"
#include "viz/draw/rect.h"
#include "viz/draw/theme.h"

namespace lab {

enum class Align : u8 { left, centre, right };

/// Width and height in picture pixels of one line.
ImVec2 measure(Face face, std::string_view text);
float line_height(Face face);

/// One line, its upper left corner at (x, y), rounded to whole pixels.
void draw_text(ImDrawList* list, Face face, float x, float y, Color color, std::string_view text);

/// One line inside `box`, centred vertically; what does not fit ends in "…".
/// Returns true when it was elided (then show the whole on hover).
bool draw_text(ImDrawList* list, Face face, const Rect& box, Align align, Color color,
               std::string_view text);

/// Lines broken at spaces (or anywhere in a word wider than the box), drawn from the top; lines
/// that find no room are left out and the last one ends in "…". Returns the height used.
float draw_wrapped(ImDrawList* list, Face face, const Rect& box, Color color,
                   std::string_view text);
float wrapped_height(Face face, std::string_view text, float width);

/// How many bytes of `text` fit into `width`, always whole characters. All of them if all fit;
/// otherwise so many that a "…" fits behind them.
std::size_t fitting_bytes(Face face, std::string_view text, float width);

/// The text, shortened to `width` with "…".
std::string elide(Face face, std::string_view text, float width);

/// Next code point of UTF-8 at `at`, which moves on; U+FFFD (and one byte) on malformed input.
char32_t next_code_point(std::string_view text, std::size_t& at);

/// The text as it can be drawn: characters without a glyph as "U+1F600", control characters as "·".
std::string printable(std::string_view text);

/// printable() for a picture: nothing is allocated where every character has a glyph. The text must
/// outlive it.
class Printable {
 public:
  explicit Printable(std::string_view text);
  operator std::string_view() const { return plain_ ? text_ : std::string_view(spelled_); }

 private:
  std::string_view text_;
  std::string spelled_;
  bool plain_;
};

}  // namespace lab
