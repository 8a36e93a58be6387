#include "engine/optim/newton_schulz.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/core/check.h"
#include "engine/core/threads.h"
#include "engine/gemm/gemm.h"
#include "engine/kernels/kernels.h"

namespace lab {
namespace {

constexpr real kA = real(3.4445), kB = real(-4.7750), kC = real(2.0315);  // Jordan et al. 2024
constexpr i64 kBlock = 64;  // rows of a symmetric result computed at once

/// Calls rows(begin, end) for blocks of the lower triangle of out: (n, n), each to fill columns
/// 0..end-1 of its rows; then mirrors it. Half the work of a product that does not know.
template <class F>
void fill_symmetric(real* out, i64 n, F rows) {
  const i64 blocks = (n + kBlock - 1) / kBlock;
  parallel_for(blocks, [&](i64 tile) {
    const i64 block = blocks - 1 - tile;  // the longest first
    rows(block * kBlock, std::min(n, (block + 1) * kBlock));
  });
  parallel_for(blocks, [=](i64 tile) {
    const i64 top = tile * kBlock, bottom = std::min(n, top + kBlock);
    for (i64 left = top; left < n; left += kBlock)  // block by block: both sides stay in the cache
      for (i64 r = top; r < bottom; ++r)
        for (i64 c = std::max(left, r + 1); c < std::min(n, left + kBlock); ++c)
          out[r * n + c] = out[c * n + r];
  });
}

}  // namespace

void NewtonSchulz::normalize(real* x, i64 n) const {
  const double norm = std::sqrt(sum_of_squares(x, n));
  if (norm >= double(std::numeric_limits<real>::min())) scale_into(x, real(1 / norm), n);
}

void NewtonSchulz::iterate(real* x, i64 rows, i64 cols) {
  // The smaller of X X^T and X^T X: (X X^T) X = X (X^T X).
  const bool wide = rows <= cols;
  const i64 n = std::min(rows, cols), k = std::max(rows, cols);
  real *gram = gram_.data(), *poly = poly_.data(), *copy = copy_.data();
  const bool bf16 = Bf16Scope::active();  // of this thread; the tiles run on others too
  fill_symmetric(gram, n, [=](i64 begin, i64 end) {
    const Bf16Scope precision(bf16);
    const real* part = x + (wide ? begin * cols : begin);
    gemm_serial(wide ? Trans::no : Trans::yes, wide ? Trans::yes : Trans::no, end - begin, end, k,
                1, part, cols, x, cols, 0, gram + begin * n, n);
  });
  fill_symmetric(poly, n, [=](i64 begin, i64 end) {  // b G + c G G
    const Bf16Scope precision(bf16);
    std::copy(gram + begin * n, gram + end * n, poly + begin * n);
    gemm_serial(Trans::no, Trans::no, end - begin, end, n, kC, gram + begin * n, n, gram, n, kB,
                poly + begin * n, n);
  });
  std::copy_n(x, rows * cols, copy);
  if (wide)
    gemm(Trans::no, Trans::no, rows, cols, rows, 1, poly, n, copy, cols, kA, x, cols);
  else
    gemm(Trans::no, Trans::no, rows, cols, cols, 1, copy, cols, poly, n, kA, x, cols);
}

void NewtonSchulz::operator()(real* x, i64 rows, i64 cols, int iterations) {
  const i64 n = rows * cols, side = std::min(rows, cols);
  if (n > copy_.size() || side * side > gram_.size())
    fail("[newton_schulz] x: want at most ", copy_.size(), " numbers and ", gram_.size(),
         " in its square, got (", rows, ", ", cols, ")");
  normalize(x, n);
  for (int i = 0; i < iterations; ++i) iterate(x, rows, cols);
}

}  // namespace lab
