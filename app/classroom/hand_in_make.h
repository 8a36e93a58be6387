// Making a hand-in: the judge, the learner's code and progress, one file.
#pragma once
#include <functional>
#include <string>

#include "app/classroom/hand_in.h"

namespace lab {

struct HandInRequest {
  std::string chapter;  ///< "10" or "gpt"
  std::string name;     ///< empty: that of the account
  std::string folder;   ///< of the learner's files; empty: the chapter's exercises/
  std::string out;      ///< empty: hand-in-10-kim-minji.json
  std::string version;  ///< of this program
};

struct HandInFile {
  std::string path;
  HandIn hand_in;
  i64 done = 0;  ///< exercises
};

/// Judges the learner's exercises, telling each verdict to `on_verdict`, and writes the file in one
/// move. Throws Error if the chapter has no exercises, if a code is too large or not UTF-8, if
/// `out` is there and is no hand-in, or if it cannot be written; UsageError about the name.
HandInFile make_hand_in(const HandInRequest& request,
                        const std::function<void(const Verdict&)>& on_verdict);

/// "kim-minji" of "Kim Minji"; Korean stays. "learner" if nothing is left.
std::string name_for_file(std::string_view name);

}  // namespace lab
