#include <algorithm>

#include "engine/core/threads.h"
#include "engine/kernels/kernels.h"

namespace lab {

void embedding_forward(real* out, const i32* ids, const real* table, const real* positions,
                       i64 rows, i64 context, i64 cols) {
  parallel_ranges(rows, tile_size(rows, 2 * cols), [=](i64 begin, i64 end) {
    for (i64 r = begin; r < end; ++r) {
      const real* LAB_RESTRICT row = table + i64(ids[r]) * cols;
      real* LAB_RESTRICT y = out + r * cols;
      if (positions) {
        const real* LAB_RESTRICT place = positions + (r % context) * cols;
        for (i64 c = 0; c < cols; ++c) y[c] = row[c] + place[c];
      } else {
        std::copy_n(row, cols, y);
      }
    }
  });
}

void embedding_backward(real* dtable, real* dpositions, const real* dy, const i32* ids, i64 rows,
                        i64 context, i64 cols) {
  // Two rows may hold the same token, so tiles are cut across columns: each sum keeps its order.
  const i64 tile = std::max<i64>(32, tile_size(cols, 2 * rows));
  parallel_ranges(cols, tile, [=](i64 begin, i64 end) {
    for (i64 r = 0; r < rows; ++r) {
      const real* LAB_RESTRICT dy_row = dy + r * cols;
      if (dtable) {
        real* LAB_RESTRICT drow = dtable + i64(ids[r]) * cols;
        for (i64 c = begin; c < end; ++c) drow[c] += dy_row[c];
      }
      if (dpositions) {
        real* LAB_RESTRICT dplace = dpositions + (r % context) * cols;
        for (i64 c = begin; c < end; ++c) dplace[c] += dy_row[c];
      }
    }
  });
}

}  // namespace lab
