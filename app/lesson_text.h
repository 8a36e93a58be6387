// A lesson for the terminal: wrapped to its width, aligned whatever the script.
#pragma once
#include <string>
#include <string_view>

#include "engine/lesson/lesson.h"

namespace lab {

struct TerminalStyle {
  int width = 80;
  bool colors = false;  ///< ANSI: bold, dim, underlined
  bool korean = false;  ///< the language of what is said besides the lesson's own words
};

/// Blocks [first, last) of a lesson, as lines.
std::string terminal_text(const Lesson& lesson, std::size_t first, std::size_t last,
                          const TerminalStyle& style);

/// What a person does by hand where a `lab:` link would act: "window: attention, layer 1, head 4".
std::string by_hand(const LabLink& link, bool korean);

/// Columns that a text takes on a terminal: two for Korean syllables, none for combining marks.
int terminal_columns(std::string_view text);

/// A paragraph, wrapped at spaces; a word longer than the width is broken.
std::string wrapped_text(std::string_view text, int width, std::string_view indent = {});

}  // namespace lab
