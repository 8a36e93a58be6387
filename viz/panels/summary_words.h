// RunInfo::summary in the language of the screen.
#pragma once
#include <string_view>

#include "viz/i18n/label.h"

namespace lab {

/// Cuts "order 5" off "order 5, Kneser-Ney, words" and returns it as the screen says it; a part
/// that nobody knows stands as it is. `summary` keeps the rest, empty at the end.
Label next_summary_part(std::string_view& summary);
/// All parts in a row.
Label summary_words(std::string_view summary);

}  // namespace lab
