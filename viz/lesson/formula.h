// Which words belong together: a formula, a list of numbers, a number and its unit.
#pragma once
#include <string_view>

namespace lab {

/// No line ends at this space of a text: "q = (1, 2)", "T → 0", "1 MB".
bool holds_together(std::string_view text, std::size_t space);

}  // namespace lab
