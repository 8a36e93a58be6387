#include "viz/panels/span_text.h"

#include <algorithm>
#include <cmath>

namespace lab {
namespace {

/// A place in the spans.
struct Place {
  std::size_t span = 0, byte = 0;
  bool operator==(const Place&) const = default;
};

class SpanFlow {
 public:
  SpanFlow(ImDrawList* list, Face face, const Rect& box, std::span<const TextSpan> spans)
      : list_(list), face_(face), box_(box), spans_(spans) {}

  ImVec2 flow() {
    Place at = skip_empty({});
    while (at.span < spans_.size()) {
      float width = 0;
      const Place end = word_end(at, width);
      if (x_ > 0 && x_ + width > box_.w) new_line();
      draw(at, end);
      at = end;
    }
    return {widest_, y_ + line_height(face_)};
  }

 private:
  Place skip_empty(Place at) const {
    while (at.span < spans_.size() && at.byte >= spans_[at.span].text.size()) at = {at.span + 1, 0};
    return at;
  }
  char32_t take(Place& at) const {
    const char32_t c = next_code_point(spans_[at.span].text, at.byte);
    at = skip_empty(at);
    return c;
  }
  float advance(Place from, Place to) const {
    const std::string_view text = spans_[from.span].text;
    const std::size_t end = to.span == from.span ? to.byte : text.size();
    return measure(face_, Printable(text.substr(from.byte, end - from.byte))).x;
  }
  /// Past the spaces that follow the word; `width` leaves them out.
  Place word_end(Place at, float& width) const {
    bool in_spaces = false;
    while (at.span < spans_.size()) {
      Place next = at;
      const char32_t c = take(next);
      if (c != U' ' && in_spaces) return at;
      in_spaces = c == U' ';
      if (!in_spaces) width += advance(at, next);
      at = next;
    }
    return at;
  }
  void new_line() { x_ = 0, y_ += line_height(face_); }

  /// Character runs of one span on one line at a time.
  void draw(Place at, Place end) {
    while (at != end) {
      const Place run = at;
      float width = 0;
      while (at != end && at.span == run.span) {
        Place next = at;
        take(next);
        const float w = advance(at, next);
        if (x_ + width + w > box_.w + 0.5f && x_ + width > 0 &&
            spans_[at.span].text[at.byte] != ' ')
          break;
        width += w;
        at = next;
      }
      const TextSpan& span = spans_[run.span];
      const std::size_t last = at.span == run.span ? at.byte : span.text.size();
      draw_run(span, span.text.substr(run.byte, last - run.byte), width);
      if (at != end && (at.span == run.span || x_ >= box_.w)) new_line();
    }
  }
  void draw_run(const TextSpan& span, std::string_view text, float width) {
    const float x = box_.x + x_, y = box_.y + y_, height = line_height(face_);
    if (list_ && span.ground >> 24)
      list_->AddRectFilled({x - px(1), y}, {x + width + px(1), y + height - px(1)}, span.ground,
                           px(3));
    if (list_ && span.underline >> 24)
      list_->AddRectFilled({x, y + height - px(3)}, {x + width, y + height - px(1)},
                           span.underline);
    if (list_)
      draw_text(list_, face_, x, y + (height - font_px(face_)) / 2, span.ink, Printable(text));
    x_ += width;
    widest_ = std::max(widest_, std::min(x_, box_.w));
  }

  ImDrawList* list_;
  Face face_;
  Rect box_;
  std::span<const TextSpan> spans_;
  float x_ = 0, y_ = 0, widest_ = 0;
};

}  // namespace

ImVec2 draw_spans(ImDrawList* list, Face face, const Rect& box, std::span<const TextSpan> spans) {
  return SpanFlow(list, face, box, spans).flow();
}

}  // namespace lab
