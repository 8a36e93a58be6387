// Exercise 10.5 (three stars): the KV cache. Lesson, section 19.
//
// Write the body, then: ./lab check 10.5. When stuck: ./lab hint 10.5
#pragma once
#include <algorithm>
#include <cmath>
#include <vector>

#include "chapters/10_gpt/exercises/given.h"
#include "engine/exercise/exercise_check.h"

namespace lab::ex {

/// Feeds one more token to a model that remembers, and returns the logits (V) of the token after
/// it.
///
/// Given: the cache of the text so far, the new token's id (0 to V - 1), the model (given.h). The
/// text has room for one more: cache.size < context. The cache has a layer for each of the model.
/// Wanted, with t = cache.size, the place of the new token:
///   x = row id of wte + row t of wpe                                                       (C)
///   for each layer:
///     query, key, value of the new place: x times the first, second, last C rows of qkv
///     key and value become row t of this layer's keys and values
///     each head h, columns h D to h D + D - 1: the mean of the values of places 0 to t, weighted
///     by softmax of (query . key) / sqrt(D), as in exercise 10.1
///     x = x + proj times the heads' answers, side by side
///   cache.size grows by one.
///   logits[i] = x . (row i of wte)
/// No place before t is computed again: what is needed of it stands in the cache.
///
/// Whoever calls may forget the end of the text by making cache.size smaller, and go on with other
/// tokens. Rows from cache.size on are leftovers and must not be looked at. There may be several
/// caches, each with a text of its own: nothing is kept anywhere else.
inline std::vector<real> feed([[maybe_unused]] KvCache& cache, [[maybe_unused]] i32 id,
                              [[maybe_unused]] const AttentionModel& model) {
  LAB_TODO("10.5");
}

}  // namespace lab::ex
