// Text cut into tokens, as chapter 02's panels draw it.
#pragma once
#include "viz/draw/chips.h"
#include "viz/panels/panel.h"
#include "viz/panels/token_view.h"

namespace lab {

/// The ground of the n-th token of a text: two tints in turn, so that neighbours differ.
Color piece_tint(i64 n);

/// Draws tokens one after the other; one that is no whole characters is framed, and spelled in
/// bytes: "ED 95". Lines break where the text does.
class PieceFlow {
 public:
  PieceFlow(ImDrawList* list, const Rect& box);
  /// The rectangle of the piece; empty where there was no room.
  Rect add(std::string_view label, i64 bytes);
  /// From the box's top to the bottom of the last row, pixels.
  float height() const { return flow_.height(); }
  int left_out() const { return flow_.left_out(); }
  /// Height that so many rows take.
  static float height_of(int rows);

 private:
  ImDrawList* list_;
  ChipFlow flow_;
  i64 count_ = 0;
  bool line_ended_ = false;
};

/// One token as a chip of its own, its left end at (x, centre_y): text on a tint, bytes framed. At
/// most `most` pixels wide.
Rect draw_piece(ImDrawList* list, float x, float centre_y, std::string_view label, i64 bytes,
                Color ground, float most = 1e9f);
/// How wide draw_piece() draws it.
float piece_width(std::string_view label, i64 bytes);

/// Draws why there are no tokens to show and returns true; false when they can be drawn.
bool tokens_missing(const PanelContext& context, const TokenView& tokens, const Rect& inner);

/// Bytes as framed figures in a row, "ED" "95" "9C"; what finds no room is counted behind it.
void draw_bytes(ImDrawList* list, const Rect& row, std::span<const int> bytes, i64 all);

}  // namespace lab
