#include "viz/lesson/reader.h"

#include <algorithm>
#include <cmath>

#include "viz/draw/imgui_compat.h"
#include "viz/lesson/follow.h"

namespace lab {
namespace {

constexpr float kSide = 8;          ///< left and right of the text, besides the panel's own
constexpr float kWidest = 640;      ///< of a line: longer ones are hard to find back from
constexpr float kBar = 14;          ///< where the position bar lies
constexpr double kKeepAfter = 0.5;  ///< seconds of standing still until the place is kept

}  // namespace

void LessonPanel::load(PanelContext& context) {
  const bool korean = context.view.lang == Lang::ko;
  if (loaded_ && korean == state_.korean) return;
  if (loaded_ && !has_pending_) pending_ = place(), has_pending_ = true;
  if (!loaded_) {
    const ReaderPlace place = host_->place();
    if (!has_pending_) pending_ = {std::max(0, place.heading), place.offset}, has_pending_ = true;
    state_.answers = place.answers;
    for (const auto& [id, choice] : place.answers) state_.open_quizzes.push_back(id);
  }
  state_.korean = korean;
  text_ = host_->text(korean);
  titles_.clear(), levels_.clear();
  for (const i32 heading : text_.lesson.headings()) {
    const Block& block = text_.lesson.blocks[std::size_t(heading)];
    titles_.push_back(printable(plain_text(block.spans)));
    levels_.push_back(block.level);
  }
  pictures_.load(text_.lesson, text_.folder, context.textures);
  loaded_ = stale_ = true;
  large_ = -1;
}

bool LessonPanel::go_to_section(std::string_view name, bool korean) {
  const std::optional<i32> heading = host_->text(korean).lesson.section(name);
  if (heading) go_to(*heading);
  return heading.has_value();
}

/// Once per width, size, language, answer and report; the words that were on top stay on top.
void LessonPanel::set_page(float width) {
  const u64 reports = host_->reports_version();
  const bool same = !stale_ && width == page_.width && scale_ == scale() && reports == reports_;
  if (same && !has_pending_) return;
  if (!same) {
    const bool other_width = width != page_.width || scale_ != scale();
    if (other_width && !has_pending_) pending_ = place(), has_pending_ = true;
    page_ = lay_out(text_.lesson, *host_, state_, pictures_.sizes(), width);
    stale_ = false, scale_ = scale(), reports_ = reports;
  }
  if (!has_pending_) return;
  has_pending_ = false;
  scroll_ = glide_.value = y_of(page_, pending_);
  glide_.started = true;
}

void LessonPanel::scroll_to(float y) {
  const float most = std::max(0.f, page_.height - room_ * 0.6f);
  const float to = std::clamp(std::round(y), 0.f, most);
  if (to == scroll_) return;
  scroll_ = to;
  scrolled_at_ = now_;
}

void LessonPanel::handle_keys() {
  const float step = std::max(px(24), room_ - px(48));
  using im::Key;
  if (im::key_pressed(Key::page_down, true)) scroll_to(scroll_ + step);
  if (im::key_pressed(Key::page_up, true)) scroll_to(scroll_ - step);
  if (im::key_pressed(Key::home)) scroll_to(0);
  if (im::key_pressed(Key::end)) scroll_to(page_.height);
}

void LessonPanel::keep_place() {
  if (!host_ || !loaded_ || scrolled_at_ < 0) return;
  scrolled_at_ = -1;
  const PagePlace at = place();
  host_->keep({.heading = at.heading, .offset = at.offset, .answers = state_.answers});
}

void LessonPanel::release() {
  keep_place();
  pictures_.release();
}

void LessonPanel::use_link(PanelContext& context, const Link& link) {
  if (link.kind == Link::Kind::web) return host_->open_web(link.target);
  if (link.kind != Link::Kind::lab) return;
  if (link.lab.verb == LabVerb::quiz) {
    const std::string& id = *link.lab.find("id");
    if (std::erase(state_.open_quizzes, id) == 0) state_.open_quizzes.push_back(id);
    stale_ = true;
  } else if (link.lab.verb == LabVerb::check) {
    const std::string& exercise = *link.lab.find("exercise");
    if (std::ranges::find(state_.checks, exercise) == state_.checks.end())
      state_.checks.push_back(exercise);
    host_->check(exercise, state_.korean);
    stale_ = true;
  } else {
    follow(context, link.lab);
  }
}

void LessonPanel::answer(const Choice& choice) {
  state_.answers.try_emplace(host_->quizzes()[std::size_t(choice.quiz)].id, choice.choice);
  stale_ = true;
  scrolled_at_ = now_;  // an answer is worth remembering as much as a place
}

/// Title, note, table of contents, close; returns what is left below.
Rect LessonPanel::draw_header(PanelContext& context, Rect box) {
  ImDrawList* list = ui::draw_list();
  const Theme& t = theme();
  list->AddRectFilled({box.x, box.y}, {box.right(), box.bottom()}, t.panel, px(size::kRound));
  Rect rest = box.inset(px(size::kPad), 0);
  rest.cut_bottom(px(size::kGrid));
  Rect row = rest.cut_top(px(size::kTitleRow + 4));
  const Rect buttons = row.inset(0, (row.h - px(size::kControl)) / 2);
  Rect right = buttons;
  if (ui::button("lesson.close", right.cut_right(px(28), px(4)), "×",
                 {.look = ui::Look::quiet, .tip = tr(Str::lesson_close)}))
    context.view.lesson_open = false;
  const std::string_view label = tr(Str::lesson_contents);
  ui::toggle("lesson.contents", right.cut_right(ui::button_width(label), px(8)), label, &contents_,
             {.look = ui::Look::quiet});
  row.w = right.right() - row.x;
  const std::string_view title =
      titles_.empty() ? tr(Str::lesson_title) : std::string_view(titles_[0]);
  const bool cut = draw_text(list, Face::title, row, Align::left, t.text, title);
  if (ui::hot("lesson", row, title).hovered)
    ui::tooltip(cut ? title : std::string_view(tr(Str::lesson_help)));
  if (text_.fallback) {
    draw_text(list, Face::small, rest.cut_top(px(20)), Align::left, t.second,
              tr(Str::lesson_fallback));
  }
  list->AddRectFilled({box.x, rest.y}, {box.right(), rest.y + px(1)}, t.grid);
  rest.cut_top(px(1));
  return rest;
}

void LessonPanel::draw_contents(const Rect& room) {
  constexpr float kRow = 26;
  const float most = std::max(0.f, px(kRow) * float(titles_.size()) + px(16) - room.h);
  const ImGuiIO& io = ImGui::GetIO();
  if (room.contains(io.MousePos.x, io.MousePos.y)) contents_scroll_ -= io.MouseWheel * px(72);
  contents_scroll_ = std::clamp(contents_scroll_, 0.f, most);
  const i32 here = place().heading;
  float y = room.y + px(8) - contents_scroll_;
  for (std::size_t i = 0; i < titles_.size(); ++i, y += px(kRow)) {
    if (y < room.y || y + px(kRow) > room.bottom()) continue;
    const Rect row{room.x, y, room.w, px(kRow)};
    const ui::Hit hit = ui::hot(ui::id_of("lesson.section", i64(i)), row, titles_[i]);
    const bool on = i32(i) == here;
    if (on || hit.hovered)
      ui::draw_list()->AddRectFilled({row.x, row.y}, {row.right(), row.bottom()},
                                     on ? theme().control : fade(theme().control, 0.6f),
                                     px(size::kControlRound));
    Rect words = row.inset(px(8), 0);
    words.cut_left(px(14) * float(std::max(0, levels_[i] - 2)));
    draw_text(ui::draw_list(), Face::body, words, Align::left,
              on || hit.hovered ? theme().text : theme().text_dim, titles_[i]);
    if (!hit.clicked) continue;
    contents_ = false;
    scrolled_at_ = now_;
    go_to(i32(i));
  }
}

void LessonPanel::draw_bar(const Rect& track, float room) {
  if (page_.height <= room) return;
  const ui::Hit hit = ui::hot("lesson.bar", track);
  const float whole = page_.height + room * 0.4f;
  const float size = std::max(px(24), track.h * room / whole);
  const float most = std::max(1.f, page_.height - room * 0.6f);
  if (hit.held) {
    scroll_to((hit.y - track.y - size / 2) / std::max(1.f, track.h - size) * most);
    glide_.value = scroll_;
  }
  const float y = track.y + (track.h - size) * std::clamp(glide_.value / most, 0.f, 1.f);
  const float w = hit.hovered || hit.held ? px(6) : px(4);
  ui::draw_list()->AddRectFilled({track.right() - w, y}, {track.right(), y + size},
                                 theme().control_hot, px(3));
}

void LessonPanel::draw(PanelContext& context, const Rect& rect) {
  if (!host_) return;
  load(context);
  now_ = context.now;
  Rect room = draw_header(context, rect);
  if (text_.lesson.blocks.empty()) {
    ui::empty_state(room, text_.problem.empty() ? std::string_view(tr(Str::lesson_empty))
                                                : std::string_view(text_.problem));
    return;
  }
  const Rect track = room.cut_right(px(kBar));
  if (contents_) return draw_contents(room);
  room = room.inset(px(kSide), 0);
  const float width = std::floor(std::min(room.w, px(kWidest)));
  room.x = std::round(room.x + (room.w - width) / 2), room.w = width;
  room_ = room.h;
  set_page(width);
  const ImGuiIO& io = ImGui::GetIO();
  if (io.MouseWheel != 0 && rect.contains(io.MousePos.x, io.MousePos.y))
    scroll_to(scroll_ - io.MouseWheel * px(72));
  glide_.to(scroll_, context.dt);
  draw_page(context, room);
  draw_bar(track, room.h);
  ui_note("lesson.page", {}, room);
  if (scrolled_at_ >= 0 && now_ - scrolled_at_ > kKeepAfter) keep_place();
}

}  // namespace lab
