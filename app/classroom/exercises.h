// The exercises of a chapter: what chapters/NN_name/exercises/exercises.json says.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/real.h"

namespace lab {

/// One text in both languages.
struct Bilingual {
  std::string en, ko;
  const std::string& in(std::string_view language) const { return language == "ko" ? ko : en; }
};

struct Exercise {
  std::string id;                ///< "10.1"
  std::string file;              ///< "ex1_scores": exercises/ex1_scores.h, check/ex1_scores.cpp ...
  int stars = 1;                 ///< 1 to 3
  Bilingual title, task;         ///< a few words; one or two sentences
  std::string section;           ///< the lesson's section that it belongs to: "6"
  std::vector<Bilingual> hints;  ///< three, from nudge to near-answer
  std::string signature;         ///< as in the stub, told to whoever changed it; may be ""
  std::filesystem::path chapter;  ///< absolute: .../chapters/10_gpt
};

/// All exercises of a chapter, in order; empty if it has none yet. `chapter` is "10" or "gpt".
/// Throws Error naming file and member if exercises.json is not as it should be.
std::vector<Exercise> load_exercises(std::string_view chapter);
/// "10.1". Throws UsageError naming those that exist.
Exercise find_exercise(std::string_view id);

}  // namespace lab
