#include "engine/core/blas.h"

#include <cblas.h>

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

void blas_gemm(Trans trans_a, Trans trans_b, i64 m, i64 n, i64 k, real alpha, const real* a,
               i64 lda, const real* b, i64 ldb, real beta, real* c, i64 ldc) {
#ifdef LAB_DOUBLE
  cblas_dgemm(CblasRowMajor, flag(trans_a), flag(trans_b), int(m), int(n), int(k), alpha, a,
              int(lda), b, int(ldb), beta, c, int(ldc));
#else
  cblas_sgemm(CblasRowMajor, flag(trans_a), flag(trans_b), int(m), int(n), int(k), alpha, a,
              int(lda), b, int(ldb), beta, c, int(ldc));
#endif
}

std::string blas_core_name() { return openblas_get_corename(); }
std::string blas_config() { return openblas_get_config(); }

}  // namespace lab
