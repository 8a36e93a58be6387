// The back-off ladder as numbers: what each order says, and what becomes of the belief.
#pragma once
#include <array>
#include <optional>

#include "engine/observe/frame.h"

namespace lab {

inline constexpr i32 kMaxLadderOrder = 16;

/// One order of the ladder; order 0 is the even guess 1/V below all counts. By
/// p_n = own + weight * p_{n-1}, and the parts of all rungs add up to the final probability.
struct Rung {
  bool matched = false;  ///< the context was seen
  bool reached = false;  ///< the text is as long as the context
  double seen = 0;       ///< what all tokens after the context count together
  double kinds = 0;      ///< different ones among them
  double count = 0;      ///< of the token that is asked about
  double discount = 0;   ///< taken from that count; add-k: what is added, as -k
  double weight = 1;     ///< lambda: what the next lower rung gets of what arrives here
  double arrives = 1;    ///< share of all belief that comes down to this rung
  double own = 0;        ///< what this order alone gives the token
  double part = 0;       ///< arrives * own: what it adds to the final probability
  double p = 0;          ///< p_n: what a model that ends at this order would say
};

struct Ladder {
  i32 order = 0;          ///< N; rungs[N] is the longest
  i32 position = 0;       ///< of the last token of the context
  i32 target = -1;        ///< the token that is asked about
  bool follows = false;   ///< it stands in the text; otherwise it is the model's first choice
  bool straight = false;  ///< what is handed down goes straight to 1/V (add-k)
  double p = 0;           ///< of the target
  std::array<Rung, kMaxLadderOrder + 1> rungs;

  /// The longest order whose context was seen; 0 if there is none.
  i32 longest_seen() const;
  /// What stands below a rung: the next lower p, or 1/V.
  double below(i32 order) const;
  /// Does (count - discount) / seen give what the order says? Not for every smoothing.
  bool is_discounted(i32 order) const;
};

/// From the taps ngram.ladder and ngram.target; nothing if the frame has none that fit.
std::optional<Ladder> read_ladder(const Frame& frame, i32 position, i64 vocab);

}  // namespace lab
