#include "viz/lesson/flow.h"

#include <algorithm>
#include <cmath>

#include "viz/draw/imgui_compat.h"
#include "viz/lesson/formula.h"

namespace lab {
namespace {

constexpr float kChipPad = 3;

/// "2" of "²": the plain letter of a superscript, or nothing. The fonts draw some of them as
/// specks and others as large letters: none is taken from there.
const char* plain_of_raised(char32_t code) {
  constexpr std::u32string_view kRaised = U"⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᵀⁿ";
  constexpr const char* kPlain[] = {"0", "1", "2", "3", "4", "5", "6",
                                    "7", "8", "9", "–", "T", "n"};
  const std::size_t at = kRaised.find(code);
  return at == kRaised.npos ? nullptr : kPlain[at];
}

}  // namespace

bool stand_in(std::string_view bytes, char32_t code, StandIn& out) {
  if (code < 0x80) return false;
  if (const char* plain = plain_of_raised(code)) return out = {plain, true}, true;
  if (can_show(code)) return false;
  constexpr std::pair<char32_t, const char*> kAlike[] = {
      {U'\u2212', "–"}, {U'\u2218', "◦"}, {U'\u2011', "-"}, {U'\u2010', "-"}, {U'\u00A0', " "}};
  for (const auto& [lacking, alike] : kAlike)
    if (code == lacking) return out = {alike, false}, true;
  return out = {printable(bytes), false}, true;
}

Face face_with(Face wanted, char32_t code) {
  if (im::has_glyph(font(wanted), code)) return wanted;
  const bool small = wanted == Face::small || wanted == Face::digits || wanted == Face::small_title;
  return small ? Face::small : Face::body;
}

Flow::Flow(Page& page, float x, float y, float width, const FlowStyle& style)
    : page_(page), style_(style), left_(x), width_(width), y_(y), line_begin_(page.pieces.size()) {}

void Flow::add(const Lesson& lesson, const Spans& spans) {
  const std::string whole = plain_text(spans);
  std::size_t begin = 0;
  for (const Span& span : spans) {
    Look look{.face = span.code                    ? style_.mono
                      : span.bold || span.emphasis ? style_.bold
                                                   : style_.face,
              .ink = span.bold || style_.ink == Ink::strong ? Ink::strong : style_.ink,
              .chip = span.code,
              .run = ++runs_};
    const bool known = span.link >= 0 && std::size_t(span.link) < lesson.links.size();
    if (known && style_.links) {
      const Link::Kind kind = lesson.links[std::size_t(span.link)].kind;
      look.ink = kind == Link::Kind::broken ? Ink::broken : Ink::link;
      look.link = span.link;
    }
    words(whole, begin, begin + span.text.size(), look);
    begin += span.text.size();
  }
}

void Flow::add(std::string_view text, Ink ink, bool bold) {
  words(text, 0, text.size(),
        {.face = bold ? style_.bold : style_.face, .ink = ink, .run = ++runs_});
}

void Flow::words(std::string_view text, std::size_t from, std::size_t to, Look look) {
  for (std::size_t at = from; at < to;) {
    const std::size_t begin = at;
    const char32_t code = next_code_point(text, at);
    if (code == U' ' && !word_.empty() && holds_together(text, begin)) {
      hold(look);
    } else if (code == U' ' || code == U'\t') {
      end_word();
      page_.text += ' ';
      pending_space_ = measure(look.face, " ").x;
    } else if (code == U'\n') {
      end_word();
      end_line();
    } else {
      character(text.substr(begin, at - begin), code, look);
    }
  }
}

void Flow::character(std::string_view bytes, char32_t code, const Look& look) {
  StandIn other;
  if (!stand_in(bytes, code, other)) return append(bytes, look, 0);
  for (std::size_t at = 0; at < other.text.size();) {
    const std::size_t begin = at;
    next_code_point(other.text, at);
    Look raised = look;
    if (other.raised) raised.face = look.face == style_.bold ? Face::small_title : Face::small;
    append(std::string_view(other.text).substr(begin, at - begin), raised,
           other.raised ? px(4) : 0);
  }
}

/// Adds one character to the word; what continues the last atom's look becomes part of it.
void Flow::append(std::string_view bytes, const Look& look, float raise) {
  std::size_t at = 0;
  Look shown = look;
  shown.face = face_with(look.face, next_code_point(bytes, at));
  if (word_.empty()) space_ = pending_space_, pending_space_ = 0;
  const u32 begin = u32(page_.text.size());
  page_.text += bytes;
  const float w = measure(shown.face, bytes).x;
  if (!word_.empty() && !word_.back().held && word_.back().look == shown &&
      word_.back().raise == raise) {
    word_.back().size += u32(bytes.size());
    word_.back().width += w;
  } else {
    word_.push_back({shown, begin, u32(bytes.size()), w, raise});
  }
}

/// A space at which no line ends.
void Flow::hold(const Look& look) {
  const u32 begin = u32(page_.text.size());
  page_.text += ' ';
  word_.push_back({look, begin, 1, measure(look.face, " ").x, 0, true});
}

/// Words that are held together stay so unless they are wider than the column.
void Flow::end_word() {
  if (!word_.empty() && word_.back().held) word_.pop_back();
  if (word_.empty()) return;
  float w = 0, part = 0;
  const Atom* before = nullptr;
  for (const Atom& atom : word_) {
    const bool chip = atom.look.chip, leaves = before && before->look.chip && !chip;
    const float wide = atom.width + (chip || leaves ? px(kChipPad) : 0);
    w += wide;
    part = atom.held ? 0 : part + wide;
    widest_word_ = std::max(widest_word_, part);
    before = &atom;
  }
  if (w <= width_ + 0.01f) return set_word(w);
  std::vector<Atom> all = std::move(word_);
  word_.clear();
  w = 0;
  for (const Atom& atom : all) {
    if (atom.held) {
      set_word(w);
      space_ = atom.width, w = 0;
    } else {
      word_.push_back(atom);
      w += atom.width + (atom.look.chip ? px(kChipPad) : 0);
    }
  }
  set_word(w);
}

/// Onto this line or the next.
void Flow::set_word(float w) {
  if (x_ > 0 && x_ + space_ + w > width_ + 0.01f) end_line();
  if (w > width_ + 0.01f) {
    break_apart();
  } else {
    float x = x_ > 0 ? x_ + space_ : 0;
    for (const Atom& atom : word_) {
      place(atom, x);
      x = x_;
    }
  }
  word_.clear();
}

/// A word wider than the column: as many characters a line as fit.
void Flow::break_apart() {
  if (x_ > 0) x_ += space_;
  for (const Atom& atom : word_) {
    Atom part = atom;
    part.size = 0, part.width = 0;
    const std::string_view all(page_.text.data() + atom.begin, atom.size);
    for (std::size_t at = 0; at < all.size();) {
      const std::size_t begin = at;
      next_code_point(all, at);
      const float w = measure(atom.look.face, all.substr(begin, at - begin)).x;
      if (x_ + part.width + w + px(2 * kChipPad) > width_ && x_ + part.width > 0) {
        if (part.size > 0) place(part, x_);
        end_line();
        part.begin = atom.begin + u32(begin), part.size = 0, part.width = 0;
      }
      part.size = atom.begin + u32(at) - part.begin;
      part.width += w;
    }
    if (part.size > 0) place(part, x_);
  }
}

void Flow::place(const Atom& atom, float x) {
  const bool first = line_.empty();
  Piece* const last = first ? nullptr : &page_.pieces.back();
  // Chips keep a distance to what stands before and behind them.
  const bool same = !first && line_.back().look == atom.look;
  if (!same && !first && (atom.look.chip || line_.back().look.chip)) x += px(kChipPad);
  const u32 gap = last ? atom.begin - (last->begin + last->size) : 0;
  if (same && gap <= 1 && atom.raise == 0 && !line_.back().raised) {
    last->size += gap + atom.size;
    last->w = x + atom.width - (last->x - left_);
  } else {
    page_.pieces.push_back({left_ + x, y_ - atom.raise, atom.width, atom.begin, atom.size,
                            atom.look.face, atom.look.ink, atom.look.link});
    line_.push_back({atom.look, atom.raise > 0});
  }
  x_ = x + atom.width;
}

void Flow::end_line() {
  const float line = px(style_.line);
  widest_line_ = std::max(widest_line_, x_);
  const float room = width_ - x_;
  const float shift = style_.align == Align::left     ? 0
                      : style_.align == Align::centre ? std::round(room / 2)
                                                      : std::round(room);
  for (std::size_t i = line_begin_; i < page_.pieces.size(); ++i) {
    Piece& piece = page_.pieces[i];
    piece.x += shift;
    piece.y = std::round(piece.y + (line - font_px(piece.face)) / 2);
    if (!line_[i - line_begin_].look.chip) continue;
    const Rect ground{piece.x - px(kChipPad), y_ + px(2.f), piece.w + 2 * px(kChipPad),
                      line - px(4)};
    page_.shapes.push_back({ground, Tone::chip, px(3)});
  }
  line_.clear();
  line_begin_ = page_.pieces.size();
  y_ += line;
  x_ = 0, space_ = 0, pending_space_ = 0;
}

float Flow::finish() {
  end_word();
  if (!line_.empty()) end_line();
  return y_;
}

}  // namespace lab
