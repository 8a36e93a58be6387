// Matrix products: our own micro-kernels where the CPU has one, OpenBLAS elsewhere.
#pragma once
#include <span>
#include <string>

#include "engine/core/blas.h"
#include "engine/core/memory.h"

namespace lab {

/// What becomes of a piece of c at the moment it is complete and still in the cache: bias, GELU,
/// the residual stream. Called once for every element, on any thread; empty = nothing.
struct Exit {
  using Function = void (*)(const void* context, i64 row_begin, i64 row_end, i64 col_begin,
                            i64 col_end);
  Function run = nullptr;
  const void* context = nullptr;
};

/// An Exit that calls f(row_begin, row_end, col_begin, col_end); f must outlive the product.
template <class F>
Exit exit_to(const F& f) {
  return {[](const void* context, i64 r0, i64 r1, i64 c0, i64 c1) {
            (*static_cast<const F*>(context))(r0, r1, c0, c1);
          },
          &f};
}

/// c = alpha * op(a) * op(b) + beta * c, row-major; op(a): (m, k), op(b): (k, n), c: (m, n).
/// ld*: distance between rows as stored. beta = 0 never reads c. Shares the work over the pool;
/// every element is summed in the order of k, so the bits depend on no thread and no tile.
/// Source: Goto, van de Geijn 2008, "Anatomy of high-performance matrix multiplication".
void gemm(Trans trans_a, Trans trans_b, i64 m, i64 n, i64 k, real alpha, const real* a, i64 lda,
          const real* b, i64 ldb, real beta, real* c, i64 ldc, Exit exit = {});

/// The same on the calling thread alone: for use inside a parallel tile.
void gemm_serial(Trans trans_a, Trans trans_b, i64 m, i64 n, i64 k, real alpha, const real* a,
                 i64 lda, const real* b, i64 ldb, real beta, real* c, i64 ldc);

struct KernelSet;

/// op(b): (k, n), laid out once for many products with it (a recurrent weight, every time step).
class PackedMatrix {
 public:
  PackedMatrix() = default;
  PackedMatrix(Trans trans_b, i64 n, i64 k, const real* b, i64 ldb);
  i64 n() const { return n_; }
  i64 k() const { return k_; }
  const real* panels() const { return panels_.data(); }
  const KernelSet* set() const { return set_; }

 private:
  const KernelSet* set_ = nullptr;  // whose panels these are; nullptr: rows as OpenBLAS wants them
  Buffer panels_;
  i64 n_ = 0, k_ = 0;
};
/// c = alpha * op(a) * b + beta * c, always in full precision.
void gemm(Trans trans_a, i64 m, real alpha, const real* a, i64 lda, const PackedMatrix& b,
          real beta, real* c, i64 ldc, Exit exit = {});

/// A part of a product with a packed b: its first n columns, its rows k_begin .. k_end - 1.
struct GemmPart {
  i64 n, k_begin = 0, k_end;
};
/// c = alpha * op(a) * part of b + beta * c on the calling thread; op(a): (m, k_end - k_begin).
void gemm_part(const GemmPart& part, Trans trans_a, i64 m, real alpha, const real* a, i64 lda,
               const PackedMatrix& b, real beta, real* c, i64 ldc);

/// While one lives, gemm() on this thread rounds both factors to bfloat16 (8 bits of precision)
/// and sums in float: twice the speed where the CPU multiplies bfloat16 pairs. Where OpenBLAS
/// multiplies nothing is rounded. Not in double builds.
class Bf16Scope {
 public:
  explicit Bf16Scope(bool on = true);
  ~Bf16Scope();
  Bf16Scope(const Bf16Scope&) = delete;
  Bf16Scope& operator=(const Bf16Scope&) = delete;
  static bool active();

 private:
  bool outer_;
};

/// The micro-kernels that multiply: "avx512-bf16", "avx512", "avx2", "neon" or "openblas".
std::string gemm_kernel();
/// Those that this CPU can run, best first; "openblas" is always the last.
std::span<const std::string> gemm_kernels();
/// Chooses one of them: for tests, benches and lessons. Call while nothing runs.
void set_gemm_kernel(const std::string& name);

}  // namespace lab
