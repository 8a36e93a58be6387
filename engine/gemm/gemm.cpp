#include "engine/gemm/gemm.h"

#include <algorithm>

#include "engine/core/check.h"
#include "engine/core/threads.h"
#include "engine/gemm/kernel_set.h"

namespace lab {
namespace {

thread_local bool bf16 = false;

constexpr i64 round_up(i64 n, i64 grain) { return (n + grain - 1) / grain * grain; }
constexpr i64 ceil_div(i64 n, i64 d) { return (n + d - 1) / d; }

/// Below so many rows a product is bound by reading b once: packing it first would double that.
constexpr i64 kFewRows = 4;

struct Problem {
  Trans trans_a, trans_b;
  i64 m, n, k;
  real alpha;
  const real* a;
  i64 lda;
  const real* b;
  i64 ldb;
  real beta;
  real* c;
  i64 ldc;
  Exit exit;
};

/// OpenBLAS, in tiles of at least ~4 MFLOP, at most 16; the longer side is cut, in steps of 16.
void multiply_by_openblas(const Problem& p, bool alone) {
  constexpr i64 kTileFlops = 4'000'000, kMaxTiles = 16, kGrain = 16;
  const i64 wanted = alone ? 1 : std::clamp(2 * p.m * p.n * p.k / kTileFlops, i64(1), kMaxTiles);
  const bool cut_rows = p.m >= p.n;
  const i64 side = cut_rows ? p.m : p.n;
  const i64 tile = round_up(ceil_div(side, wanted), kGrain);
  const auto run = [&](i64 begin, i64 end) {
    const i64 r0 = cut_rows ? begin : 0, r1 = cut_rows ? end : p.m;
    const i64 c0 = cut_rows ? 0 : begin, c1 = cut_rows ? p.n : end;
    blas_gemm(p.trans_a, p.trans_b, r1 - r0, c1 - c0, p.k, p.alpha,
              p.a + r0 * (p.trans_a == Trans::yes ? 1 : p.lda), p.lda,
              p.b + c0 * (p.trans_b == Trans::yes ? p.ldb : 1), p.ldb, p.beta,
              p.c + r0 * p.ldc + c0, p.ldc);
    if (p.exit.run) p.exit.run(p.exit.context, r0, r1, c0, c1);
  };
  if (alone)
    run(0, side);
  else
    parallel_ranges(side, tile, run);
}

/// Tiles of about 128 x 128, smaller where a product would otherwise not fill a few threads.
struct Tiling {
  i64 rows = 128, cols = 128, across, down;
  Tiling(i64 m, i64 n, i64 k, i64 panel) {
    constexpr i64 kEnoughTiles = 12, kSmallestFlops = 1'500'000;
    rows = std::min(rows, round_up(m, 8)), cols = std::min(cols, round_up(n, panel));
    while (ceil_div(m, rows) * ceil_div(n, cols) < kEnoughTiles &&
           rows * cols * k > kSmallestFlops) {
      if (rows >= cols && rows > 16)
        rows = round_up(rows / 2, 8);
      else if (cols > panel)
        cols = round_up(cols / 2, panel);
      else
        break;
    }
    across = ceil_div(n, cols), down = ceil_div(m, rows);
  }
};

/// Calls f(0) ... f(n - 1): over the pool, or one after the other.
template <class F>
void for_each(bool alone, i64 n, F f) {
  if (!alone) return parallel_for(n, f);
  for (i64 i = 0; i < n; ++i) f(i);
}

/// A thread's own memory for packed factors, kept from product to product.
template <int Which>
real* scratch(i64 n) {
  thread_local Buffer buffer;
  if (buffer.size() < n) buffer = Buffer(n);
  return buffer.data();
}

/// The left factor as the micro-kernels read it.
struct Left {
  const void* data;
  i64 row, step;  // elements from one row, from one step of k to the next

