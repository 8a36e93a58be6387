#include "viz/panels/scoreboard.h"

#include <cmath>

#include "viz/draw/text.h"
#include "viz/panels/common.h"
#include "viz/panels/scroll.h"

namespace lab {
namespace {

constexpr float kRow = 26, kHead = 20, kTicks = 38;
constexpr float kPlace = 26, kNumber = 76, kBits = 64, kAgainst = 100, kNameLeast = 190,
                kNameMost = 400, kBetween = 8, kBeforeChart = 16;
constexpr float kChartShare = 0.3f, kChartLeast = 150;

/// What a number that nobody knows looks like.
constexpr std::string_view kDash = "–";

void number(const Rect& cell, std::string_view text, Color ink) {
  if (cell.empty()) return;
  const bool latin = std::ranges::all_of(text, [](char c) { return u8(c) < 0x80; });
  draw_text(ui::draw_list(), latin ? Face::digits : Face::small, cell, Align::right, ink, text);
}
void heading(const Rect& cell, std::string_view text, Align align) {
  if (cell.empty()) return;
  const bool cut = draw_text(ui::draw_list(), Face::small, cell, align, theme().text_faint, text);
  if (cut && ui::hot(text, cell, text).hovered) ui::tooltip(text);
}

/// Counting takes less than the second that a clock shows.
Label training_time(double seconds) {
  return seconds < 60 ? tr(Str::n_seconds, fixed(seconds, seconds < 10 ? 1 : 0))
                      : clock_time(seconds);
}

Label signed_bits(double value) {
  if (std::fabs(value) < 0.0005) return "0.000";
  Label text(value < 0 ? "-" : "+");
  text.append(fixed(std::fabs(value), 3));
  return text;
}

/// What the first column says of a model.
Label name_of(const ScoreRow& row) {
  Label name;
  if (row.kind == ScoreRow::Kind::preset) name.append(row.chapter), name.append(" ");
  name.append(Printable(row.name));
  if (row.kind == ScoreRow::Kind::preset) name.append(tr(Str::scoreboard_preset));
  if (row.kind == ScoreRow::Kind::unspelled) name.append(tr(Str::scoreboard_unspelled));
  if (row.kind == ScoreRow::Kind::absent) name.append(" · "), name.append(Printable(row.note));
  return name;
}

float longest_name(const Scoreboard& board) {
  float longest = px(kNameLeast);
  for (const ScoreRow& row : board.rows)
    longest = std::max(longest, measure(Face::body, name_of(row)).x + px(2));
  return std::ceil(std::min(longest, px(kNameMost)));
}

}  // namespace

std::string_view baseline_name(const ScoreBaseline& baseline) {
  return tr_named("score_", baseline.key);
}

/// Numbers fit in the order of what people ask for first, then the name has what it needs, and all
/// that is left is the chart's.
ScoreboardPanel::Columns ScoreboardPanel::columns_of(Rect row) const {
  Columns c;
  const float chart = std::max(px(kChartLeast), std::floor(row.w * kChartShare));
  c.place = row.cut_left(px(kPlace), px(kBetween));
  float left = row.w - chart - px(kBeforeChart + kBits + kBetween + kNameLeast);
  bool full = false;  // who comes later does not overtake
  const auto fits = [&](float width) {
    full |= left < px(width + kBetween);
    if (!full) left -= px(width + kBetween);
    return !full;
  };
  const bool against = fits(kAgainst), parameters = fits(kNumber), seconds = fits(kNumber),
             seen = fits(kNumber);
  c.name = row.cut_left(std::min(name_width_, px(kNameLeast) + left), px(kBetween));
  if (parameters) c.parameters = row.cut_left(px(kNumber), px(kBetween));
  if (seconds) c.seconds = row.cut_left(px(kNumber), px(kBetween));
  if (seen) c.seen = row.cut_left(px(kNumber), px(kBetween));
  c.bits = row.cut_left(px(kBits), px(against ? kBetween : kBeforeChart));
  if (against) c.against = row.cut_left(px(kAgainst), px(kBeforeChart));
  c.chart = row;
  return c;
}

/// The baseline that the column compares with: the one that was clicked, else KN-5, else any.
const ScoreBaseline* ScoreboardPanel::against(const PanelContext& context) const {
  for (const std::string_view key :
       {std::string_view(context.view.scoreboard.against), std::string_view("kn5")})
    if (const ScoreBaseline* found = board_->find(key)) return found;
  return board_->baselines.empty() ? nullptr : &board_->baselines.front();
}

void ScoreboardPanel::draw_head(const PanelContext& context, const Columns& columns) {
  heading(columns.name, tr(Str::scoreboard_model), Align::left);
  heading(columns.parameters, tr(Str::scoreboard_parameters), Align::right);
  heading(columns.seconds, tr(Str::scoreboard_seconds), Align::right);
  heading(columns.seen, tr(Str::scoreboard_seen), Align::right);
  heading(columns.bits, tr(Str::scoreboard_bits), Align::right);
  if (const ScoreBaseline* other = against(context))
    heading(columns.against, tr(Str::scoreboard_against, Label(baseline_name(*other))),
            Align::right);
}

void ScoreboardPanel::draw_words(const PanelContext& context, const Columns& columns,
                                 const ScoreRow& row, std::size_t index) {
  const Theme& t = theme();
  const bool scored = row.kind == ScoreRow::Kind::scored;
  const Color ink = row.current ? t.text : scored ? t.text : t.text_dim;
  if (scored)
    number(columns.place, fixed(double(index + 1), 0), row.current ? t.accent : t.text_faint);
  draw_text(ui::draw_list(), Face::body, columns.name, Align::left, ink, name_of(row));
  const auto known = [](bool any, const Label& text) { return any ? text : Label(kDash); };
  number(columns.parameters, known(row.parameters > 0, compact(double(row.parameters))),
         t.text_dim);
  number(columns.seconds, known(row.seconds > 0, training_time(row.seconds)), t.text_dim);
  number(columns.seen, known(row.chars_seen > 0, compact(double(row.chars_seen))), t.text_dim);
  number(columns.bits, known(std::isfinite(row.bits), fixed(row.bits, 3)), ink);
  const ScoreBaseline* other = against(context);
  if (!other || !scored) return;
  const double ahead = ahead_of(*other, row);
  number(columns.against, signed_bits(ahead),
         std::fabs(ahead) < 0.0005 ? t.text_dim
         : ahead > 0               ? t.good
                                   : t.bad);
}

/// All that is known of a model, and where it stands against each baseline.
void ScoreboardPanel::explain(const ScoreRow& row) {
  tip_.assign(row.name).append(" · ").append(row.chapter);
  const auto line = [&](const Label& text) { tip_.append("\n").append(text.view()); };
  if (row.parameters > 0) line(tr(Str::scoreboard_tip_parameters, row.parameters));
  if (row.seconds > 0) line(tr(Str::scoreboard_tip_seconds, training_time(row.seconds)));
  if (row.chars_seen > 0) line(tr(Str::scoreboard_tip_seen, row.chars_seen));
  if (!row.finished) line(tr(Str::scoreboard_tip_step, row.step));
  if (std::isfinite(row.bits)) line(tr(Str::scoreboard_tip_bits, fixed(row.bits, 4)));
  if (row.high > 0) line(tr(Str::scoreboard_tip_expected, fixed(row.low, 2), fixed(row.high, 2)));
  if (row.unknown > 0) line(tr(Str::scoreboard_tip_unknown, row.unknown));
  for (const ScoreBaseline& other : board_->baselines) {
    if (row.kind != ScoreRow::Kind::scored) break;
    const double ahead = ahead_of(other, row);
    line(tr(ahead >= 0 ? Str::scoreboard_tip_ahead : Str::scoreboard_tip_behind,
            fixed(std::fabs(ahead), 3), Label(baseline_name(other))));
  }
  for (const std::string* text : {&row.rule, &row.note, &row.command})
    if (!text->empty()) tip_.append("\n").append(*text);
  ui::tooltip(tip_);
}

void ScoreboardPanel::draw_row(PanelContext& context, const Rect& row, std::size_t index) {
  ImDrawList* list = ui::draw_list();
  const ScoreRow& score = board_->rows[index];
  const ui::Hit hit = ui::hot(ui::id_of("scoreboard.row", i64(index)), row, score.name);
  if (score.current) {
    list->AddRectFilled({row.x, row.y}, {row.right(), row.bottom()}, fade(theme().accent, 0.18f),
                        px(3));
    list->AddRectFilled({row.x, row.y}, {row.x + px(3), row.bottom()}, theme().accent);
  }
  if (hit.hovered)
    list->AddRectFilled({row.x, row.y}, {row.right(), row.bottom()}, fade(theme().text, 0.06f),
                        px(3));
  const Columns columns = columns_of(row);
  draw_bar(columns.chart, score);
  draw_words(context, columns, score, index);
  if (hit.hovered) explain(score);
}

void ScoreboardPanel::draw_table(PanelContext& context, Rect room) {
  const float rows = px(kRow) * float(board_->rows.size());
  name_width_ = longest_name(*board_);
  const Columns whole = columns_of(room);
  axis_ = {whole.chart.x, whole.chart.w, most_bits(*board_)};
  Rect head = room.cut_top(std::max(px(kHead), lay_out_labels()), px(6));
  const Rect ticks = room.cut_bottom(px(kTicks));
  room.h = std::min(rows, std::floor(room.h / px(kRow)) * px(kRow));
  if (room.h < px(kRow)) return;
  draw_head(context, columns_of(head.cut_bottom(px(kHead))));
  const float top = scroll_content(context.view.scoreboard.rows, room, rows);
  const auto first = std::size_t(std::max(0.f, std::ceil((room.y - top) / px(kRow) - 0.01f)));
  const auto seen = std::size_t(room.h / px(kRow) + 0.01f);
  const std::size_t last = std::min(board_->rows.size(), first + seen);
  for (std::size_t i = first; i < last; ++i)
    draw_row(context, {room.x, room.y + px(kRow) * float(i - first), room.w, px(kRow)}, i);
  draw_lines(context, room);
  draw_ticks({axis_.x, room.bottom(), axis_.width, ticks.h});
  ui_note("scoreboard.rows", {}, room);
}

void ScoreboardPanel::draw(PanelContext& context, const Rect& rect) {
  if (source_) board_ = source_->newest();
  Label note;
  if (board_) note = tr(Str::scoreboard_note, Label(board_->data), board_->chars);
  if (source_)
    if (const std::string work = source_->working_on(); !work.empty()) {
      if (!note.empty()) note.append(" · ");
      note.append(tr(Str::scoreboard_working, Label(work)));
    }
  const ui::PanelFrame panel =
      ui::panel("scoreboard", rect, tr(Str::scoreboard_title), note, tr(Str::scoreboard_help));
  if (panel.maximise) toggle_maximised(context.view, PanelId::scoreboard);
  Rect inner = panel.inner;
  if (!board_ || board_->rows.empty())
    return ui::empty_state(inner, tr(source_ ? Str::scoreboard_empty : Str::scoreboard_nowhere));
  inner.cut_top(px(4));
  inner.cut_right(px(6));  // the scroll bar's
  draw_table(context, inner);
}

}  // namespace lab
