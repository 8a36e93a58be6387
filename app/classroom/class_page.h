// The page that lies in a pack: what it is, for the learner and for the teacher.
#pragma once
#include <string>
#include <vector>

namespace lab {

/// CLASS.md or CLASS.ko.md. `chapter` is "10", `hidden` as in Pack.
std::string class_page(bool korean, const std::string& chapter,
                       const std::vector<std::string>& hidden);

}  // namespace lab
