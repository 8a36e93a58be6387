#include "viz/draw/text.h"

#include <cmath>
#include <cstdio>

#include "viz/draw/imgui_compat.h"

namespace lab {
namespace {

constexpr std::string_view kEllipsis = "…";

/// Bold faces hold the lab's own words only; other text (a run's name) is drawn in the plain one.
Face face_for(Face face, std::string_view text) {
  if (face != Face::title && face != Face::heading && face != Face::small_title) return face;
  for (std::size_t at = 0; at < text.size();)
    if (!im::has_glyph(font(face), next_code_point(text, at)))
      return face == Face::small_title ? Face::small : Face::body;
  return face;
}

/// Has every character a glyph of its own?
bool drawable(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (c < 0x20 || c == 0x7F || !can_show(c)) return false;
  }
  return true;
}

float advance(Face face, char32_t c) { return im::glyph_advance(font(face), font_px(face), c); }

/// One line of a wrapped text: [begin, end) are its bytes, `next` is where the next one starts.
struct Line {
  std::size_t begin, end, next;
};
Line next_line(Face face, std::string_view text, std::size_t begin, float width) {
  float x = 0;
  std::size_t last_space = std::string_view::npos, at = begin;
  while (at < text.size()) {
    const std::size_t here = at;
    const char32_t c = next_code_point(text, at);
    if (c == '\n') return {begin, here, at};
    x += advance(face, c);
    if (c == ' ') last_space = here;
    if (x <= width || here == begin || c == ' ') continue;
    if (last_space != std::string_view::npos) return {begin, last_space, last_space + 1};
    return {begin, here, here};
  }
  return {begin, text.size(), text.size()};
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? u8(text[i]) : u8(0); };
  const u8 lead = byte(at);
  const int more = lead < 0x80 ? 0 : lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC2 ? 1 : -1;
  char32_t c = more == 0 ? lead : more == 1 ? lead & 0x1F : more == 2 ? lead & 0x0F : lead & 0x07;
  for (int i = 1; i <= more; ++i) c = (c << 6) | (byte(at + i) & 0x3F);
  for (int i = 1; i <= more; ++i)
    if ((byte(at + i) & 0xC0) != 0x80) return ++at, U'\uFFFD';
  const bool overlong = (more == 2 && c < 0x800) || (more == 3 && c < 0x10000);
  if (more < 0 || overlong || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return ++at, U'\uFFFD';
  at += 1 + more;
  return c;
}

ImVec2 measure(Face face, std::string_view text) {
  face = face_for(face, text);
  float width = 0;
  for (std::size_t at = 0; at < text.size();) width += advance(face, next_code_point(text, at));
  return {width, font_px(face)};
}

float line_height(Face face) { return std::round(font_px(face) * 1.4f); }

void draw_text(ImDrawList* list, Face face, float x, float y, Color color, std::string_view text) {
  if (text.empty()) return;
  face = face_for(face, text);
  list->AddText(font(face), font_px(face), {std::round(x), std::round(y)}, color, text.data(),
                text.data() + text.size());
}

bool draw_text(ImDrawList* list, Face face, const Rect& box, Align align, Color color,
               std::string_view text) {
  face = face_for(face, text);
  const float y = box.y + (box.h - font_px(face)) / 2;
  const std::size_t fits = fitting_bytes(face, text, box.w);
  const bool elided = fits < text.size();
  float width = measure(face, text.substr(0, fits)).x;
  const float text_width = width;
  if (elided) width += measure(face, kEllipsis).x;
  const float room = box.w - width;
  const float x = align == Align::left    ? box.x
                  : align == Align::right ? box.x + room
                                          : box.x + room / 2;
  draw_text(list, face, x, y, color, text.substr(0, fits));
  if (elided && width <= box.w) draw_text(list, face, x + text_width, y, color, kEllipsis);
  return elided;
}

std::size_t fitting_bytes(Face face, std::string_view text, float width) {
  face = face_for(face, text);
  const float dots = measure(face, kEllipsis).x;
  float x = 0;
  std::size_t with_dots = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (x + dots <= width) with_dots = at;
    x += advance(face, next_code_point(text, at));
    if (x > width) return with_dots;
  }
  return text.size();
}

std::string elide(Face face, std::string_view text, float width) {
  const std::size_t fits = fitting_bytes(face, text, width);
  std::string out(text.substr(0, fits));
  if (fits < text.size()) out += kEllipsis;
  return out;
}

float draw_wrapped(ImDrawList* list, Face face, const Rect& box, Color color,
                   std::string_view text) {
  const float step = line_height(face);
  float y = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Line line = next_line(face, text, at, box.w);
    const bool last_room = y + 2 * step > box.h + 0.5f, more = line.next < text.size();
    const std::string_view words = text.substr(line.begin, line.end - line.begin);
    if (last_room && more) {
      const float dots = measure(face, kEllipsis).x;
      const std::string_view head = words.substr(0, fitting_bytes(face, words, box.w - dots));
      draw_text(list, face, box.x, box.y + y, color, head);
      draw_text(list, face, box.x + measure(face, head).x, box.y + y, color, kEllipsis);
      return y + step;
    }
    draw_text(list, face, box.x, box.y + y, color, words);
    y += step;
    at = line.next;
  }
  return y;
}

float wrapped_height(Face face, std::string_view text, float width) {
  float y = 0;
  for (std::size_t at = 0; at < text.size(); y += line_height(face))
    at = next_line(face, text, at, width).next;
  return y;
}

std::string printable(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(text, at);
    if (c < 0x20 || c == 0x7F) {
      out += "·";
    } else if (can_show(c)) {
      out.append(text.substr(begin, at - begin));
    } else {
      char name[16];
      std::snprintf(name, sizeof name, "U+%04X", unsigned(c));
      out += name;
    }
  }
  return out;
}

Printable::Printable(std::string_view text) : text_(text), plain_(drawable(text)) {
  if (!plain_) spelled_ = printable(text);
}

}  // namespace lab
