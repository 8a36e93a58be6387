// The machine that was measured on: what it is, and what it can do at best.
#pragma once
#include <string>

#include "engine/core/real.h"

namespace lab {

/// What nothing on this machine can pass, as a loop in this build reaches it.
struct Peaks {
  double fma_gflops_1 = 0;  ///< multiply-adds of the widest vectors on one thread, two each
  double fma_gflops = 0;    ///< the same on all threads of the pool
  double read_gb_s = 0;     ///< reading memory that no cache holds, all threads of the pool
  int vector_bits = 0;      ///< of the widest vectors that this build uses
};

/// Takes about three times `seconds`, and 256 MB of memory for as long.
Peaks measure_peaks(double seconds);

/// "AMD EPYC": as the system names it, or "unknown".
std::string cpu_name();

/// The most memory that this process has held since it began or since reset_peak_memory, in MB of
/// 1,048,576 bytes; 0 where the system does not tell.
double peak_memory_mb();
void reset_peak_memory();

}  // namespace lab
