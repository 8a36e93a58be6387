// One output is one dot product: kLanes partial sums run along the row and are added up as a
// binary tree. Every path through this file uses that order, so the bits of an output depend
// neither on the rows beside it nor on the tile it lies in.
#include "engine/kernels/matvec.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#if defined(__AVX2__)
#include <immintrin.h>
#endif

#include "engine/core/threads.h"
#include "engine/kernels/vec_math.h"

namespace lab {
namespace {

constexpr int kLanes = kVectorBytes / int(sizeof(real));
constexpr int kRows = 8;  // of W at a time: enough sums in flight to hide the latency of one

using Lanes [[gnu::vector_size(kVectorBytes)]] = real;
using Ints [[gnu::vector_size(kLanes * 4)]] = i32;
using Bytes [[gnu::vector_size(kLanes)]] = i8;

Lanes load(const real* p) {
  Lanes v;
  std::memcpy(&v, p, sizeof v);
  return v;
}
/// g++ 12 widens bytes to ints one by one; the instruction that does it is called by its name.
Ints widen(const i8* p) {
#if defined(__AVX512F__) && !defined(LAB_DOUBLE)
  return Ints(_mm512_maskz_cvtepi8_epi32(__mmask16(-1), _mm_loadu_si128((const __m128i*)p)));
#elif defined(__AVX512F__) || (defined(__AVX2__) && !defined(LAB_DOUBLE))
  return Ints(_mm256_cvtepi8_epi32(_mm_loadl_epi64((const __m128i*)p)));
#else
  Bytes v;
  std::memcpy(&v, p, sizeof v);
  return __builtin_convertvector(v, Ints);
#endif
}
Lanes load(const i8* p) { return __builtin_convertvector(widen(p), Lanes); }

/// The first n numbers, and zeros after them.
template <class Number>
Lanes load_some(const Number* p, i64 n) {
  Number part[kLanes] = {};
  std::copy_n(p, n, part);
  return load(part);
}

/// Sums of neighbours: (a0+a1, a2+a3, ..., b0+b1, b2+b3, ...).
Lanes fold(Lanes a, Lanes b) {
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    return __builtin_shufflevector(a, b, int(2 * I)...) +
           __builtin_shufflevector(a, b, int(2 * I + 1)...);
  }
  (std::make_index_sequence<kLanes>());
}

/// Count vectors folded into one: with Count = kLanes, lane i is the sum of the lanes of sums[i];
/// with fewer, each sum is still spread over kLanes / Count lanes.
template <int Count>
Lanes add_up(const Lanes* sums) {
  if constexpr (Count == 1) {
    return sums[0];
  } else {
    return fold(add_up<Count / 2>(sums), add_up<Count / 2>(sums + Count / 2));
  }
}

/// out[r] = sum of the lanes of sums[r], for kRows of them.
void add_up_rows(real* out, const Lanes* sums) {
  constexpr int kAtOnce = std::min(kRows, kLanes);
  for (int r = 0; r < kRows; r += kAtOnce) {
    Lanes sum = add_up<kAtOnce>(sums + r);
    for (int width = kLanes / kAtOnce; width > 1; width /= 2) sum = fold(sum, sum);
    std::memcpy(out + r, &sum, kAtOnce * sizeof(real));
  }
}

/// dots[n][r] = row r of W . row n of x, for kRows rows of W and N of x. Rows of W from `last` on
/// are the last one again, so that nothing beyond the end is read.
template <int N, class Weight>
void dot_block(real (*dots)[kRows], const real* x, const Weight* W, i64 in, i64 last) {
  const Weight* row[kRows];
  for (i64 r = 0; r < kRows; ++r) row[r] = W + std::min(r, last) * in;
  Lanes sums[N][kRows] = {};
  i64 i = 0;
  for (; i + kLanes <= in; i += kLanes) {
    // The next kRows rows are asked for while these are used; beyond W's end nothing happens.
    for (int r = 0; N == 1 && r < kRows; ++r) __builtin_prefetch(row[r] + kRows * in + i);
    Lanes w[kRows];
    for (int r = 0; r < kRows; ++r) w[r] = load(row[r] + i);
    for (int n = 0; n < N; ++n) {
      const Lanes at = load(x + n * in + i);
      for (int r = 0; r < kRows; ++r) sums[n][r] += w[r] * at;
    }
  }
  // The same step for what is left: a loop over single numbers could be rounded another way.
  for (int r = 0; i < in && r < kRows; ++r) {
    const Lanes w = load_some(row[r] + i, in - i);
    for (int n = 0; n < N; ++n) sums[n][r] += w * load_some(x + n * in + i, in - i);
  }
  for (int n = 0; n < N; ++n) add_up_rows(dots[n], sums[n]);
}

/// Calls finish(n, o, dot) for each row n of x and output o. Rows of x are taken in twos while W's
/// rows lie in the nearest cache.
template <class Weight, class Finish>
void products(const real* x, const Weight* W, i64 rows, i64 in, i64 out, Finish finish) {
  const i64 blocks = (out + kRows - 1) / kRows;
  const i64 tiles = std::clamp<i64>(matvec_tiles(rows * in * out), 1, blocks);
  parallel_ranges(blocks, (blocks + tiles - 1) / tiles, [=](i64 begin, i64 end) {
    real dots[2][kRows];
    for (i64 o = begin * kRows; o < std::min(end * kRows, out); o += kRows) {
      const i64 valid = std::min<i64>(kRows, out - o);
      i64 n = 0;
      for (; n + 2 <= rows; n += 2) {
        dot_block<2>(dots, x + n * in, W + o * in, in, valid - 1);
        for (i64 r = 0; r < valid; ++r) finish(n, o + r, dots[0][r]);
        for (i64 r = 0; r < valid; ++r) finish(n + 1, o + r, dots[1][r]);
      }
      if (n < rows) {
        dot_block<1>(dots, x + n * in, W + o * in, in, valid - 1);
        for (i64 r = 0; r < valid; ++r) finish(n, o + r, dots[0][r]);
      }
    }
  });
}

}  // namespace

