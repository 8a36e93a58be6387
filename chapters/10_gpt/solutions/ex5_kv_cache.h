// Exercise 10.5: the author's. One row goes through the model; only the cache knows of the others.
#pragma once
#include <algorithm>
#include <cmath>
#include <vector>

#include "chapters/10_gpt/exercises/given.h"
#include "engine/exercise/exercise_check.h"

namespace lab::ex {

/// One head's query over the places 0 to last: adds its answer into `answer`, columns first to
/// first + D - 1. All rows are C wide.
inline void attend(Matrix& answer, const Matrix& qkv, const KvCache::Layer& kept, i64 last,
                   i64 first, i64 D) {
  std::vector<real> weight(std::size_t(last) + 1);
  for (i64 s = 0; s <= last; ++s) {
    real dot = 0;
    for (i64 d = first; d < first + D; ++d) dot += qkv(0, d) * kept.keys(s, d);
    weight[std::size_t(s)] = dot / std::sqrt(real(D));
  }
  const real largest = *std::max_element(weight.begin(), weight.end());
  real sum = 0;
  for (real& w : weight) {
    w = std::exp(w - largest);
    sum += w;
  }
  for (i64 s = 0; s <= last; ++s)
    for (i64 d = first; d < first + D; ++d)
      answer(0, d) += weight[std::size_t(s)] / sum * kept.values(s, d);
}

inline std::vector<real> feed(KvCache& cache, i32 id, const AttentionModel& model) {
  const i64 t = cache.size, C = model.wte.cols(), D = C / model.n_heads;
  Matrix x(1, C);
  for (i64 c = 0; c < C; ++c) x(0, c) = model.wte(id, c) + model.wpe(t, c);

  for (std::size_t l = 0; l < model.layers.size(); ++l) {
    KvCache::Layer& kept = cache.layers[l];
    const Matrix qkv = x * transposed(model.layers[l].qkv);  // (1, 3C)
    for (i64 c = 0; c < C; ++c) {
      kept.keys(t, c) = qkv(0, C + c);
      kept.values(t, c) = qkv(0, 2 * C + c);
    }
    Matrix heads(1, C);
    for (i64 h = 0; h < model.n_heads; ++h) attend(heads, qkv, kept, t, h * D, D);
    x = x + heads * transposed(model.layers[l].proj);
  }

  cache.size = t + 1;
  const Matrix logits = x * transposed(model.wte);  // (1, V)
  return {logits.values().begin(), logits.values().end()};
}

}  // namespace lab::ex
