// The inner loop of every matrix product. Included once per instruction set, which sets
// LAB_VECTOR_BYTES (width of a register) and LAB_TILE_ROWS; everything here is local to that file.
//
// R rows times one panel (two vectors wide) of c are held in registers while k runs: each step
// loads two vectors of b, broadcasts R numbers of a and does 2R multiply-adds. Edges run the same
// steps with fewer rows or columns, so an element's sum never depends on where it lies.
#pragma once
#include "engine/gemm/pack.h"

namespace lab {
namespace {

constexpr int kRows = LAB_TILE_ROWS;
constexpr i64 kStepsPerBlock = 512;  // so much of a panel stays in the second-level cache

/// acc + a * b, the number type of the model.
struct Plain {
  using Element = real;
  static Vec multiply_add(Vec acc, real a, const real* b) {
    return acc + a * *reinterpret_cast<const Loose<real>*>(b);
  }
};

#ifndef LAB_DOUBLE
/// acc + a.low * b.low + a.high * b.high, bfloat16 pairs summed in float.
struct Bf16 {
  using Element = u32;
  static Vec multiply_add(Vec acc, u32 a, const u32* b) {
#ifdef __AVX512BF16__
    const auto pairs = *reinterpret_cast<const __m512i*>(b);
    return Vec(_mm512_dpbf16_ps(__m512(acc), __m512bh(_mm512_set1_epi32(int(a))), __m512bh(pairs)));
#else
    using Bits = u32 __attribute__((vector_size(LAB_VECTOR_BYTES), may_alias));
    const Bits pairs = *reinterpret_cast<const Bits*>(b);
    acc += std::bit_cast<float>(a & 0xffff0000u) * Vec(pairs & 0xffff0000u);
    return acc + std::bit_cast<float>(a << 16) * Vec(pairs << 16);
#endif
  }
};
#endif

/// Writes alpha * sums + beta * c for one tile of which `columns` columns exist.
template <int R, int NV>
void store(const Vec (&sums)[R][NV], const TileJob& job, real beta, real* c, i64 columns) {
  using V = Loose<real>;
  if (columns == NV * kLanes) {
    for (int i = 0; i < R; ++i)
      for (int v = 0; v < NV; ++v) {
        V* to = reinterpret_cast<V*>(c + i * job.ldc + v * kLanes);
        const V sum = job.alpha * sums[i][v];
        *to = beta == 0 ? sum : sum + beta * *to;
      }
    return;
  }
  for (int i = 0; i < R; ++i)
    for (i64 j = 0; j < columns; ++j) {
      real* to = c + i * job.ldc + j;
      const real sum = job.alpha * sums[i][j / kLanes][j % kLanes];
      *to = beta == 0 ? sum : sum + beta * *to;
    }
}

/// R rows, NV vectors: `steps` steps from the tile's first element of a and of the panel on.
template <class Product, int R, int NV>
void micro(const TileJob& job, const typename Product::Element* a,
           const typename Product::Element* b, i64 steps, real beta, real* c, i64 columns) {
  Vec sums[R][NV];
#pragma GCC unroll 16
  for (int i = 0; i < R; ++i)
#pragma GCC unroll 4
    for (int v = 0; v < NV; ++v) sums[i][v] = Vec{};
  const i64 row = job.a_row, step = job.a_step;
  // [micro-kernel]
  for (i64 p = 0; p < steps; ++p) {
#pragma GCC unroll 16
    for (int i = 0; i < R; ++i)
#pragma GCC unroll 4
      for (int v = 0; v < NV; ++v)
        sums[i][v] = Product::multiply_add(sums[i][v], a[i * row], b + v * kLanes);
    a += step;
    b += kPanel;
  }
  // [/micro-kernel]
  store(sums, job, beta, c, columns);
}

template <class Product, int R = kRows>
void micro_rows(i64 rows, const TileJob& job, const typename Product::Element* a,
                const typename Product::Element* b, i64 steps, real beta, real* c, i64 columns) {
  if constexpr (R > 1)
    if (rows < R) return micro_rows<Product, R - 1>(rows, job, a, b, steps, beta, c, columns);
  if (columns <= kLanes)
    micro<Product, R, 1>(job, a, b, steps, beta, c, columns);
  else
    micro<Product, R, 2>(job, a, b, steps, beta, c, columns);
}

template <class Product>
void multiply(const TileJob& job) {
  using Element = typename Product::Element;
  const auto* a = static_cast<const Element*>(job.a);
  const auto* b = static_cast<const Element*>(job.b);
  for (i64 p = 0; p < job.steps; p += kStepsPerBlock) {
    const i64 steps = job.steps - p < kStepsPerBlock ? job.steps - p : kStepsPerBlock;
    const real beta = p == 0 ? job.beta : real(1);
    for (i64 i = job.row_begin; i < job.row_end; i += kRows) {
      const i64 rows = job.row_end - i < kRows ? job.row_end - i : kRows;
      for (i64 j = job.col_begin; j < job.col_end; j += kPanel) {
        const i64 columns = job.col_end - j < kPanel ? job.col_end - j : kPanel;
        micro_rows<Product>(rows, job, a + i * job.a_row + p * job.a_step,
                            b + j / kPanel * job.panel + p * kPanel, steps, beta,
                            job.c + i * job.ldc + j, columns);
      }
      if (job.exit.run && p + steps == job.steps)
        job.exit.run(job.exit.context, i, i + rows, job.col_begin, job.col_end);
    }
  }
}

#ifdef LAB_DOUBLE
constexpr KernelSet kernel_set(const char* name) {
  return {name, kPanel, pack, multiply<Plain>, nullptr, nullptr, nullptr, nullptr};
}
#else
constexpr KernelSet kernel_set(const char* name) {
  return {name,           kPanel,          pack,     multiply<Plain>, pack_pairs,
          multiply<Bf16>, pair_neighbours, pair_rows};
}
#endif

}  // namespace
}  // namespace lab
