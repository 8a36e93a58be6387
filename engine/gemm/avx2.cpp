// Compiled for AVX2 with FMA (Haswell on, Zen on), whatever the rest of the program is compiled
// for.
#if defined(__AVX2__) && defined(__FMA__)
#define LAB_VECTOR_BYTES 32
#define LAB_TILE_ROWS 6
#undef __AVX512BF16__
#include "engine/gemm/microkernel.h"
#else
#include "engine/gemm/kernel_set.h"
#endif

namespace lab {

const KernelSet* avx2_kernels() {
#if defined(__AVX2__) && defined(__FMA__)
  static const KernelSet set = kernel_set("avx2");
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? &set : nullptr;
#else
  return nullptr;
#endif
}

}  // namespace lab
