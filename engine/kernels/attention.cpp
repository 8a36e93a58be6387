// Causal attention, one (sequence, head) per tile. Query rows are taken in blocks; a block needs
// only the keys up to its own end, and a block of keys only the queries from its own beginning, so
// of the masked half little is ever computed. Each factor is packed once for all its blocks.
#include <algorithm>
#include <cmath>

#include "engine/core/memory.h"
#include "engine/core/threads.h"
#include "engine/gemm/gemm.h"
#include "engine/kernels/kernels.h"
#include "engine/kernels/vec_math.h"

namespace lab {
namespace {

constexpr i64 kBlock = 32;  // query rows, or key rows, at a time

/// softmax over columns 0..visible-1 of a row; the rest of the `cols` becomes 0.
// [softmax-row]
void softmax_row(real* LAB_RESTRICT row, i64 visible, i64 cols) {
  real top = row[0];
  LAB_PRAGMA(omp simd reduction(max : top))
  for (i64 c = 1; c < visible; ++c) top = std::max(top, row[c]);
  real sum = 0;
  LAB_SIMD_SUM(sum)
  for (i64 c = 0; c < visible; ++c) {
    row[c] = exp_vec(row[c] - top);
    sum += row[c];
  }
  const real scale = 1 / sum;
  for (i64 c = 0; c < visible; ++c) row[c] *= scale;
  std::fill(row + visible, row + cols, real(0));
}
// [/softmax-row]

// [softmax-backward]
/// dscore = att * (datt - sum(att * datt)) * scale over the visible columns, 0 beyond, in place.
void softmax_row_backward(real* LAB_RESTRICT datt, const real* LAB_RESTRICT att, real scale,
                          i64 visible, i64 cols) {
  real dot = 0;
  LAB_SIMD_SUM(dot)
  for (i64 c = 0; c < visible; ++c) dot += att[c] * datt[c];
  for (i64 c = 0; c < visible; ++c) datt[c] = att[c] * (datt[c] - dot) * scale;
  std::fill(datt + visible, datt + cols, real(0));
}
// [/softmax-backward]

/// Where sequence b, head h begins: in a (B, T, 3C) array for q (k and v lie C and 2C further),
/// in a (B, T, C) array, and in the (B, H, T, T) weights.
struct Place {
  i64 packed, merged, weights;
  Place(i64 i, const AttentionSize& s) {
    const i64 b = i / s.n_heads, h = i % s.n_heads;
    packed = b * s.time * 3 * s.width() + h * s.head_dim;
    merged = b * s.time * s.width() + h * s.head_dim;
    weights = i * s.time * s.time;
  }
};

}  // namespace

void causal_attention_forward(real* out, real* att, const real* qkv, const AttentionSize& s) {
  const i64 T = s.time, D = s.head_dim, C = s.width();
  const real scale = 1 / std::sqrt(real(D));  // keeps the logits' variance near 1
  parallel_for(s.batch * s.n_heads, [&](i64 i) {
    const Place at(i, s);
    const real* q = qkv + at.packed;
    const PackedMatrix keys(Trans::yes, T, D, q + C, 3 * C);       // (D, T)
    const PackedMatrix values(Trans::no, D, T, q + 2 * C, 3 * C);  // (T, D)
    // [attention-forward]
    for (i64 begin = 0; begin < T; begin += kBlock) {
      const i64 end = std::min(T, begin + kBlock), rows = end - begin;
      real* p = att + at.weights + begin * T;
      gemm_part({.n = end, .k_end = D}, Trans::no, rows, scale, q + begin * 3 * C, 3 * C, keys, 0,
                p, T);
      for (i64 t = begin; t < end; ++t) softmax_row(p + (t - begin) * T, t + 1, T);
      gemm_part({.n = D, .k_end = end}, Trans::no, rows, 1, p, T, values, 0,
                out + at.merged + begin * C, C);
    }
    // [/attention-forward]
  });
}

void causal_attention_backward(real* dqkv, real keep, const real* dout, const real* qkv,
                               const real* att, const AttentionSize& s) {
  const i64 T = s.time, D = s.head_dim, C = s.width();
  const real scale = 1 / std::sqrt(real(D));
  parallel_for(s.batch * s.n_heads, [&](i64 i) {
    const Place at(i, s);
    const real *q = qkv + at.packed, *dy = dout + at.merged, *p = att + at.weights;
    real *dq = dqkv + at.packed, *dk = dq + C, *dv = dq + 2 * C;
    const PackedMatrix values(Trans::yes, T, D, q + 2 * C, 3 * C);  // (D, T)
    const PackedMatrix keys(Trans::no, D, T, q + C, 3 * C);         // (T, D)
    const PackedMatrix queries(Trans::no, D, T, q, 3 * C);          // (T, D)
    const PackedMatrix dys(Trans::no, D, T, dy, C);                 // (T, D)
    const Buffer scores(T * T);
    real* ds = scores.data();
    for (i64 begin = 0; begin < T;
         begin += kBlock) {  // dP = dY V^T;  dS = softmax'(dP);  dQ = dS K
      const i64 end = std::min(T, begin + kBlock), rows = end - begin;
      gemm_part({.n = end, .k_end = D}, Trans::no, rows, 1, dy + begin * C, C, values, 0,
                ds + begin * T, T);
      for (i64 t = begin; t < end; ++t)
        softmax_row_backward(ds + t * T, p + t * T, scale, t + 1, end);
      gemm_part({.n = D, .k_end = end}, Trans::no, rows, 1, ds + begin * T, T, keys, keep,
                dq + begin * 3 * C, 3 * C);
    }
    for (i64 begin = 0; begin < T; begin += kBlock) {  // dV = P^T dY;  dK = dS^T Q
      const i64 rows = std::min(T, begin + kBlock) - begin;
      const GemmPart later{.n = D, .k_begin = begin, .k_end = T};
      gemm_part(later, Trans::yes, rows, 1, p + begin * T + begin, T, dys, keep, dv + begin * 3 * C,
                3 * C);
      gemm_part(later, Trans::yes, rows, 1, ds + begin * T + begin, T, queries, keep,
                dk + begin * 3 * C, 3 * C);
    }
  });
}

}  // namespace lab
