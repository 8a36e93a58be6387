// How each kind of block is set. All return the y below the block, without the gap that follows.
#pragma once
#include "viz/lesson/flow.h"

namespace lab {

/// Where a block may stand: pixels on the page.
struct Column {
  float x = 0, y = 0, width = 0;
};

/// Columns as wide as their content where there is room, narrower where there is not; cells wrap,
/// columns of numbers are aligned right.
float set_table(Page& page, const Lesson& lesson, const Block& block, const Column& column);

/// One fixed grid of cells, wide characters take two. Lines wider than the column go on below,
/// behind a "»", broken at a space where there is one; the comment of such a line goes above it.
float set_code(Page& page, const Block& block, const Column& column);

/// The question; its choices, or what was chosen, what is right, and why.
float set_quiz(Page& page, const Quiz& quiz, i32 index, const PageState& state,
               const Column& column);
/// What the judge said.
float set_report(Page& page, const std::string& exercise, const CheckReport& report,
                 const Column& column);

}  // namespace lab