  static Left in_place(const Problem& p) {
    return p.trans_a == Trans::yes ? Left{p.a, 1, p.lda} : Left{p.a, p.lda, 1};
  }
};

#ifdef LAB_DOUBLE
constexpr bool pairs_wanted() { return false; }
#else
bool pairs_wanted() { return bf16; }

/// a as bfloat16 pairs: rows of pairs, or (transposed) pairs of rows.
Left pair_left(const Problem& p, const KernelSet& set, bool alone) {
  const i64 steps = (p.k + 1) / 2;
  u32* to = reinterpret_cast<u32*>(scratch<1>(p.m * steps));
  const bool transposed = p.trans_a == Trans::yes;
  const i64 rows = transposed ? steps : p.m, length = transposed ? p.m : steps;
  const i64 grain = std::max<i64>(1, 16384 / length);
  for_each(alone, ceil_div(rows, grain), [&](i64 i) {
    for (i64 r = i * grain; r < std::min(rows, (i + 1) * grain); ++r) {
      if (transposed) {
        const real* even = p.a + 2 * r * p.lda;
        set.pair_rows(to + r * length, even, 2 * r + 1 < p.k ? even + p.lda : nullptr, p.m);
      } else {
        set.pair_neighbours(to + r * length, p.a + r * p.lda, p.k);
      }
    }
  });
  return transposed ? Left{to, 1, p.m} : Left{to, steps, 1};
}
#endif

/// Packs columns [col_begin, col_end) of op(b), some panels per task.
void pack_panels(const Problem& p, const KernelSet& set, bool pairs, i64 col_begin, i64 col_end,
                 real* panels, bool alone) {
  const i64 steps = pairs ? (p.k + 1) / 2 : p.k, panel = set.cols * steps;
  const i64 count = ceil_div(col_end - col_begin, set.cols);
  const i64 grain = std::max<i64>(1, 16384 / panel);
  for_each(alone, ceil_div(count, grain), [&](i64 i) {
    for (i64 j = i * grain; j < std::min(count, (i + 1) * grain); ++j) {
      real* to = panels + j * panel;
      const i64 col = col_begin + j * set.cols;
      if (pairs)
        set.pack_pairs(reinterpret_cast<u32*>(to), p.trans_b, col, p.n, p.k, p.b, p.ldb);
      else
        set.pack(to, p.trans_b, col, p.n, p.k, p.b, p.ldb);
    }
  });
}

/// Multiplies by panels that hold columns [col_begin, col_end).
void multiply_panels(const Problem& p, const KernelSet& set, bool pairs, const Left& left,
                     i64 col_begin, i64 col_end, const real* panels, bool alone) {
  const i64 steps = pairs ? (p.k + 1) / 2 : p.k;
  TileJob job{.steps = steps,
              .a = left.data,
              .a_row = left.row,
              .a_step = left.step,
              .b = panels - col_begin * steps,
              .panel = set.cols * steps,
              .alpha = p.alpha,
              .beta = p.beta,
              .c = p.c,
              .ldc = p.ldc,
              .exit = p.exit};
  const auto run = pairs ? set.multiply_pairs : set.multiply;
  if (alone) {
    job.row_begin = 0, job.row_end = p.m, job.col_begin = col_begin, job.col_end = col_end;
    return run(job);
  }
  const Tiling tiles(p.m, col_end - col_begin, p.k, set.cols);
  parallel_for(tiles.across * tiles.down, [&](i64 i) {
    TileJob tile = job;
    tile.row_begin = i / tiles.across * tiles.rows;
    tile.row_end = std::min(p.m, tile.row_begin + tiles.rows);
    tile.col_begin = col_begin + i % tiles.across * tiles.cols;
    tile.col_end = std::min(col_end, tile.col_begin + tiles.cols);
    run(tile);
  });
}

/// A product no deeper than kDepth: packs chunks of columns that stay in the last-level cache until
/// all rows have passed them.
void multiply_slab(const Problem& p, const KernelSet& set, bool pairs, bool alone) {
  const i64 steps = pairs ? (p.k + 1) / 2 : p.k;
  Left left = Left::in_place(p);
#ifndef LAB_DOUBLE
  if (pairs) left = pair_left(p, set, alone);
#endif
  constexpr i64 kChunk = i64(2) << 20;
  const i64 width = std::max<i64>(4, kChunk / steps / set.cols) * set.cols;
  real* panels = scratch<0>(round_up(std::min(p.n, width), set.cols) * steps);
  for (i64 col = 0; col < p.n; col += width) {
    const i64 end = std::min(p.n, col + width);
    pack_panels(p, set, pairs, col, end, panels, alone);
    multiply_panels(p, set, pairs, left, col, end, panels, alone);
  }
}

void multiply(const Problem& p, bool alone) {
  if (p.m == 0 || p.n == 0) return;
  const KernelSet* set = chosen_kernels();
  const bool pairs = pairs_wanted() && set && p.k > 1;
  if (!set || p.k == 0 || (p.m < kFewRows && !pairs)) return multiply_by_openblas(p, alone);
  constexpr i64 kDepth = 4096;  // whole blocks of steps, so that the bits stay the same
  for (i64 k = 0; k < p.k; k += kDepth) {
    Problem slab = p;
    slab.k = std::min(kDepth, p.k - k);
    slab.a += p.trans_a == Trans::yes ? k * p.lda : k;
    slab.b += p.trans_b == Trans::yes ? k : k * p.ldb;
    if (k > 0) slab.beta = 1;
    if (k + slab.k < p.k) slab.exit = {};
    multiply_slab(slab, *set, pairs, alone);
  }
}

}  // namespace

void gemm(Trans trans_a, Trans trans_b, i64 m, i64 n, i64 k, real alpha, const real* a, i64 lda,
          const real* b, i64 ldb, real beta, real* c, i64 ldc, Exit exit) {
  multiply({trans_a, trans_b, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc, exit}, false);
}

void gemm_serial(Trans trans_a, Trans trans_b, i64 m, i64 n, i64 k, real alpha, const real* a,
                 i64 lda, const real* b, i64 ldb, real beta, real* c, i64 ldc) {
  multiply({trans_a, trans_b, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc, {}}, true);
}

PackedMatrix::PackedMatrix(Trans trans_b, i64 n, i64 k, const real* b, i64 ldb)
    : set_(chosen_kernels()), n_(n), k_(k) {
  const Problem p{.trans_a = Trans::no, .trans_b = trans_b, .n = n, .k = k, .b = b, .ldb = ldb};
  panels_ = Buffer(round_up(n, set_ ? set_->cols : 1) * k);
  if (set_) {
    pack_panels(p, *set_, false, 0, n, panels_.data(), false);
    return;
  }
  for (i64 i = 0; i < k; ++i)
    for (i64 j = 0; j < n; ++j)
      panels_.data()[i * n + j] = trans_b == Trans::yes ? b[j * ldb + i] : b[i * ldb + j];
}

void gemm(Trans trans_a, i64 m, real alpha, const real* a, i64 lda, const PackedMatrix& b,
          real beta, real* c, i64 ldc, Exit exit) {
  const Problem p{trans_a, Trans::no,  m,     b.n(), b.k(), alpha, a,
                  lda,     b.panels(), b.n(), beta,  c,     ldc,   exit};
  if (m == 0 || b.n() == 0) return;
  if (!b.set()) return multiply_by_openblas(p, false);
  multiply_panels(p, *b.set(), false, Left::in_place(p), 0, b.n(), b.panels(), false);
}

void gemm_part(const GemmPart& part, Trans trans_a, i64 m, real alpha, const real* a, i64 lda,
               const PackedMatrix& b, real beta, real* c, i64 ldc) {
  const i64 steps = part.k_end - part.k_begin;
  const KernelSet* set = b.set();
  if (!set) {
    blas_gemm(trans_a, Trans::no, m, part.n, steps, alpha, a, lda,
              b.panels() + part.k_begin * b.n(), b.n(), beta, c, ldc);
    return;
  }
  const Left left = Left::in_place({.trans_a = trans_a, .a = a, .lda = lda});
  set->multiply({.row_begin = 0,
                 .row_end = m,
                 .col_begin = 0,
                 .col_end = part.n,
                 .steps = steps,
                 .a = left.data,
                 .a_row = left.row,
                 .a_step = left.step,
                 .b = b.panels() + part.k_begin * set->cols,
                 .panel = b.k() * set->cols,
                 .alpha = alpha,
                 .beta = beta,
                 .c = c,
                 .ldc = ldc});
}

Bf16Scope::Bf16Scope(bool on) : outer_(bf16) {
  if (on && kRealIsDouble) fail("[gemm] bfloat16 products: not in a build with real = double");
  bf16 = on;
}
Bf16Scope::~Bf16Scope() { bf16 = outer_; }
bool Bf16Scope::active() { return bf16; }

}  // namespace lab
