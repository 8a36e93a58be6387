// What `lmlab check` prints: verdicts for a reader and for a script.
#pragma once
#include <string>
#include <vector>

#include "app/classroom/judge.h"
#include "app/classroom/progress.h"

namespace lab {

/// One exercise with its verdict, several lines, coloured where `colour` is true.
std::string told(const Exercise& exercise, const Verdict& verdict, const ExerciseProgress& progress,
                 bool korean, bool colour);

/// "2 of 5 done".
std::string summary(const std::vector<Verdict>& verdicts, bool korean);

/// One JSON object on one line.
std::string as_json(const std::vector<Exercise>& exercises, const std::vector<Verdict>& verdicts);

/// "★★☆"
std::string stars_of(const Exercise& exercise);

}  // namespace lab
