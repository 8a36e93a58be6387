// What a learner hands in: one small file (lmlab-hand-in/1) with the code, what the judge said of
// it, and how it was made.
//
//   format "lmlab-hand-in/1"   name, chapter "10", time (UTC)
//   build {version, compiler, real, products, openblas}
//   exercises [{id, claimed, what, wanted, got, message, seconds, hints_seen, solution_shown,
//               check (sha256 of the check, which holds its seeds), code (null: no file)}]
//   sha256 of everything else as compact JSON. It tells a damaged file from a whole one and
//   protects against nobody: whoever can change the file can write its sum anew. What counts is
//   what the grader's own judge says (grade.h).
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/classroom/exercises.h"
#include "app/classroom/judge.h"
#include "engine/io/json.h"

namespace lab {

inline constexpr i64 kMostHandInBytes = 1 << 20;  ///< of the whole file
inline constexpr i64 kMostCodeBytes = 64 << 10;   ///< of one exercise
inline constexpr i64 kMostNameChars = 100;

struct HandedIn {
  Verdict claimed;                  ///< what the learner's judge said; exercise "10.1"
  i64 hints_seen = 0;               ///< 0 to 3
  bool solution_shown = false;      ///< before it was done
  std::string check;                ///< sha256 of the check that judged it
  std::optional<std::string> code;  ///< none: the learner has no such file
};

struct HandIn {
  std::string name;     ///< of the learner
  std::string chapter;  ///< "10"
  std::string time;     ///< "2025-01-31T12:00:00Z"
  KeyValues build;
  std::vector<HandedIn> exercises;
  bool whole = true;  ///< the sum was right when it was read
};

/// The file's text.
std::string hand_in_text(const HandIn& hand_in);

/// Reads one. Throws Error: "<where>: ..." if it is no hand-in that this lab reads, or is larger
/// than hand-ins are. Believes nothing in it: an id is a chapter's number, a point and one or two
/// digits, an outcome one of name_of, a name one line without control characters.
HandIn parse_hand_in(std::string_view text, const std::string& where);

/// The name as a grader sees it: no control characters, spaces single. Throws UsageError if
/// nothing is left or it is longer than kMostNameChars.
std::string checked_name(std::string_view name);

/// The sha256 of an exercise's check; "" if the file is not there.
std::string check_sum(const Exercise& exercise);

/// The learner's file of an exercise as it would be handed in; none if it is not there. Throws
/// Error if it is larger than kMostCodeBytes or not UTF-8.
std::optional<std::string> learners_code(const Exercise& exercise,
                                         const std::filesystem::path& folder);

/// The compiler, the precision and the kernels of this program, for HandIn::build.
KeyValues this_build(const std::string& version);

}  // namespace lab
