// AVX-512 with products of bfloat16 pairs (Cooper Lake, Sapphire Rapids, Zen 4 on).
#if defined(__AVX512BF16__) && !defined(LAB_DOUBLE)
#include <immintrin.h>
#define LAB_VECTOR_BYTES 64
#define LAB_TILE_ROWS 8
#include "engine/gemm/microkernel.h"
#else
#include "engine/gemm/kernel_set.h"
#endif

namespace lab {

const KernelSet* avx512_bf16_kernels() {
#if defined(__AVX512BF16__) && !defined(LAB_DOUBLE)
  static const KernelSet set = kernel_set("avx512-bf16");
  return avx512_kernels() && __builtin_cpu_supports("avx512bf16") ? &set : nullptr;
#else
  return nullptr;
#endif
}

}  // namespace lab
