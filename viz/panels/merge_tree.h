// How a token came about: the tree of the merges that made it.
#pragma once
#include "viz/panels/panel.h"
#include "viz/panels/token_view.h"

namespace lab {

/// The token on top, below it what it was merged from, down to bytes; the number of the merge
/// stands beside each. A tree without room for all is drawn down to a lesser depth, "…" where it
/// goes on. Hovering a part tells its id, its bytes and its count; a click takes the time machine
/// to the step that made it. Ids: "ID.NUMBER OF THE NODE", from the root, left before right.
void draw_merge_tree(PanelContext& context, std::string_view id, const TokenView& tokens, i32 token,
                     const Rect& box);

/// The step of training that made a merge, if the frame's merges came evenly; -1 without any.
i64 step_of_merge(const Frame& frame, const TokenView& tokens, i64 merge);

/// What hovering a token tells.
void explain_token(const TokenView& tokens, i32 id);

}  // namespace lab
