// One instruction set's way of packing and multiplying: what avx512.cpp, avx2.cpp ... offer
// gemm.cpp.
#pragma once
#include "engine/gemm/gemm.h"

namespace lab {

/// c[row_begin..row_end)[col_begin..col_end) of one product. `a` is read in place, element (i, p)
/// at a[i * a_row + p * a_step]; `b` is packed: panels of `cols` columns, each (k, cols), the last
/// filled up with zeros; its first panel holds column 0. An element is a `real`, or (bf16) a pair
/// of neighbours in k.
struct TileJob {
  i64 row_begin, row_end, col_begin, col_end;  // col_begin: a multiple of the panel's width
  i64 steps;                                   // k, or pairs of k
  const void* a;
  i64 a_row, a_step;
  const void* b;
  i64 panel;  // elements from one panel to the next
  real alpha, beta;
  real* c;
  i64 ldc;
  Exit exit;
};

struct KernelSet {
  const char* name;
  i64 cols;  ///< width of a packed panel
  /// Packs columns [col, min(col + cols, n)) of op(b) into one panel of k * cols numbers.
  void (*pack)(real* panel, Trans trans_b, i64 col, i64 n, i64 k, const real* b, i64 ldb);
  void (*multiply)(const TileJob& job);
  // The same with bfloat16 pairs; nullptr in double builds.
  void (*pack_pairs)(u32* panel, Trans trans_b, i64 col, i64 n, i64 k, const real* b, i64 ldb);
  void (*multiply_pairs)(const TileJob& job);
  /// to[p] = (from[2p], from[2p + 1]), k numbers;   to[j] = (even[j], odd[j]), n numbers.
  void (*pair_neighbours)(u32* to, const real* from, i64 k);
  void (*pair_rows)(u32* to, const real* even, const real* odd, i64 n);
};

/// The set that gemm() uses now, nullptr for OpenBLAS.
const KernelSet* chosen_kernels();

/// nullptr where this build has none or the CPU cannot run it.
const KernelSet* avx512_bf16_kernels();
const KernelSet* avx512_kernels();
const KernelSet* avx2_kernels();
const KernelSet* neon_kernels();

}  // namespace lab
