// One pool of threads for the whole program. Work is cut into tiles whose borders depend on the
// problem's size and never on the number of threads, so results are the same bits with 1, 2 or 16.
#pragma once
#include <algorithm>
#include <type_traits>

#include "engine/core/real.h"

namespace lab {

/// Number of threads that share work, the caller included. Call while nothing runs.
void set_threads(int n);
int threads();
/// Cores this process may use.
int available_cores();

/// Denormals are flushed to zero on this thread (FTZ and DAZ on x86, FZ on ARM): worth 1.33x on
/// real text. Every thread that computes calls it once; the pool's threads do by themselves.
void flush_denormals();
bool denormals_flushed();

/// While one lives, parallel_for on this thread runs alone: for threads beside the trainer.
class SerialScope {
 public:
  SerialScope();
  ~SerialScope();

 private:
  bool outer_;
};

namespace detail {
using TileFunction = void (*)(void* context, i64 tile);
void run_tiles(i64 n, TileFunction function, void* context);
}  // namespace detail

/// Calls f(i) for i in 0..n-1, each once, on any thread, in any order; returns when all are done.
/// f must not throw. Nested calls, and calls while another thread uses the pool, run alone.
template <class F>
void parallel_for(i64 n, F&& f) {
  using Function = std::remove_reference_t<F>;
  detail::run_tiles(
      n, [](void* context, i64 tile) { (*static_cast<Function*>(context))(tile); },
      const_cast<void*>(static_cast<const void*>(&f)));
}

/// Items per tile such that a tile costs at least ~0.25 M operations (about 10 us), and there are
/// at most 64 tiles. Depends on nothing but its arguments.
inline i64 tile_size(i64 items, i64 operations_per_item) {
  const i64 enough = 250'000 / std::max<i64>(operations_per_item, 1) + 1;
  return std::max({enough, (items + 63) / 64, i64(1)});
}

/// Calls f(begin, end) for the tiles of [0, items).
template <class F>
void parallel_ranges(i64 items, i64 tile, F&& f) {
  parallel_for((items + tile - 1) / tile,
               [&](i64 i) { f(i * tile, std::min(items, (i + 1) * tile)); });
}

}  // namespace lab
