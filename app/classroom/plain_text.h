// Text of unknown origin, made fit for a terminal, a table or a spreadsheet.
#pragma once
#include <string>
#include <string_view>

#include "engine/core/real.h"

namespace lab {

/// The text on one line: each run of white space, control characters and characters that turn the
/// direction of writing becomes one space, those at the ends are dropped, bytes that are not UTF-8
/// become "?". Longer than `most_bytes`: cut between two characters, and "…" at the end.
std::string plain_text(std::string_view text, std::size_t most_bytes);

/// Columns that a text takes on a terminal: Korean, Chinese and Japanese characters take two.
/// Source: Unicode Standard Annex 11 (East Asian Width), its wide and fullwidth blocks.
i64 columns_of(std::string_view text);

/// The text, and blanks up to `columns`.
std::string padded(std::string text, i64 columns);

}  // namespace lab
