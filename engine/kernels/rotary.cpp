#include <algorithm>
#include <cmath>

#include "engine/core/threads.h"
#include "engine/kernels/kernels.h"

namespace lab {

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
  const i64 C = s.width(), D = s.head_dim, half = D / 2, rows = s.batch * s.time;
  parallel_ranges(rows, tile_size(rows, 8 * C), [=](i64 begin, i64 end) {
    for (i64 r = begin; r < end; ++r) {
      const real *cosine = turns + r % s.time * D, *sine = cosine + half;
      for (i64 h = 0; h < 2 * s.n_heads; ++h) {  // the heads of the queries, then of the keys
        const real* LAB_RESTRICT from = x + r * 3 * C + h * D;
        real* LAB_RESTRICT to = y + r * 3 * C + h * D;
        for (i64 i = 0; i < half; ++i) {
          to[i] = from[i] * cosine[i] - from[half + i] * sine[i];
          to[half + i] = from[i] * sine[i] + from[half + i] * cosine[i];
        }
      }
      std::copy_n(x + r * 3 * C + 2 * C, C, y + r * 3 * C + 2 * C);  // values have no place
    }
  });
}

void rotary_backward(real* dx, const real* dy, const real* turns, const AttentionSize& s) {
  const i64 C = s.width(), D = s.head_dim, half = D / 2, rows = s.batch * s.time;
  parallel_ranges(rows, tile_size(rows, 9 * C), [=](i64 begin, i64 end) {
    for (i64 r = begin; r < end; ++r) {
      const real *cosine = turns + r % s.time * D, *sine = cosine + half;
      for (i64 h = 0; h < 2 * s.n_heads; ++h) {  // a rotation's transpose turns back
        const real* LAB_RESTRICT from = dy + r * 3 * C + h * D;
        real* LAB_RESTRICT to = dx + r * 3 * C + h * D;
        for (i64 i = 0; i < half; ++i) {
          to[i] += from[i] * cosine[i] + from[half + i] * sine[i];
          to[half + i] += from[half + i] * cosine[i] - from[i] * sine[i];
        }
      }
      const real* LAB_RESTRICT dv = dy + r * 3 * C + 2 * C;
      real* LAB_RESTRICT to = dx + r * 3 * C + 2 * C;
      for (i64 c = 0; c < C; ++c) to[c] += dv[c];
    }
  });
}

}  // namespace lab
