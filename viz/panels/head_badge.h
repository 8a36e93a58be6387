// What one attention head does, read off its matrix, in one word and one number.
#pragma once
#include <span>

#include "engine/core/real.h"
#include "viz/i18n/strings.h"

namespace lab {

/// mixed: none of the others reaches its threshold.
enum class HeadKind : u8 { previous, first, self, induction, uniform, local, mixed };

/// strength: the score that decided, 0..1. For mixed: the largest score that did not.
struct HeadBadge {
  HeadKind kind = HeadKind::mixed;
  float strength = 0;
};

/// p: (T, T) one head's attention, rows are queries and sum to 1. ids: (T).
///
/// Scores, each a mean over queries that have at least two keys behind them:
///   previous  p[q][q-1]                self  p[q][q]                first  p[q][0]
///   induction p[q][j+1] summed over every earlier place j of the token at q (that is, what came
///             after it last time); only queries that have such a place, and at least 4 of them
///   uniform   entropy of p[q] / ln(number of visible keys)
///   local     weight on the query and the three tokens before it; queries from 8 on
/// The largest of the first four wins if it reaches 0.4 (induction: 0.3, as it has more places to
/// spread over); then uniform from 0.92, then local from 0.7. The thresholds are ours: round
/// numbers at which the pattern is plain to the eye.
/// Source of the kinds: Voita et al. 2019, "Analyzing Multi-Head Self-Attention", section 5
/// (positional heads); Olsson et al. 2022, "In-context Learning and Induction Heads".
HeadBadge judge_head(std::span<const float> p, std::span<const i32> ids);

/// "previous", "앞 글자".
const char* name_of(HeadKind kind);

}  // namespace lab
