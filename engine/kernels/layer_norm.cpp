#include <cmath>

#include "engine/core/memory.h"
#include "engine/core/threads.h"
#include "engine/kernels/kernels.h"

namespace lab {
namespace {

/// dx of one row; the derivation is in the lesson on layer normalisation.
void dx_of_row(real* LAB_RESTRICT dx, const real* LAB_RESTRICT dy, const real* LAB_RESTRICT x,
               const real* LAB_RESTRICT gamma, real mean, real rstd, i64 cols) {
  real g_mean = 0, gx_mean = 0;  // row means of g and of g * x_hat, where g = dy * gamma
  LAB_SIMD_SUM(g_mean, gx_mean)
  for (i64 c = 0; c < cols; ++c) {
    const real g = dy[c] * gamma[c];
    g_mean += g;
    gx_mean += g * (x[c] - mean) * rstd;
  }
  g_mean /= real(cols);
  gx_mean /= real(cols);
  for (i64 c = 0; c < cols; ++c)
    dx[c] += rstd * (dy[c] * gamma[c] - g_mean - (x[c] - mean) * rstd * gx_mean);
}

}  // namespace

void layer_norm_forward(real* y, real* mean, real* rstd, const real* x, const real* gamma,
                        const real* beta, real eps, i64 rows, i64 cols) {
  parallel_ranges(rows, tile_size(rows, 8 * cols), [=](i64 begin, i64 end) {
    for (i64 r = begin; r < end; ++r) {
      const real* LAB_RESTRICT in = x + r * cols;
      real* LAB_RESTRICT out = y + r * cols;
      // [layer-norm]
      real sum = 0;
      LAB_SIMD_SUM(sum)
      for (i64 c = 0; c < cols; ++c) sum += in[c];
      const real m = sum / real(cols);
      real squares = 0;
      LAB_SIMD_SUM(squares)
      for (i64 c = 0; c < cols; ++c) squares += (in[c] - m) * (in[c] - m);
      const real s = 1 / std::sqrt(squares / real(cols) + eps);
      for (i64 c = 0; c < cols; ++c) out[c] = (in[c] - m) * s * gamma[c] + beta[c];
      // [/layer-norm]
      mean[r] = m;
      rstd[r] = s;
    }
  });
}

void layer_norm_backward(real* dx, real* dgamma, real* dbeta, const real* dy, const real* x,
                         const real* gamma, const real* mean, const real* rstd, i64 rows,
                         i64 cols) {
  // dgamma and dbeta sum over rows: one partial sum per tile, added up in the order of the tiles.
  const i64 tile = tile_size(rows, 14 * cols), tiles = (rows + tile - 1) / tile;
  Buffer partial(tiles * 2 * cols);
  parallel_ranges(rows, tile, [&](i64 begin, i64 end) {
    real* LAB_RESTRICT gamma_sum = partial.data() + begin / tile * 2 * cols;
    real* LAB_RESTRICT beta_sum = gamma_sum + cols;
    for (i64 c = 0; c < cols; ++c) gamma_sum[c] = beta_sum[c] = 0;
    for (i64 r = begin; r < end; ++r) {
      const real* LAB_RESTRICT dy_row = dy + r * cols;
      const real* LAB_RESTRICT x_row = x + r * cols;
      const real m = mean[r], s = rstd[r];
      for (i64 c = 0; c < cols; ++c) {
        gamma_sum[c] += dy_row[c] * (x_row[c] - m) * s;
        beta_sum[c] += dy_row[c];
      }
      if (dx) dx_of_row(dx + r * cols, dy_row, x_row, gamma, m, s, cols);
    }
  });
  for (i64 t = 0; t < tiles; ++t) {
    const real* sums = partial.data() + t * 2 * cols;
    for (i64 c = 0; dgamma && c < cols; ++c) dgamma[c] += sums[c];
    for (i64 c = 0; dbeta && c < cols; ++c) dbeta[c] += sums[cols + c];
  }
}

}  // namespace lab
