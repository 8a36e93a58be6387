// Where in the learner's file a program was when it ended.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "engine/core/real.h"

namespace lab {

/// "ex1_scores.h:14" of the innermost of `frames` (addresses of instructions, the innermost first)
/// that lies in `folder`, by `program`'s line table; "" if none does, or addr2line is not there.
std::string place_in(const std::filesystem::path& program, const std::vector<u64>& frames,
                     const std::filesystem::path& folder);

}  // namespace lab
