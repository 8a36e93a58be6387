// Two pieces of code, compared without what says nothing: comments, spaces, line breaks.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace lab {

/// The code without comments; every run of spaces that parts two words becomes one, every other is
/// dropped. Strings and characters stay as they are. Names are not touched: code in which only
/// names were changed counts as other code.
std::string bare_code(std::string_view code);

/// Words in a learner's code by which a program speaks to the system or to its judge instead of
/// computing ("exit", "fopen", "asm", an #include with a path of its own ...); each once, in order.
/// They may be harmless: whoever grades should read the code. Comments and strings do not count.
std::vector<std::string> unusual_words(std::string_view code);

}  // namespace lab
