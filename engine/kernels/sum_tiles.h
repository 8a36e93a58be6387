// Sums over long arrays that are the same bits with any number of threads.
#pragma once
#include <array>

#include "engine/core/threads.h"

namespace lab {

/// Sums f(begin, end) over tiles of [0, n) that depend on n alone, in the tiles' order.
template <class Sums, class F>
Sums sum_tiles(i64 n, i64 operations, F f) {
  const i64 tile = (tile_size(n, operations) + 63) / 64 * 64;
  std::array<Sums, 65> partial{};
  parallel_ranges(n, tile, [&](i64 begin, i64 end) { partial[begin / tile] = f(begin, end); });
  Sums total{};
  for (const Sums& part : partial) total += part;
  return total;
}

}  // namespace lab
