// AArch64, where NEON is always there: 32 registers of four floats.
#ifdef __aarch64__
#define LAB_VECTOR_BYTES 16
#define LAB_TILE_ROWS 12
#include "engine/gemm/microkernel.h"
#else
#include "engine/gemm/kernel_set.h"
#endif

namespace lab {

const KernelSet* neon_kernels() {
#ifdef __aarch64__
  static const KernelSet set = kernel_set("neon");
  return &set;
#else
  return nullptr;
#endif
}

}  // namespace lab
