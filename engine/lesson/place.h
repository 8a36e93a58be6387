// Where a reader stopped, and what they answered: reader.json, one entry per chapter.
#pragma once
#include <map>
#include <string>

#include "engine/core/real.h"

namespace lab {

/// The same in every language: headings are counted, and a distance is a share of a section.
struct ReaderPlace {
  i32 heading = -1;   ///< index of the heading last passed; -1 = the chapter was never opened
  double offset = 0;  ///< 0 at this heading, 1 at the next
  std::map<std::string, int> answers;  ///< quiz id -> the choice that was made first
  bool operator==(const ReaderPlace&) const = default;
};

/// Nothing for a chapter ("gpt") that was never opened. A damaged file is moved aside, to
/// PATH.damaged, and counts as none; `note`, if given, then says so in one sentence.
ReaderPlace load_place(const std::string& path, const std::string& chapter,
                       std::string* note = nullptr);

/// Replaces one chapter's entry in one move; the others stay as they are on disk. Throws Error
/// (path, reason) if it cannot be written; the old file is then as it was.
void save_place(const std::string& path, const std::string& chapter, const ReaderPlace& place);

}  // namespace lab
