#include <algorithm>

#include "engine/core/rng.h"
#include "engine/core/threads.h"
#include "engine/kernels/kernels.h"
#include "engine/kernels/vec_math.h"

namespace lab {
namespace {

// Tiles of whole cache lines, so that two threads never write the same one.
i64 element_tile(i64 n, i64 operations) { return (tile_size(n, operations) + 63) / 64 * 64; }

bool kept(u64 key, i64 i, u64 threshold) { return splitmix64(key + u64(i)) >= threshold; }
u64 dropout_threshold(real p) { return u64(double(p) * 0x1p64); }

}  // namespace

void sum_rows(real* dbias, const real* dy, i64 rows, i64 cols) {
  const i64 tile = std::max<i64>(32, tile_size(cols, rows));  // columns: each sum keeps its order
  parallel_ranges(cols, tile, [=](i64 begin, i64 end) {
    for (i64 r = 0; r < rows; ++r) {
      const real* LAB_RESTRICT row = dy + r * cols;
      real* LAB_RESTRICT sum = dbias;
      for (i64 c = begin; c < end; ++c) sum[c] += row[c];
    }
  });
}

void gelu_exit(real* y, real* x, const real* bias, bool slope, i64 cols, i64 row_begin, i64 row_end,
               i64 col_begin, i64 col_end) {
  for (i64 r = row_begin; r < row_end; ++r) {
    real* LAB_RESTRICT in = x + r * cols;
    real* LAB_RESTRICT out = y + r * cols;
    if (bias) {
      LAB_SIMD
      for (i64 c = col_begin; c < col_end; ++c) in[c] += bias[c];
    }
    if (!slope) {
      LAB_SIMD
      for (i64 c = col_begin; c < col_end; ++c) out[c] = gelu(in[c]);
      continue;
    }
    LAB_SIMD
    for (i64 c = col_begin; c < col_end; ++c) {
      const GeluPoint point = gelu_point(in[c]);
      out[c] = point.value;
      in[c] = point.slope;
    }
  }
}

void add_exit(real* y, const real* x, i64 ld, i64 cols, i64 row_begin, i64 row_end, i64 col_begin,
              i64 col_end) {
  for (i64 r = row_begin; r < row_end; ++r) {
    real* LAB_RESTRICT out = y + r * cols;
    const real* LAB_RESTRICT in = x + r * ld;
    for (i64 c = col_begin; c < col_end; ++c) out[c] += in[c];
  }
}

void dropout_exit(real* y, real p, u64 key, i64 cols, i64 row_begin, i64 row_end, i64 col_begin,
                  i64 col_end) {
  const u64 threshold = dropout_threshold(p);
  const real scale = 1 / (1 - p);
  for (i64 r = row_begin; r < row_end; ++r) {
    real* LAB_RESTRICT row = y + r * cols;
    for (i64 c = col_begin; c < col_end; ++c)
      row[c] = kept(key, r * cols + c, threshold) ? row[c] * scale : 0;
  }
}

void multiply_into(real* x, const real* y, i64 n) {
  parallel_ranges(n, element_tile(n, 2), [=](i64 begin, i64 end) {
    LAB_SIMD
    for (i64 i = begin; i < end; ++i) x[i] *= y[i];
  });
}

void gelu_forward(real* y, const real* x, i64 n) {
  parallel_ranges(n, element_tile(n, 20), [=](i64 begin, i64 end) {
    LAB_SIMD
    for (i64 i = begin; i < end; ++i) y[i] = gelu(x[i]);
  });
}

void gelu_backward(real* dx, const real* dy, const real* x, i64 n) {
  parallel_ranges(n, element_tile(n, 30), [=](i64 begin, i64 end) {
    LAB_SIMD
    for (i64 i = begin; i < end; ++i) dx[i] += dy[i] * gelu_slope(x[i]);
  });
}

void add_forward(real* y, const real* a, const real* b, i64 n) {
  parallel_ranges(n, element_tile(n, 2), [=](i64 begin, i64 end) {
    LAB_SIMD
    for (i64 i = begin; i < end; ++i) y[i] = a[i] + b[i];
  });
}

void add_into(real* dx, const real* dy, i64 n) {
  parallel_ranges(n, element_tile(n, 2), [=](i64 begin, i64 end) {
    LAB_SIMD
    for (i64 i = begin; i < end; ++i) dx[i] += dy[i];
  });
}

void dropout_forward(real* y, const real* x, real p, u64 key, i64 n) {
  const u64 threshold = dropout_threshold(p);
  const real scale = 1 / (1 - p);
  parallel_ranges(n, element_tile(n, 8), [=](i64 begin, i64 end) {
    for (i64 i = begin; i < end; ++i) y[i] = kept(key, i, threshold) ? x[i] * scale : 0;
  });
}

void dropout_backward(real* dx, const real* dy, real p, u64 key, i64 n) {
  const u64 threshold = dropout_threshold(p);
  const real scale = 1 / (1 - p);
  parallel_ranges(n, element_tile(n, 8), [=](i64 begin, i64 end) {
    for (i64 i = begin; i < end; ++i)
      if (kept(key, i, threshold)) dx[i] += dy[i] * scale;
  });
}

}  // namespace lab
