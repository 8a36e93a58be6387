// A folder for a class: this lab without what learners are to find out themselves.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "engine/core/real.h"

namespace lab {

/// The file at a pack's root that says what was left out: {"format": "lmlab-pack/1", "chapter":
/// "10", "hidden": ["solutions"]}.
inline constexpr const char* kPackFile = "pack.json";

struct PackRequest {
  std::string chapter;                            ///< "10" or "gpt"
  std::vector<std::string> hide = {"solutions"};  ///< names of hideable_parts()
  std::filesystem::path out;                      ///< empty: lmlab-class-10 in the current folder
};

struct Pack {
  std::filesystem::path path;
  i64 files = 0, bytes = 0;
  std::vector<std::string> hidden;  ///< paths relative to the lab that are not in the pack
};

/// "solutions" (with the mutants, which quote them), "mutants", "expected" (but bands.json, which
/// the program is built with).
std::vector<std::string> hideable_parts();

/// Writes the pack, complete or not at all. In a git clone these are the tracked files, as they
/// are in the working folder, but what belongs to the learner (exercises/) as it was committed;
/// elsewhere everything but builds and runs.
/// Throws UsageError for an unknown part; Error if `out` is not empty, if an exercise would be
/// handed out without its LAB_TODO, or if a file cannot be copied.
Pack make_pack(const PackRequest& request);

/// The lab's files that make_pack starts from, relative to `root`, sorted.
std::vector<std::filesystem::path> files_of_lab(const std::filesystem::path& root);

}  // namespace lab
