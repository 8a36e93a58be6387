#include "app/bench/machine.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "engine/core/clock.h"
#include "engine/core/memory.h"
#include "engine/core/threads.h"
#include "engine/gemm/gemm.h"

namespace lab {
namespace {

TEST(Machine, PeaksAreOfThisMachinesSize) {
  flush_denormals();
  const Peaks peaks = measure_peaks(0.1);
  EXPECT_GT(peaks.fma_gflops_1, 0.1);
  EXPECT_LT(peaks.fma_gflops_1, 2000) << "the loop was optimised away";
  EXPECT_GT(peaks.read_gb_s, 0.1);
  EXPECT_LT(peaks.read_gb_s, 5000) << "the reads were optimised away";
  EXPECT_GE(peaks.vector_bits, 128);
}

// Only where this build uses the vectors that OpenBLAS picks by itself.
#if defined(__AVX512F__) && defined(NDEBUG)
/// GFLOP/s of the fastest of some products of 256 x 256 matrices on one thread.
double product_rate() {
  constexpr i64 kSide = 256;
  const Buffer a(kSide * kSide), b(kSide * kSide), c(kSide * kSide);
  for (const Buffer* x : {&a, &b}) std::fill_n(x->data(), kSide * kSide, real(1));
  double best = 0;
  for (int i = 0; i < 200; ++i) {
    const double began = now();
    gemm_serial(Trans::no, Trans::no, kSide, kSide, kSide, 1, a.data(), kSide, b.data(), kSide, 0,
                c.data(), kSide);
    best = std::max(best, 2.0 * kSide * kSide * kSide / (now() - began) / 1e9);
  }
  return best;
}

TEST(Machine, NoProductIsFasterThanThePeak) {
  flush_denormals();
  double peak = 0, product = 0;
  for (int i = 0; i < 3; ++i) {  // in turns: clocks change
    peak = std::max(peak, measure_peaks(0.05).fma_gflops_1);
    product = std::max(product, product_rate());
  }
  EXPECT_LT(product, 1.05 * peak);
}
#endif

TEST(Machine, PeakMemoryFollowsWhatWasHeld) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "AddressSanitizer keeps what was freed for a while";
#endif
  reset_peak_memory();
  const double before = peak_memory_mb();
  ASSERT_GT(before, 1);
  {
    const Buffer memory((i64(64) << 20) / i64(sizeof(real)));
    std::fill_n(memory.data(), memory.size(), real(1));
  }
  EXPECT_GE(peak_memory_mb(), before + 60);
  release_cached_memory();
  reset_peak_memory();
  EXPECT_LT(peak_memory_mb(), before + 30);
}

TEST(Machine, TheCpuHasAName) { EXPECT_NE(cpu_name(), ""); }

}  // namespace
}  // namespace lab
