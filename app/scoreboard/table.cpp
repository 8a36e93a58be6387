#include "app/scoreboard/table.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "app/terminal_view.h"
#include "engine/core/check.h"
#include "engine/text/unicode.h"

namespace lab {
namespace {

/// Columns that a terminal needs for a text; Korean syllables and their like take two.
std::size_t columns(const std::string& text) {
  std::size_t n = 0;
  for (const u32 c : decode_utf8(text)) n += c >= 0x1100 && c < 0x20000 && c != 0x2192 ? 2 : 1;
  return n;
}

std::string padded(const std::string& text, std::size_t width) {
  const std::size_t taken = columns(text);
  return text + std::string(taken < width ? width - taken : 0, ' ');
}

std::string number_or_dash(double value) { return value > 0 ? grouped_number(value) : "-"; }

std::string time_text(double seconds) {
  if (seconds <= 0) return "-";
  return seconds < 10 ? fmt::format("{:.1f} s", seconds) : clock_text(seconds);
}

/// "(a)" for the rule's place in the list, which grows by what is new.
std::string mark_of(const std::string& rule, std::vector<std::string>& rules) {
  const auto found = std::find(rules.begin(), rules.end(), rule);
  const auto index = found - rules.begin();
  if (found == rules.end()) rules.push_back(rule);
  return fmt::format("({})", char('a' + index % 26));
}

bool has_number(const ScoreRow& row) { return row.kind <= ScoreRow::Kind::unspelled; }

std::string state_of(const ScoreRow& row) {
  std::string state;
  if (!row.finished) state = cat("unfinished, step ", row.step);
  if (row.kind == ScoreRow::Kind::unspelled)
    state += cat(state.empty() ? "" : "; ", grouped_number(double(row.unknown)),
                 " unknown words not spelled: no bits/char of this text");
  if (!row.note.empty()) state += cat(state.empty() ? "" : "; ", row.note);
  return state;
}

std::string row_line(const ScoreRow& row, const Scoreboard& board, std::size_t width,
                     std::vector<std::string>& rules) {
  std::string line =
      fmt::format("{}  {:<9}{:>12}{:>9}{:>14}{:>10.4f} {:<4}", padded(row.name, width), row.chapter,
                  number_or_dash(double(row.parameters)), time_text(row.seconds),
                  number_or_dash(double(row.chars_seen)), row.bits, mark_of(row.rule, rules));
  for (const ScoreBaseline& baseline : board.baselines)
    line += fmt::format("{:>+9.3f}", ahead_of(baseline, row));
  const std::string state = state_of(row);
  return line + (state.empty() ? "" : "  " + state) + "\n";
}

std::string head_line(const Scoreboard& board, std::size_t width) {
  std::string line = fmt::format("{}  {:<9}{:>12}{:>9}{:>14}{:>10} {:<4}", padded("model", width),
                                 "chapter", "parameters", "time", "chars seen", "bits/char", "");
  for (const ScoreBaseline& baseline : board.baselines)
    line += fmt::format("{:>9}", baseline_name(baseline.key));
  return line + "\n";
}

std::string other_rows(const Scoreboard& board) {
  std::string out;
  for (const ScoreRow& row : board.rows) {
    if (row.kind == ScoreRow::Kind::absent)
      out += fmt::format("no number  {} ({}): {}\n", row.name, row.chapter, row.note);
  }
  std::string presets;
  for (const ScoreRow& row : board.rows) {
    if (row.kind != ScoreRow::Kind::preset) continue;
    presets += cat("  ", row.command);
    if (row.high > 0)
      presets += fmt::format("   reaches {:.2f} to {:.2f} bits/char", row.low, row.high);
    presets += "\n";
  }
  return out + (presets.empty() ? "" : "not trained here yet:\n" + presets);
}

}  // namespace

std::string baseline_name(const std::string& key) {
  return key == "kn5" ? "KN-5" : key == "kn7" ? "KN-7" : key;
}

std::string board_table(const Scoreboard& board) {
  std::string out = fmt::format("{}: {} characters of validation text ({})\n", board.data,
                                grouped_number(double(board.chars)), board.sha256.substr(0, 8));
  std::size_t width = 5;
  for (const ScoreRow& row : board.rows)
    if (has_number(row)) width = std::max(width, columns(row.name));
  out += head_line(board, width);
  std::vector<std::string> rules;
  for (const ScoreRow& row : board.rows)
    if (has_number(row)) out += row_line(row, board, width, rules);
  out += fmt::format("{}{:>60}", padded("", width), "the baselines themselves ");
  for (const ScoreBaseline& baseline : board.baselines)
    out += fmt::format("{:>9.3f}", baseline.bits);
  out += "\nunder a baseline's name: bits/char that the model is ahead of it; - means behind\n";
  for (std::size_t i = 0; i < rules.size(); ++i)
    out += fmt::format("({}) {}\n", char('a' + i % 26), rules[i]);
  for (const ScoreBaseline& baseline : board.baselines)
    out += fmt::format("{}: {}\n", baseline_name(baseline.key), baseline.rule);
  return out + other_rows(board);
}

Json row_json(const ScoreRow& row, const Scoreboard* board) {
  constexpr const char* kKinds[] = {"scored", "unspelled", "preset", "absent"};
  Json out = Json::object();
  out.set("model", row.name).set("chapter", row.chapter).set("kind", kKinds[std::size_t(row.kind)]);
  if (has_number(row)) {
    out.set("bits_per_char", row.bits).set("parameters", row.parameters);
    out.set("seconds", row.seconds).set("chars_seen", row.chars_seen).set("step", row.step);
    out.set("finished", row.finished).set("rule", row.rule).set("unknown", row.unknown);
    Json ahead = Json::object();
    if (board)
      for (const ScoreBaseline& baseline : board->baselines)
        ahead.set(baseline.key, ahead_of(baseline, row));
    out.set("ahead", ahead);
  }
  if (row.kind == ScoreRow::Kind::preset) out.set("command", row.command);
  if (row.high > 0) out.set("expected", Json::array().push(row.low).push(row.high));
  if (!row.note.empty()) out.set("note", row.note);
  return out;
}

Json board_json(const Scoreboard& board) {
  Json baselines = Json::array(), rows = Json::array(), out = Json::object();
  for (const ScoreBaseline& line : board.baselines)
    baselines.push(
        Json::object().set("key", line.key).set("bits_per_char", line.bits).set("rule", line.rule));
  for (const ScoreRow& row : board.rows) rows.push(row_json(row, &board));
  out.set("data", board.data).set("valid_sha256", board.sha256).set("chars", board.chars);
  return out.set("baselines", baselines).set("rows", rows);
}

}  // namespace lab
