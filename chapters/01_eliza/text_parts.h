// Cutting a line of a script into its parts.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace lab {

/// Without spaces at either end.
std::string trimmed(std::string_view text);
/// The trimmed parts between the marks; empty ones are left out.
std::vector<std::string> parts_of(std::string_view text, char mark);
/// True for one to three digits and nothing else.
bool is_small_number(std::string_view text);

}  // namespace lab
