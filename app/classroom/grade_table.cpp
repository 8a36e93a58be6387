// A graded class as a table, as CSV and as JSON.
#include <algorithm>
#include <map>

#include "app/classroom/grade.h"
#include "app/classroom/plain_text.h"
#include "engine/core/check.h"

namespace lab {
namespace {

using Row = std::vector<std::string>;

std::string joined(const Row& words, const char* between) {
  std::string all;
  for (const std::string& word : words) all += cat(all.empty() ? "" : between, word);
  return all;
}

/// The outcome in a table's cell. A claim that did not hold stands in the notes.
std::string cell(const GradedExercise& one) {
  if (one.verified.outcome == Outcome::not_begun || one.verified.outcome == Outcome::missing)
    return "-";
  std::string name = name_of(one.verified.outcome);
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

/// "0 1 3 0 0": the hints that were seen, exercise by exercise.
std::string hints_cell(const Graded& graded) {
  Row seen;
  for (const GradedExercise& one : graded.exercises) seen.push_back(cat(one.handed_in.hints_seen));
  return joined(seen, " ");
}

Row table_row(const Graded& graded) {
  Row row = {plain_text(graded.hand_in.name, 60)};
  for (const GradedExercise& one : graded.exercises) row.push_back(cell(one));
  row.push_back(cat(graded.done(), "/", graded.exercises.size()));
  row.push_back(hints_cell(graded));
  return row;
}

std::string aligned(const std::vector<Row>& rows) {
  std::vector<i64> widths;
  for (const Row& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (widths.size() <= i) widths.push_back(0);
      widths[i] = std::max(widths[i], columns_of(row[i]));
    }
  std::string text;
  for (const Row& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) line += padded(row[i], widths[i] + 2);
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

/// The graded of each chapter, by name.
std::map<std::string, std::vector<const Graded*>> by_chapter(const std::vector<Graded>& all) {
  std::map<std::string, std::vector<const Graded*>> chapters;
  for (const Graded& one : all)
    if (one.error.empty()) chapters[one.hand_in.chapter].push_back(&one);
  for (auto& [chapter, group] : chapters)
    std::stable_sort(group.begin(), group.end(), [](const Graded* a, const Graded* b) {
      return a->hand_in.name < b->hand_in.name;
    });
  return chapters;
}

/// Would a spreadsheet compute this? Source: OWASP, "CSV Injection".
bool looks_like_a_formula(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  for (const char* sign : {"=", "+", "-", "@", "＝", "＋", "－", "＠"})
    if (text.starts_with(sign)) return true;
  return false;
}

std::string csv_cell(std::string text) {
  if (looks_like_a_formula(text)) text.insert(0, 1, '\'');
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

std::string csv_line(const Row& cells) {
  Row quoted;
  for (const std::string& one : cells) quoted.push_back(csv_cell(one));
  return joined(quoted, ",") + "\r\n";
}

/// All exercises that occur, in order of chapter and number.
Row ids_of(const std::vector<Graded>& all) {
  Row ids;
  for (const auto& [chapter, group] : by_chapter(all))
    for (const GradedExercise& one : group.front()->exercises) ids.push_back(one.verified.exercise);
  return ids;
}

Row csv_row(const Graded& graded, const Row& ids) {
  const std::string file = plain_text(graded.file, 300);
  Row row = {file, plain_text(graded.hand_in.name, 300), graded.hand_in.chapter,
             graded.hand_in.time, graded.error.empty() ? cat(graded.done()) : ""};
  for (const std::string& id : ids) {
    const auto one = std::find_if(
        graded.exercises.begin(), graded.exercises.end(),
        [&](const GradedExercise& exercise) { return exercise.verified.exercise == id; });
    if (one == graded.exercises.end()) {
      row.insert(row.end(), 4, "");
      continue;
    }
    row.insert(row.end(),
               {name_of(one->verified.outcome), name_of(one->handed_in.claimed.outcome),
                cat(one->handed_in.hints_seen), one->handed_in.solution_shown ? "yes" : "no"});
  }
  row.insert(row.end(), {joined(graded.notes, "; "), plain_text(graded.error, 400)});
  return row;
}

Json exercise_json(const GradedExercise& one) {
  const Verdict& verdict = one.verified;
  return Json::object()
      .set("id", verdict.exercise)
      .set("outcome", name_of(verdict.outcome))
      .set("claimed", name_of(one.handed_in.claimed.outcome))
      .set("input", verdict.input)
      .set("what", verdict.what)
      .set("wanted", verdict.wanted)
      .set("got", verdict.got)
      .set("message", verdict.message)
      .set("hints_seen", one.handed_in.hints_seen)
      .set("solution_shown", one.handed_in.solution_shown);
}

}  // namespace

std::string grade_table(const std::vector<Graded>& all) {
  std::string text;
  for (const auto& [chapter, group] : by_chapter(all)) {
    Row head = {cat("chapter ", chapter)};
    for (const GradedExercise& one : group.front()->exercises)
      head.push_back(one.verified.exercise);
    head.insert(head.end(), {"done", "hints"});
    std::vector<Row> rows = {head};
    for (const Graded* const one : group) rows.push_back(table_row(*one));
    text += aligned(rows);
    for (const Graded* const one : group)
      for (const std::string& note : one->notes)
        text += cat("  ", plain_text(one->hand_in.name, 60), ": ", plain_text(note, 400), "\n");
  }
  for (const Graded& one : all)
    if (!one.error.empty()) text += cat("not graded: ", plain_text(one.error, 400), "\n");
  return text;
}

std::string grade_csv(const std::vector<Graded>& all) {
  const Row ids = ids_of(all);
  Row head = {"file", "name", "chapter", "time", "done"};
  for (const std::string& id : ids)
    head.insert(head.end(), {id, id + " claimed", id + " hints", id + " solution shown"});
  head.insert(head.end(), {"notes", "not graded because"});
  std::string text = "\xEF\xBB\xBF" + csv_line(head);
  for (const Graded& one : all) text += csv_line(csv_row(one, ids));
  return text;
}

Json grade_json(const std::vector<Graded>& all) {
  Json list = Json::array();
  for (const Graded& graded : all) {
    Json exercises = Json::array(), notes = Json::array();
    for (const GradedExercise& one : graded.exercises) exercises.push(exercise_json(one));
    for (const std::string& note : graded.notes) notes.push(note);
    Json one = Json::object().set("file", graded.file).set("error", graded.error);
    if (graded.error.empty())
      one.set("name", graded.hand_in.name)
          .set("chapter", graded.hand_in.chapter)
          .set("time", graded.hand_in.time)
          .set("build", graded.hand_in.build)
          .set("whole", graded.hand_in.whole)
          .set("done", graded.done())
          .set("exercises", std::move(exercises))
          .set("notes", std::move(notes));
    list.push(std::move(one));
  }
  return Json::object().set("graded", std::move(list)).set("all_graded", all_graded(all));
}

}  // namespace lab
