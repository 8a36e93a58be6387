#include "app/classroom/grade_notes.h"

#include <algorithm>
#include <map>

#include "app/classroom/same_code.h"
#include "engine/core/check.h"
#include "engine/io/files.h"

namespace lab {
namespace {

std::string joined(const std::vector<std::string>& words, const char* between = ", ") {
  std::string all;
  for (const std::string& word : words) all += cat(all.empty() ? "" : between, word);
  return all;
}

/// "not_begun" as people say it.
std::string said(Outcome outcome) {
  std::string name = name_of(outcome);
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

/// The bare code of a file of the lab; "" if it is not there.
std::string bare_file(const std::filesystem::path& path) {
  return file_exists(path.string()) ? bare_code(read_file(path.string())) : "";
}

std::string solution_of(const Exercise& exercise) {
  return bare_file(exercise.chapter / "solutions" / (exercise.file + ".h"));
}

void add_notes_on(Graded& graded, const GradedExercise& one, const Exercise& exercise) {
  const Outcome claimed = one.handed_in.claimed.outcome, verified = one.verified.outcome;
  const auto note = [&](const auto&... words) { graded.notes.push_back(cat(words...)); };
  if (claimed == Outcome::done && verified != Outcome::done)
    note(exercise.id, ": claims done, but ", said(verified));
  else if (claimed != Outcome::done && verified == Outcome::done)
    note(exercise.id, ": claims ", said(claimed), ", but it is done");
  if (one.handed_in.solution_shown)
    note(exercise.id, ": the solution was shown before it was done");
  if (!one.handed_in.code) return;
  if (!one.handed_in.check.empty() && one.handed_in.check != check_sum(exercise))
    note(exercise.id, ": was judged by another version of the check");
  const std::string solution = solution_of(exercise);
  if (!solution.empty() && bare_code(*one.handed_in.code) == solution)
    note(exercise.id, ": the same code as the lab's solution");
  if (verified != Outcome::done) return;
  if (const auto words = unusual_words(*one.handed_in.code); !words.empty())
    note(exercise.id, ": read its code, it uses ", joined(words));
}

}  // namespace

void add_own_notes(Graded& graded, const std::vector<Exercise>& exercises) {
  if (!graded.hand_in.whole)
    graded.notes.push_back("the file was changed after it was written (its sum does not fit)");
  for (std::size_t i = 0; i < graded.exercises.size(); ++i)
    add_notes_on(graded, graded.exercises[i], exercises[i]);
}

void add_shared_notes(std::vector<Graded>& all) {
  std::map<std::pair<std::string, std::string>, std::vector<Graded*>> owners;
  for (Graded& graded : all)
    for (const GradedExercise& one : graded.exercises)
      if (one.handed_in.code && one.verified.outcome != Outcome::not_begun)
        owners[{one.verified.exercise, bare_code(*one.handed_in.code)}].push_back(&graded);
  std::map<std::string, std::string> solutions;
  for (const auto& [key, group] : owners) {
    const auto& [id, code] = key;
    if (group.size() < 2) continue;
    if (!solutions.contains(id)) solutions[id] = solution_of(find_exercise(id));
    if (code == solutions[id]) continue;
    for (Graded* const graded : group) {
      std::vector<std::string> others;
      for (const Graded* const other : group)
        if (other != graded) others.push_back(other->hand_in.name);
      graded->notes.push_back(cat(id, ": the same code as ", joined(others)));
    }
  }
}

}  // namespace lab
