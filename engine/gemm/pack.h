// Packing: columns of a factor laid out as the micro-kernel reads them. Included once per
// instruction set, after LAB_VECTOR_BYTES; everything is local to the including file.
#pragma once
#include <bit>
#include <utility>

#include "engine/gemm/kernel_set.h"

namespace lab {
namespace {

using Vec = real __attribute__((vector_size(LAB_VECTOR_BYTES)));
constexpr i64 kLanes = LAB_VECTOR_BYTES / sizeof(real);
constexpr i64 kPanel = 2 * kLanes;  // columns of a packed panel

/// A vector of E that may lie anywhere and alias anything.
template <class E>
using Loose __attribute__((vector_size(LAB_VECTOR_BYTES), aligned(sizeof(E)), may_alias)) = E;

/// Lane l of the result: where bit S of l is clear, `low`'s; elsewhere `high`'s, S lanes further
/// down (First) or both S lanes further up (the other half of the exchange).
template <int S, bool First, class V, std::size_t... L>
V exchange(V low, V high, std::index_sequence<L...>) {
  constexpr int kN = sizeof...(L);
  if constexpr (First)
    return __builtin_shufflevector(low, high, (int(L) & S ? kN + int(L) - S : int(L))...);
  else
    return __builtin_shufflevector(low, high, (int(L) & S ? kN + int(L) : int(L) + S)...);
}

template <int S, int N, class V>
void transpose_stages(V* rows) {
  if constexpr (S < N) {
    using Lanes = std::make_index_sequence<N>;
    for (int i = 0; i < N; ++i) {
      if (i & S) continue;
      const V low = rows[i], high = rows[i + S];
      rows[i] = exchange<S, true>(low, high, Lanes{});
      rows[i + S] = exchange<S, false>(low, high, Lanes{});
    }
    transpose_stages<2 * S, N>(rows);
  }
}

/// to[p * kPanel + j] = from[j * ld + p] for kLanes rows j and p in [0, k).
/// Source of the exchange pattern: Eklundh 1972, "A fast computer method for matrix transposing".
template <class E>
void transpose_into(E* to, const E* from, i64 ld, i64 k) {
  constexpr int N = LAB_VECTOR_BYTES / sizeof(E);
  using V = Loose<E>;
  i64 p = 0;
  for (; p + N <= k; p += N) {
    V block[N];
    for (int j = 0; j < N; ++j) block[j] = *reinterpret_cast<const V*>(from + j * ld + p);
    transpose_stages<1, N>(block);
    for (int j = 0; j < N; ++j) *reinterpret_cast<V*>(to + (p + j) * kPanel) = block[j];
  }
  for (; p < k; ++p)
    for (int j = 0; j < N; ++j) to[p * kPanel + j] = from[j * ld + p];
}

/// A panel from rows of b: panel[p][j] = b[(col + j) * ldb + p]; columns past n are zero.
template <class E>
void pack_transposed(E* panel, i64 columns, i64 k, const E* rows, i64 ld) {
  i64 j = 0;
  for (; j + kLanes <= columns; j += kLanes) transpose_into(panel + j, rows + j * ld, ld, k);
  for (; j < kPanel; ++j)
    for (i64 p = 0; p < k; ++p) panel[p * kPanel + j] = j < columns ? rows[j * ld + p] : E(0);
}

void pack(real* panel, Trans trans_b, i64 col, i64 n, i64 k, const real* b, i64 ldb) {
  const i64 columns = n - col < kPanel ? n - col : kPanel;
  if (trans_b == Trans::yes) return pack_transposed(panel, columns, k, b + col * ldb, ldb);
  for (i64 p = 0; p < k; ++p) {
    const real* LAB_RESTRICT from = b + p * ldb + col;
    real* LAB_RESTRICT to = panel + p * kPanel;
    if (columns == kPanel)
      for (i64 j = 0; j < kPanel; ++j) to[j] = from[j];
    else
      for (i64 j = 0; j < kPanel; ++j) to[j] = j < columns ? from[j] : real(0);
  }
}

#ifndef LAB_DOUBLE
/// The nearest bfloat16 of each, ties to even, `low` in the lower half. NaN stays NaN.
inline u32 bf16_pair(float low, float high) {
  const auto round = [](float x) {
    const u32 bits = std::bit_cast<u32>(x);
    return x != x ? bits | 0x400000u : bits + 0x7fffu + ((bits >> 16) & 1u);
  };
  return (round(low) >> 16) | (round(high) & 0xffff0000u);
}

/// to[p] = (from[2p], from[2p + 1]) for k numbers; a missing last partner is zero.
void pair_neighbours(u32* LAB_RESTRICT to, const float* LAB_RESTRICT from, i64 k) {
  LAB_SIMD
  for (i64 p = 0; p < k / 2; ++p) to[p] = bf16_pair(from[2 * p], from[2 * p + 1]);
  if (k % 2) to[k / 2] = bf16_pair(from[k - 1], 0);
}

/// to[j] = (even[j], odd[j]) for n numbers; odd = nullptr: zeros.
void pair_rows(u32* LAB_RESTRICT to, const float* LAB_RESTRICT even, const float* LAB_RESTRICT odd,
               i64 n) {
  if (odd) {
    LAB_SIMD
    for (i64 j = 0; j < n; ++j) to[j] = bf16_pair(even[j], odd[j]);
  } else {
    for (i64 j = 0; j < n; ++j) to[j] = bf16_pair(even[j], 0);
  }
}

void pack_pairs(u32* panel, Trans trans_b, i64 col, i64 n, i64 k, const float* b, i64 ldb) {
  const i64 columns = n - col < kPanel ? n - col : kPanel, steps = (k + 1) / 2;
  if (trans_b == Trans::no) {
    for (i64 p = 0; p < steps; ++p) {
      const float* even = b + 2 * p * ldb + col;
      pair_rows(panel + p * kPanel, even, 2 * p + 1 < k ? even + ldb : nullptr, columns);
      for (i64 j = columns; j < kPanel; ++j) panel[p * kPanel + j] = 0;
    }
    return;
  }
  constexpr i64 kChunk = 64;  // steps at a time: the paired rows stay in the first-level cache
  u32 paired[kPanel * kChunk];
  for (i64 p = 0; p < steps; p += kChunk) {
    const i64 left = k - 2 * p < 2 * kChunk ? k - 2 * p : 2 * kChunk;
    for (i64 j = 0; j < columns; ++j)
      pair_neighbours(paired + j * kChunk, b + (col + j) * ldb + 2 * p, left);
    pack_transposed(panel + p * kPanel, columns, (left + 1) / 2, paired, kChunk);
  }
}
#endif

}  // namespace
}  // namespace lab
