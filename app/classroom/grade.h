// Grading: many hand-ins, judged again by this lab's own checks in the sandbox.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "app/classroom/exercises.h"
#include "app/classroom/hand_in.h"
#include "app/classroom/judge.h"

namespace lab {

/// Judges one folder; lab::judge, or what a test puts in its place.
using JudgeOne = std::function<Verdict(const Exercise&, const std::filesystem::path& folder,
                                       const Limits&, Wrap)>;

struct GradeRequest {
  std::vector<std::string> files;
  int jobs = 1;  ///< judges at once
  Limits limits{.run_seconds = 20, .compile_seconds = 60};
  JudgeOne judge;  ///< empty: lab::judge
  /// Told after each code that was judged, from any thread, one at a time.
  std::function<void(i64 done, i64 all)> progress;
};

/// One exercise of one learner.
struct GradedExercise {
  HandedIn handed_in;  ///< what the file says; claimed.outcome missing if it says nothing of it
  Verdict verified;    ///< what this lab's judge says
};

/// One file.
struct Graded {
  std::string file;   ///< as it was given
  std::string error;  ///< why it could not be graded; everything below is empty then
  HandIn hand_in;
  std::vector<GradedExercise> exercises;  ///< those of the chapter, in order
  std::vector<std::string> notes;         ///< for the grader to look at, each a short sentence
  i64 done() const;                       ///< exercises that are done, as verified
};

/// Reads and judges the files. The same code for the same exercise is judged once. What is wrong
/// with one file stands in its `error` and touches no other.
/// Throws Error if there is no sandbox (it never judges without one) or the lab is not in order.
std::vector<Graded> grade(const GradeRequest& request);

/// True if every file could be graded.
bool all_graded(const std::vector<Graded>& all);

/// A table per chapter for the terminal, then the notes, then what could not be graded.
std::string grade_table(const std::vector<Graded>& all);

/// Rows as RFC 4180 wants them, UTF-8 with the mark that makes spreadsheets read it as such. A cell
/// that a spreadsheet would take for a formula gets a ' in front.
std::string grade_csv(const std::vector<Graded>& all);

Json grade_json(const std::vector<Graded>& all);

}  // namespace lab
