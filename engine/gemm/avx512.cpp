// Compiled for AVX-512 (Skylake-X on, Zen 4 on), whatever the rest of the program is compiled for.
#ifdef __AVX512F__
#define LAB_VECTOR_BYTES 64
#define LAB_TILE_ROWS 8
#undef __AVX512BF16__  // has a file of its own
#include "engine/gemm/microkernel.h"
#else
#include "engine/gemm/kernel_set.h"
#endif

namespace lab {

const KernelSet* avx512_kernels() {
#ifdef __AVX512F__
  static const KernelSet set = kernel_set("avx512");
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                 __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq")
             ? &set
             : nullptr;
#else
  return nullptr;
#endif
}

}  // namespace lab
