#include "engine/tokens/merges.h"

#include <algorithm>
#include <functional>
#include <queue>

namespace lab {
namespace {

constexpr i64 kShort = 48;  // symbols up to which looking through all pairs is faster than a heap

}  // namespace

bool Merges::add(i32 left, i32 right, i32 merged, u32 rank) {
  u64& place = table_[pair_key(left, right)];
  if (place != FlatMap::kNone) return false;
  place = u64(rank) << 32 | u32(merged);
  return true;
}

i64 Merges::apply(i32* symbols, i64 n) const {
  return n <= kShort ? apply_short(symbols, n) : apply_long(symbols, n);
}

i64 Merges::apply_short(i32* symbols, i64 n) const {
  u64 found[kShort];  // found[i]: rank and result of the pair (i, i + 1)
  for (i64 i = 0; i + 1 < n; ++i) found[i] = find(symbols[i], symbols[i + 1]);
  // [apply-merges]
  while (n > 1) {
    const u64* const best = std::min_element(found, found + n - 1);  // the leftmost of equal ones
    if (*best == FlatMap::kNone) break;
    const i64 at = best - found;
    symbols[at] = i32(u32(*best));
    --n;
    for (i64 i = at + 1; i < n; ++i) symbols[i] = symbols[i + 1];
    for (i64 i = at + 1; i + 1 < n; ++i) found[i] = found[i + 1];
    if (at > 0) found[at - 1] = find(symbols[at - 1], symbols[at]);
    if (at + 1 < n) found[at] = find(symbols[at], symbols[at + 1]);
  }
  // [/apply-merges]
  return n;
}

i64 Merges::apply_long(i32* symbols, i64 n) const {
  std::vector<i32> before(static_cast<size_t>(n)), after(static_cast<size_t>(n));
  std::vector<u64> waiting;  // rank << 32 | place of the left symbol
  const auto wait_for = [&](i32 left, i32 right) {
    const u64 found = find(symbols[left], symbols[right]);
    if (found != FlatMap::kNone) waiting.push_back((found >> 32) << 32 | u32(left));
  };
  for (i32 i = 0; i < n; ++i) {
    before[size_t(i)] = i - 1, after[size_t(i)] = i + 1 < n ? i + 1 : -1;
    if (i + 1 < n) wait_for(i, i + 1);
  }
  std::make_heap(waiting.begin(), waiting.end(), std::greater<>());
  while (!waiting.empty()) {
    std::pop_heap(waiting.begin(), waiting.end(), std::greater<>());
    const u64 next = waiting.back();
    waiting.pop_back();
    const i32 left = i32(u32(next)), right = symbols[left] < 0 ? -1 : after[size_t(left)];
    if (right < 0) continue;
    const u64 found = find(symbols[left], symbols[right]);
    if (found == FlatMap::kNone || found >> 32 != next >> 32) continue;  // merged otherwise since
    symbols[left] = i32(u32(found));
    symbols[right] = -1;
    const i32 beyond = after[size_t(left)] = after[size_t(right)];
    if (beyond >= 0) before[size_t(beyond)] = left;
    const auto push = [&](i32 a, i32 b) {
      const size_t had = waiting.size();
      wait_for(a, b);
      if (waiting.size() > had) std::push_heap(waiting.begin(), waiting.end(), std::greater<>());
    };
    if (before[size_t(left)] >= 0) push(before[size_t(left)], left);
    if (beyond >= 0) push(left, beyond);
  }
  return std::remove(symbols, symbols + n, -1) - symbols;
}

}  // namespace lab
