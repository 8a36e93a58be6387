#include "viz/panels/piece_flow.h"

#include <algorithm>
#include <cmath>

#include "viz/draw/imgui_compat.h"
#include "viz/panels/common.h"

namespace lab {
namespace {

constexpr ChipStyle kStyle{.pad_x = 2, .gap = 1, .row_gap = 5, .min_width = 10, .height = 24};
constexpr float kPad = 5, kHeight = 22;  ///< of a piece that stands alone

/// Bytes are figures. The plain face draws a backslash as a won sign, as Korean keyboards have it:
/// tokens with one are set like code.
Face face_of(std::string_view label, bool hex) {
  if (hex) return Face::digits;
  const bool code = label.find('\\') != label.npos &&
                    std::ranges::all_of(label, [](char c) { return u8(c) < 0x80; });
  return code ? Face::figures : Face::body;
}

bool ends_line(std::string_view label) { return label.ends_with("↵") || label.ends_with("⏎"); }

void draw_frame(ImDrawList* list, const Rect& chip) {
  im::rect(list, {chip.x + 0.5f, chip.y + 0.5f}, {chip.right() - 0.5f, chip.bottom() - 0.5f},
           theme().second, px(3), px(1));
}

}  // namespace

Color piece_tint(i64 n) {
  const Theme& t = theme();
  if (t.dark)
    return n % 2 == 0 ? mix(t.panel, rgb(0x4f86f0), 0.42f) : mix(t.panel, rgb(0x2fb5a0), 0.34f);
  return n % 2 == 0 ? mix(t.panel, rgb(0x2f6fed), 0.22f) : mix(t.panel, rgb(0x0d9f86), 0.26f);
}

PieceFlow::PieceFlow(ImDrawList* list, const Rect& box) : list_(list), flow_(list, box, kStyle) {}

Rect PieceFlow::add(std::string_view label, i64 bytes) {
  if (line_ended_) flow_.new_row();
  line_ended_ = ends_line(label);
  const bool hex = is_hex(label, bytes);
  const Rect chip = flow_.add(label, piece_tint(count_++), theme().text, face_of(label, hex));
  if (hex && !chip.empty()) draw_frame(list_, chip);
  return chip;
}

float PieceFlow::height_of(int rows) {
  return px(kStyle.height) * float(rows) + px(kStyle.row_gap) * float(rows - 1);
}

float piece_width(std::string_view label, i64 bytes) {
  const Printable words(label);
  const Face face = face_of(label, is_hex(label, bytes));
  return std::round(std::max(px(kHeight), measure(face, words).x + 2 * px(kPad)));
}

Rect draw_piece(ImDrawList* list, float x, float centre_y, std::string_view label, i64 bytes,
                Color ground, float most) {
  const bool hex = is_hex(label, bytes);
  const Rect chip{std::round(x), std::round(centre_y - px(kHeight) / 2),
                  std::min(piece_width(label, bytes), most), px(kHeight)};
  list->AddRectFilled({chip.x, chip.y}, {chip.right(), chip.bottom()}, ground, px(3));
  draw_text(list, face_of(label, hex), chip.inset(px(2), 0), Align::centre, theme().text,
            Printable(label));
  if (hex) draw_frame(list, chip);
  return chip;
}

void draw_bytes(ImDrawList* list, const Rect& row, std::span<const int> bytes, i64 all) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  const float width = std::round(measure(Face::digits, "00").x + px(8)), step = width + px(2);
  const i64 fit = i64((row.w + px(2)) / step);
  const i64 most = std::min(i64(bytes.size()), all <= fit ? fit : fit - 3);
  float x = row.x;
  for (i64 i = 0; i < most; ++i, x += step) {
    const int value = bytes[std::size_t(i)];
    char text[3] = {'?', '?', 0};
    if (value >= 0) text[0] = kDigits[value >> 4 & 15], text[1] = kDigits[value & 15];
    const Rect chip{std::round(x), std::round(row.centre_y() - px(10)), width, px(20)};
    draw_frame(list, chip);
    draw_text(list, Face::digits, chip, Align::centre, theme().text, text);
  }
  if (most < all)
    draw_text(list, Face::small, {x, row.y, row.right() - x, row.h}, Align::left,
              theme().text_faint, tr(Str::more_n, all - most));
}

bool tokens_missing(const PanelContext& context, const TokenView& tokens, const Rect& inner) {
  if (frame_missing(context, inner)) return true;
  if (tokens.any()) return false;
  ui::empty_state(inner, tr(Str::pieces_empty));
  return true;
}

}  // namespace lab
