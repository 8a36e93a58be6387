#include "engine/core/blas.h"

#include <cblas.h>

#include <algorithm>

#include "engine/core/threads.h"

namespace lab {
namespace {

// Our pool cuts the work, so OpenBLAS stays on the thread that calls it.
const bool kSingleThreaded = [] {
  openblas_set_num_threads(1);
  return true;
}();

constexpr CBLAS_TRANSPOSE flag(Trans trans) {
  return trans == Trans::yes ? CblasTrans : CblasNoTrans;
}

}  // namespace

void gemm_serial(Trans trans_a, Trans trans_b, i64 m, i64 n, i64 k, real alpha, const real* a,
                 i64 lda, const real* b, i64 ldb, real beta, real* c, i64 ldc) {
#ifdef LAB_DOUBLE
  cblas_dgemm(CblasRowMajor, flag(trans_a), flag(trans_b), int(m), int(n), int(k), alpha, a,
              int(lda), b, int(ldb), beta, c, int(ldc));
#else
  cblas_sgemm(CblasRowMajor, flag(trans_a), flag(trans_b), int(m), int(n), int(k), alpha, a,
              int(lda), b, int(ldb), beta, c, int(ldc));
#endif
}

void gemm(Trans trans_a, Trans trans_b, i64 m, i64 n, i64 k, real alpha, const real* a, i64 lda,
          const real* b, i64 ldb, real beta, real* c, i64 ldc) {
  // A tile has at least ~4 MFLOP, at most 16 tiles; the longer side is cut, in steps of 16.
  constexpr i64 kTileFlops = 4'000'000, kMaxTiles = 16, kGrain = 16;
  const i64 wanted = std::clamp(2 * m * n * k / kTileFlops, i64(1), kMaxTiles);
  const bool cut_rows = m >= n;
  const i64 side = cut_rows ? m : n;
  const i64 tile = ((side + wanted - 1) / wanted + kGrain - 1) / kGrain * kGrain;
  parallel_ranges(side, tile, [&](i64 begin, i64 end) {
    if (cut_rows) {
      const real* a_rows = a + begin * (trans_a == Trans::yes ? 1 : lda);
      gemm_serial(trans_a, trans_b, end - begin, n, k, alpha, a_rows, lda, b, ldb, beta,
                  c + begin * ldc, ldc);
    } else {
      const real* b_columns = b + begin * (trans_b == Trans::yes ? ldb : 1);
      gemm_serial(trans_a, trans_b, m, end - begin, k, alpha, a, lda, b_columns, ldb, beta,
                  c + begin, ldc);
    }
  });
}

std::string blas_core_name() { return openblas_get_corename(); }
std::string blas_config() { return openblas_get_config(); }

}  // namespace lab
