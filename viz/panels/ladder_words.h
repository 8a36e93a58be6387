// The back-off ladder in words: what a probability is called, and what one rung does.
#pragma once
#include <array>
#include <string_view>

#include "viz/i18n/label.h"
#include "viz/panels/ladder_rungs.h"

namespace lab {

/// A probability in as many digits as it needs: "0.31", "0.0042", "3.1e-7".
Label probability_words(double p);
/// "1.17 nats"; an impossible token has infinitely many.
Label surprise_words(double p);
/// A count as people read it; adjusted counts can be fractions.
Label count_words(double count);
/// "3 – 1.49": a count, and what is taken off it (added to it, for add-k).
Label discount_words(const Rung& rung);

/// What a rung does, in one to three sentences; empty ones are not needed.
/// context: the tokens before the target, as printed; target: the token that is asked about.
std::array<Label, 3> rung_words(const Ladder& ladder, i32 order, std::string_view context,
                                std::string_view target);

}  // namespace lab
