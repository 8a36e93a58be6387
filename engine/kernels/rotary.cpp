#include <algorithm>
#include <cmath>

#include "engine/core/threads.h"
#include "engine/kernels/kernels.h"

namespace lab {
namespace {

/// One head's vector turned by the angle whose cosines and sines are given; in place if to = from.
void turn(real* to, const real* from, const real* LAB_RESTRICT cosine,
          const real* LAB_RESTRICT sine, real direction, i64 half) {
  LAB_SIMD
  for (i64 i = 0; i < half; ++i) {
    const real a = from[i], b = from[half + i], s = direction * sine[i];
    to[i] = a * cosine[i] - b * s;
    to[half + i] = a * s + b * cosine[i];
  }
}

}  // namespace

void rotary_table(real* turns, i64 context, i64 head_dim) {
  constexpr double kBase = 10000;  // Su et al. 2021, section 3.2.2, after Vaswani et al. 2017
  const i64 half = head_dim / 2;
  for (i64 p = 0; p < context; ++p)
    for (i64 i = 0; i < half; ++i) {
      const double angle = double(p) * std::pow(kBase, -double(2 * i) / double(head_dim));
      turns[p * head_dim + i] = real(std::cos(angle));
      turns[p * head_dim + half + i] = real(std::sin(angle));
    }
}

void rotary_forward(real* y, const real* x, const real* turns, const AttentionSize& s) {
  const i64 C = s.width(), D = s.head_dim, rows = s.batch * s.time;
  parallel_ranges(rows, tile_size(rows, 8 * C), [=](i64 begin, i64 end) {
    for (i64 r = begin; r < end; ++r) {
      const real* cosine = turns + r % s.time * D;
      for (i64 at = r * 3 * C; at < r * 3 * C + 2 * C; at += D)  // queries, then keys
        turn(y + at, x + at, cosine, cosine + D / 2, 1, D / 2);
      std::copy_n(x + r * 3 * C + 2 * C, C, y + r * 3 * C + 2 * C);  // values have no place
    }
  });
}

void rotary_backward(real* dqkv, const real* turns, const AttentionSize& s) {
  const i64 C = s.width(), D = s.head_dim, rows = s.batch * s.time;
  parallel_ranges(rows, tile_size(rows, 8 * C), [=](i64 begin, i64 end) {
    for (i64 r = begin; r < end; ++r) {
      const real* cosine = turns + r % s.time * D;
      for (i64 at = r * 3 * C; at < r * 3 * C + 2 * C; at += D)
        turn(dqkv + at, dqkv + at, cosine, cosine + D / 2, -1, D / 2);
    }
  });
}

void rotary_rows(real* x, const real* turns, i64 rows, i64 head_dim) {
  for (i64 r = 0; r < rows; ++r) {
    const real* cosine = turns + r * head_dim;
    turn(x + r * head_dim, x + r * head_dim, cosine, cosine + head_dim / 2, 1, head_dim / 2);
  }
}

}  // namespace lab
