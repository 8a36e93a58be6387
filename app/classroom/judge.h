// The judge: compiles the learner's file with the exercise's check, runs it in a process of its
// own under limits, and says what came out.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "app/classroom/exercises.h"

namespace lab {

enum class Outcome {
  done,          ///< every comparison of the check held
  wrong,         ///< one did not: input, wanted, got
  not_begun,     ///< LAB_TODO is still there
  missing,       ///< the folder has no such file
  not_compiled,  ///< the compiler refused the learner's lines (or took longer than its limit)
  crashed,       ///< a signal or an exception ended it
  too_slow,      ///< it did not end within its time
  too_big,       ///< it wanted more memory than it may have
};
const char* name_of(Outcome outcome);  ///< as in --json: "done", "not_begun", ...

struct Verdict {
  std::string exercise;        ///< "10.1"
  std::filesystem::path file;  ///< the learner's, judged or missing
  Outcome outcome = Outcome::missing;
  std::string input, what, wanted, got;  ///< of the case that failed
  int hint = 0;                          ///< which hint fits it: 1..3, 0 for the next unseen one
  std::string message;     ///< not_compiled, crashed, ...: what happened, in plain words first
  std::string message_ko;  ///< the same in Korean
  std::string printed;     ///< what the learner's code printed, as much as is kept of it
  double seconds = 0;      ///< of the run, without compiling
};

struct Limits {
  double run_seconds = 20;
  double compile_seconds = 120;
  i64 memory_mb = 2048;
  i64 output_bytes = 1 << 20;  ///< what the learner's program may print before the rest is dropped
};

/// A command is handed to this before it is started, with the folders that it must be able to read
/// and the one that it must be able to write: a grader wraps it in a sandbox. nullptr: as it is.
using Wrap = std::vector<std::string> (*)(std::vector<std::string> command,
                                          const std::vector<std::filesystem::path>& readable,
                                          const std::filesystem::path& writable);

/// Judges `folder / (exercise.file + ".h")`. The reference solution is never on the include path
/// of what runs; it is the control where nobody knows why a check cannot be built. Throws Error if
/// the lab itself is not in order (no compiler, a library missing, a check that compiles with no
/// one's file), never for anything that the learner's file does.
Verdict judge(const Exercise& exercise, const std::filesystem::path& folder,
              const Limits& limits = {}, Wrap wrap = nullptr);

}  // namespace lab
