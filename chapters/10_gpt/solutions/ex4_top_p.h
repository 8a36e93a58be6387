// Exercise 10.4: the author's. Sort, cut, divide, draw.
#pragma once
#include <algorithm>
#include <span>
#include <vector>

#include "chapters/10_gpt/exercises/given.h"
#include "engine/exercise/exercise_check.h"

namespace lab::ex {

/// How many of the sorted tokens it takes to reach p; `mass` becomes their sum.
inline std::size_t count_kept(const std::vector<KeptToken>& sorted, double p, double& mass) {
  std::size_t count = 0;
  mass = 0;
  while (count < sorted.size()) {
    mass += sorted[count].probability;
    ++count;  // the one that reaches p belongs to them
    if (p < 1 && mass >= p - kRounding) break;
  }
  return count;
}

inline TopP sample_top_p(std::span<const double> probabilities, double p, double u) {
  TopP result;
  for (std::size_t i = 0; i < probabilities.size(); ++i)
    result.kept.push_back({.id = i32(i), .probability = probabilities[i]});
  std::sort(result.kept.begin(), result.kept.end(), [](const KeptToken& a, const KeptToken& b) {
    return a.probability != b.probability ? a.probability > b.probability : a.id < b.id;
  });

  double mass = 0;
  result.kept.resize(count_kept(result.kept, p, mass));
  for (KeptToken& token : result.kept) token.probability /= mass;

  double reached = 0;
  for (const KeptToken& token : result.kept) {
    result.drawn = token.id;  // the last one stays where rounding leaves the sum below u
    reached += token.probability;
    if (reached > u) break;
  }
  return result;
}

}  // namespace lab::ex
