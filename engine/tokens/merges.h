// Byte pair encoding of one piece: join the pair that was learned first, until none is left.
#pragma once
#include <vector>

#include "engine/core/real.h"
#include "engine/tokens/flat_map.h"

namespace lab {

/// The merges of a BPE vocabulary: (left, right) -> merged, with a rank; lower ranks go first, and
/// of equal ranks the leftmost. Immutable once made, so any thread may use it.
/// Source: Sennrich, Haddow, Birch 2016, "Neural Machine Translation of Rare Words with Subword
/// Units", algorithm 1.
class Merges {
 public:
  explicit Merges(i64 expected = 0) : table_(expected) {}

  /// Adds one; false if the pair has a merge already (the first one stays).
  bool add(i32 left, i32 right, i32 merged, u32 rank);

  /// Merges symbols in place until no pair has a merge; returns how many are left. Short pieces
  /// look through all pairs each time; long ones (a million "ha") keep a heap: O(n log n).
  i64 apply(i32* symbols, i64 n) const;

  i64 size() const { return table_.size(); }

 private:
  i64 apply_short(i32* symbols, i64 n) const;
  i64 apply_long(i32* symbols, i64 n) const;
  u64 find(i32 left, i32 right) const { return table_.find(pair_key(left, right)); }

  FlatMap table_;  // pair -> rank << 32 | merged
};

}  // namespace lab
