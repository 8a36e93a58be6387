// What the checks of this chapter share: texts, and how they are told.
#pragma once
#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "engine/core/rng.h"
#include "engine/exercise/exercise_check.h"

namespace lab {

using Ids = std::vector<i32>;

/// "0 1 0 0 2"; a long text is cut.
inline std::string told(std::span<const i32> ids) {
  std::string out;
  for (std::size_t i = 0; i < ids.size() && i < 40; ++i) out += cat(i ? " " : "", ids[i]);
  return ids.size() > 40 ? cat(out, " ... (", ids.size(), " tokens)") : out.empty() ? "none" : out;
}

/// Tokens of which the first ones are the most frequent, as in a text.
inline Ids random_text(Rng& rng, i64 length, i64 V) {
  Ids ids(static_cast<std::size_t>(length));
  for (i32& id : ids) id = i32(std::min(rng.below(u64(V)), rng.below(u64(V))));
  return ids;
}

}  // namespace lab
