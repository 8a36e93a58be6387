#include <algorithm>
#include <cmath>

#include "engine/core/memory.h"
#include "engine/core/threads.h"
#include "engine/kernels/kernels.h"
#include "engine/kernels/vec_math.h"

namespace lab {

real cross_entropy_forward(real* log_sum, const real* logits, const i32* targets, i64 rows,
                           i64 vocab, i64* counted) {
  parallel_ranges(rows, tile_size(rows, 16 * vocab), [=](i64 begin, i64 end) {
    for (i64 r = begin; r < end; ++r) {
      const real* LAB_RESTRICT row = logits + r * vocab;
      real top = row[0];
      for (i64 c = 1; c < vocab; ++c) top = std::max(top, row[c]);
      real sum = 0;
      LAB_SIMD_SUM(sum)
      for (i64 c = 0; c < vocab; ++c) sum += exp_vec(row[c] - top);
      log_sum[r] = top + std::log(sum);
    }
  });
  double total = 0;
  i64 n = 0;
  for (i64 r = 0; r < rows; ++r) {
    if (targets[r] < 0) continue;
    total += double(log_sum[r]) - double(logits[r * vocab + targets[r]]);
    ++n;
  }
  if (counted) *counted = n;
  return n ? real(total / double(n)) : real(0);
}

void cross_entropy_backward(real* dlogits, real keep, const real* logits, const real* log_sum,
                            const i32* targets, real scale, i64 rows, i64 vocab) {
  parallel_ranges(rows, tile_size(rows, 16 * vocab), [=](i64 begin, i64 end) {
    for (i64 r = begin; r < end; ++r) {
      const real* LAB_RESTRICT row = logits + r * vocab;
      real* LAB_RESTRICT drow = dlogits + r * vocab;
      if (keep == 0) std::fill_n(drow, targets[r] < 0 ? vocab : 0, real(0));
      if (targets[r] < 0) continue;
      // [loss-gradient]
      const real lse = log_sum[r];
      if (keep == 0)
        for (i64 c = 0; c < vocab; ++c) drow[c] = scale * exp_vec(row[c] - lse);
      else
        for (i64 c = 0; c < vocab; ++c) drow[c] += scale * exp_vec(row[c] - lse);
      drow[targets[r]] -= scale;
      // [/loss-gradient]
    }
  });
}

}  // namespace lab
