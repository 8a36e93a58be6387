// OpenBLAS. blas.cpp is the only file that includes cblas.h.
#pragma once
#include <string>

#include "engine/core/real.h"

namespace lab {

enum class Trans : bool { no, yes };

/// OpenBLAS on the calling thread: c = alpha * op(a) * op(b) + beta * c, row-major;
/// op(a): (m, k), op(b): (k, n), c: (m, n). ld*: distance between rows as stored.
/// What programs call is gemm() in engine/gemm; this is its fallback and its oracle.
void blas_gemm(Trans trans_a, Trans trans_b, i64 m, i64 n, i64 k, real alpha, const real* a,
               i64 lda, const real* b, i64 ldb, real beta, real* c, i64 ldc);

/// OpenBLAS's name of the CPU kernel it picked ("SkylakeX", "Cooperlake", "Haswell" ...).
std::string blas_core_name();
/// OpenBLAS's version and build options.
std::string blas_config();

}  // namespace lab
