// The page on screen: only what is in sight, and nothing is measured.
#include <algorithm>
#include <cmath>
#include <utility>

#include "viz/draw/imgui_compat.h"
#include "viz/lesson/follow.h"
#include "viz/lesson/reader.h"

namespace lab {
namespace {

/// The accent, light enough (or dark enough) to be read as text.
Color link_color() { return mix(theme().accent, theme().text, theme().dark ? 0.42f : 0.12f); }

Color color_of(Ink ink) {
  const Theme& t = theme();
  switch (ink) {
    case Ink::body:
    case Ink::broken:
      return mix(t.text, t.text_dim, 0.18f);
    case Ink::strong:
      return t.text;
    case Ink::dim:
    case Ink::comment:
      return t.text_dim;
    case Ink::faint:
      return t.text_faint;
    case Ink::link:
    case Ink::keyword:
      return link_color();
    case Ink::literal:
      return mix(t.second, t.text, t.dark ? 0.3f : 0.45f);
    case Ink::good:
      return t.good;
    case Ink::bad:
      return t.bad;
  }
  return t.text;
}

Color color_of(Tone tone) {
  const Theme& t = theme();
  switch (tone) {
    case Tone::code:
      return mix(t.panel, t.ground, t.dark ? 0.75f : 0.8f);
    case Tone::chip:
      return fade(t.control, 0.8f);
    case Tone::rule:
      return fade(t.control, 0.8f);
    case Tone::bar:
      return t.control_hot;
    case Tone::frame:
      return t.control;
    case Tone::good:
      return mix(t.panel, t.good, 0.16f);
    case Tone::bad:
      return mix(t.panel, t.bad, 0.16f);
  }
  return t.panel;
}

/// Links that do not work: unlike the line under a link.
void draw_dots(float left, float right, float y) {
  for (float x = left; x < right; x += px(4))
    ui::draw_list()->AddRectFilled({x, y}, {std::min(right, x + px(1.5f)), y + px(1)},
                                   theme().text_dim);
}

bool outside(float top, float bottom, const Rect& room) {
  return bottom < room.y || top > room.bottom();
}

}  // namespace

void LessonPanel::draw_page(PanelContext& context, const Rect& room) {
  ImDrawList* list = ui::draw_list();
  const ImVec2 at{room.x, room.y + px(12) - std::round(glide_.value)};
  list->PushClipRect({room.x - px(10), room.y}, {room.right() + px(10), room.bottom()}, true);
  hot_link_ = std::exchange(next_hot_link_, -1);
  const float top = room.y - at.y, bottom = top + room.h;
  const auto first = std::ranges::lower_bound(page_.bands, top, {}, &Strip::bottom);
  Strip before = first == page_.bands.begin() ? Strip{} : *(first - 1);
  for (auto band = first; band != page_.bands.end() && band->top <= bottom; before = *band++) {
    draw_shapes(page_, before.shapes, band->shapes, at);
    draw_pictures(before.pictures, band->pictures, at);
    draw_choices(before.choices, band->choices, at, room);
    draw_words(context, before.pieces, band->pieces, at, room);
  }
  list->PopClipRect();
}

void LessonPanel::draw_shapes(const Page& page, std::size_t first, std::size_t last, ImVec2 at) {
  for (std::size_t i = first; i < last; ++i) {
    const Ground& shape = page.shapes[i];
    const Rect& r = shape.rect;
    ui::draw_list()->AddRectFilled({at.x + r.x, at.y + r.y}, {at.x + r.right(), at.y + r.bottom()},
                                   color_of(shape.tone), shape.round);
  }
}

void LessonPanel::draw_pictures(std::size_t first, std::size_t last, ImVec2 at) {
  ImDrawList* list = ui::draw_list();
  for (std::size_t i = first; i < last; ++i) {
    const Picture& picture = page_.pictures[i];
    const Rect r{at.x + picture.rect.x, at.y + picture.rect.y, picture.rect.w, picture.rect.h};
    const Block& block = text_.lesson.blocks[std::size_t(picture.block)];
    ImGui::PushID(int(i));
    const ui::Hit hit = ui::hot("lesson.picture", r, block.text);
    ImGui::PopID();
    const std::optional<ImTextureID> texture = pictures_.texture(picture.block, int(r.w), int(r.h));
    if (texture) {
      list->AddImage(*texture, {r.x, r.y}, {r.right(), r.bottom()});
      im::rect(list, {r.x, r.y}, {r.right(), r.bottom()}, theme().control_hot, 0, px(1));
      if (hit.hovered) ui::tooltip(tr(Str::lesson_enlarge));
      if (hit.clicked) large_ = picture.block;
      continue;
    }
    im::rect(list, {r.x, r.y}, {r.right(), r.bottom()}, theme().control_hot, px(4), px(1));
    draw_text(list, Face::small, r.inset(px(12), px(8)), Align::centre, theme().text_faint,
              tr(Str::lesson_no_picture, Label(block.text)));
  }
}

void LessonPanel::take_clicks(const Rect& screen) {
  if (ui::hot("lesson.picture.close", screen).clicked) shrink();
}

void LessonPanel::draw_enlarged(const Rect& screen) {
  if (std::size_t(large_) >= pictures_.sizes().size()) return shrink();
  const PictureSize size = pictures_.sizes()[std::size_t(large_)];
  const Rect room = screen.inset(px(16));
  const float fit = std::min({1.f, room.w / float(size.width), room.h / float(size.height)});
  const float w = std::floor(float(size.width) * fit), h = std::floor(float(size.height) * fit);
  ImDrawList* list = ui::draw_list();
  list->AddRectFilled({screen.x, screen.y}, {screen.right(), screen.bottom()},
                      fade(theme().ground, 0.85f));
  const ImVec2 at{std::round(screen.centre_x() - w / 2), std::round(screen.centre_y() - h / 2)};
  if (const auto texture = pictures_.texture(large_, int(w), int(h), true))
    list->AddImage(*texture, at, {at.x + w, at.y + h});
}

void LessonPanel::draw_link(PanelContext& context, std::size_t index, const Rect& rect) {
  const Piece& piece = page_.pieces[index];
  const Link& link = text_.lesson.links[std::size_t(piece.link)];
  Label id("lesson.");
  id.append(link.target);
  ImGui::PushID(int(index));
  const ui::Hit hit = ui::hot(id, rect, page_.words(piece));
  ImGui::PopID();
  if (hit.hovered) {
    next_hot_link_ = piece.link;
    if (link.kind == Link::Kind::lab) {
      ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
      ui::tooltip(told(context, link.lab));
    } else {
      ui::tooltip(link.kind == Link::Kind::web    ? tr(Str::link_web, Label(link.target))
                  : link.kind == Link::Kind::page ? tr(Str::link_page, Label(link.target))
                                                  : tr(Str::link_broken, Label(link.why)));
    }
  }
  if (hit.clicked) use_link(context, link);
}

void LessonPanel::draw_words(PanelContext& context, std::size_t first, std::size_t last, ImVec2 at,
                             const Rect& room) {
  ImDrawList* list = ui::draw_list();
  for (std::size_t i = first; i < last; ++i) {
    const Piece& piece = page_.pieces[i];
    const float x = at.x + piece.x, y = at.y + piece.y, high = font_px(piece.face);
    if (y < room.y - 1 || y + high > room.bottom() + 1) continue;  // no line is ever cut
    Color color = color_of(piece.ink);
    const bool links = piece.link >= 0;
    if (links && piece.link == hot_link_ && piece.ink == Ink::link)
      color = mix(color, theme().text, 0.5f);
    draw_text(list, piece.face, x, y, color, page_.words(piece));
    const float under = std::round(y + high + px(1));
    const bool dotted = piece.ink == Ink::broken;
    if (links && !dotted)
      list->AddRectFilled({x, under}, {x + piece.w, under + px(1)},
                          fade(color, piece.link == hot_link_ ? 1.f : 0.45f));
    else if (dotted)
      draw_dots(x, x + piece.w, under);
    if (links) draw_link(context, i, {x, y - px(3), piece.w, high + px(6)});
  }
}

void LessonPanel::draw_choices(std::size_t first, std::size_t last, ImVec2 at, const Rect& room) {
  for (std::size_t i = first; i < last; ++i) {
    const Choice choice = page_.choices[i];
    const Rect r{at.x + choice.rect.x, at.y + choice.rect.y, choice.rect.w, choice.rect.h};
    if (!choice.open || outside(r.y, r.bottom(), room)) continue;
    const Quiz& quiz = host_->quizzes()[std::size_t(choice.quiz)];
    Label id("lesson.quiz.");
    id.append(quiz.id);
    const ui::Hit hit = ui::hot(ui::id_of(id, choice.choice), r,
                                quiz.in(state_.korean).choices[std::size_t(choice.choice)]);
    if (hit.hovered) {
      ui::draw_list()->AddRectFilled({r.x, r.y}, {r.right(), r.bottom()}, theme().control_hot,
                                     px(4));
      ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    }
    if (hit.clicked) answer(choice);
  }
}

}  // namespace lab