void matvec(real* y, const real* x, const real* W, const real* b, i64 rows, i64 in, i64 out) {
  products(x, W, rows, in, out,
           [=](i64 n, i64 o, real dot) { y[n * out + o] = b ? dot + b[o] : dot; });
}

void matvec_int8(real* y, const real* x, const i8* q, const real* scale, const real* b, i64 rows,
                 i64 in, i64 out) {
  products(x, q, rows, in, out, [=](i64 n, i64 o, real dot) {
    y[n * out + o] = b ? dot * scale[o] + b[o] : dot * scale[o];
  });
}

void quantize_rows(i8* q, real* scale, const real* W, i64 out, i64 in) {
  constexpr real kSteps = 127;
  parallel_ranges(out, tile_size(out, 8 * in), [=](i64 begin, i64 end) {
    for (i64 o = begin; o < end; ++o) {
      const real* row = W + o * in;
      real largest = 0;
      for (i64 i = 0; i < in; ++i) largest = std::max(largest, std::abs(row[i]));
      const real to_steps = largest > 0 ? kSteps / largest : 0;
      for (i64 i = 0; i < in; ++i) q[o * in + i] = i8(std::lrint(row[i] * to_steps));
      scale[o] = largest / kSteps;
    }
  });
}

void attend_cached(real* LAB_RESTRICT out, real* LAB_RESTRICT p, const real* q, const real* keys,
                   const real* LAB_RESTRICT values, i64 n, i64 head_dim) {
  matvec(p, q, keys, nullptr, 1, head_dim, n);
  const real scale = 1 / std::sqrt(real(head_dim));
  real top = p[0];
  for (i64 t = 1; t < n; ++t) top = std::max(top, p[t]);
  real sum = 0;
  LAB_SIMD_SUM(sum)
  for (i64 t = 0; t < n; ++t) {
    p[t] = exp_vec((p[t] - top) * scale);
    sum += p[t];
  }
  std::fill_n(out, head_dim, real(0));
  for (i64 t = 0; t < n; ++t) {
    const real share = p[t] /= sum;
    const real* LAB_RESTRICT value = values + t * head_dim;
    for (i64 d = 0; d < head_dim; ++d) out[d] += share * value[d];
  }
}

}  // namespace lab
