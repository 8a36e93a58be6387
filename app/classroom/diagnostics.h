// What a compiler said about a learner's file, in the order of use: plain words, the place, the
// line, then the compiler's own words.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "app/classroom/exercises.h"

namespace lab {

/// One message of g++ or clang++.
struct Diagnostic {
  std::string file;
  i64 line = 0, column = 0;
  std::string kind;          ///< "error", "fatal error", "warning", "note"
  std::string message;       ///< one line, quotes as '
  std::string snippet;       ///< the source line and the mark below it, as printed
  std::string note;          ///< the first note that belongs to it, or ""
  bool at_line_end = false;  ///< settle_semicolons: what is missing is missing at the line's end
};

/// The errors among the compiler's output that point into `folder`: their place lies there, or
/// the library that they were found in was asked for there ("required from").
std::vector<Diagnostic> errors_in(std::string_view output, const std::string& folder);

/// The first error, wherever it is; an empty message if there is none.
Diagnostic first_error(std::string_view output);

/// Puts the errors about a missing semicolon at the end of the line that lacks it, and drops those
/// that follow from it, on that line and up to where the compiler noticed. `source`: all of `file`.
void settle_semicolons(std::vector<Diagnostic>& errors, const std::string& file,
                       std::string_view source);

/// Plain words for one message of g++; empty if the table has none.
Bilingual explain(std::string_view message);

/// The errors for a reader: at most three, plain words first. `folder` is cut from the paths.
Bilingual tell(const std::vector<Diagnostic>& errors, const std::string& folder);

}  // namespace lab
