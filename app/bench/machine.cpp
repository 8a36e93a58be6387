#include "app/bench/machine.h"

#include <algorithm>
#include <fstream>

#include "engine/core/clock.h"
#include "engine/core/memory.h"
#include "engine/core/threads.h"

namespace lab {
namespace {

typedef real Vector __attribute__((vector_size(kVectorBytes)));
constexpr i64 kLanes = kVectorBytes / i64(sizeof(real));

/// Sums that do not wait for each other. Two multiply-adds a cycle that take four cycles each keep
/// eight busy; some CPUs take five. Twelve and their two operands fit into sixteen registers.
constexpr int kChains = 12;

/// kChains * kLanes multiply-adds per round. The operands are read from where the compiler cannot
/// see them and the result goes to where it cannot leave it out.
void multiply_add(i64 rounds) {
  const volatile real factor_source = real(0.999), addend_source = real(0.001);
  volatile real sink = 0;
  const Vector factor = Vector{} + factor_source, addend = Vector{} + addend_source;
  Vector sums[kChains];
  for (int c = 0; c < kChains; ++c) sums[c] = Vector{} + real(c);
  for (i64 r = 0; r < rounds; ++r) {
#pragma GCC unroll 12
    for (int c = 0; c < kChains; ++c) sums[c] = sums[c] * factor + addend;
  }
  for (int c = 1; c < kChains; ++c) sums[0] += sums[c];
  real total = 0;
  for (i64 i = 0; i < kLanes; ++i) total += sums[0][i];
  sink = total;
  (void)sink;
}

void read_through(const real* from, i64 n) {
  volatile real sink = 0;
  Vector sums[4] = {};
  const Vector* at = reinterpret_cast<const Vector*>(from);
  for (i64 i = 0; i + 4 <= n / kLanes; i += 4)
    for (int c = 0; c < 4; ++c) sums[c] += at[i + c];
  sink = (sums[0] + sums[1] + sums[2] + sums[3])[0];
  (void)sink;
}

/// The highest rate, in units of 1e9 a second, at which `f` did `amount` in `seconds`.
template <class F>
double best_rate(double amount, double seconds, F&& f) {
  double best = 0;
  const double began = now();
  for (int i = 0; i < 3 || now() - began < seconds; ++i) {
    const double at = now();
    f();
    best = std::max(best, amount / (now() - at) / 1e9);
  }
  return best;
}

double fma_rate(int n_threads, double seconds) {
  constexpr i64 kRounds = 100'000;  // a fraction of a millisecond: some fall between disturbances
  const double flops = 2.0 * double(n_threads) * double(kRounds) * kChains * double(kLanes);
  return best_rate(flops, seconds,
                   [&] { parallel_for(n_threads, [](i64) { multiply_add(kRounds); }); });
}

double read_rate(double seconds) {
  constexpr i64 kNumbers = (i64(256) << 20) / i64(sizeof(real)), kTile = kNumbers / 64;
  const Buffer memory(kNumbers);
  parallel_ranges(kNumbers, kTile, [&](i64 begin, i64 end) {
    std::fill(memory.data() + begin, memory.data() + end, real(0));
  });
  return best_rate(double(kNumbers) * sizeof(real), seconds, [&] {
    parallel_ranges(kNumbers, kTile,
                    [&](i64 begin, i64 end) { read_through(memory.data() + begin, end - begin); });
  });
}

/// What stands after the colon of the first line of a file that begins with `key`, or "".
std::string value_in(const char* path, const std::string& key) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const std::size_t colon = line.find(':');
    if (!line.starts_with(key) || colon == std::string::npos) continue;
    const std::size_t begin = line.find_first_not_of(" \t", colon + 1);
    return begin == std::string::npos ? "" : line.substr(begin);
  }
  return "";
}

}  // namespace

Peaks measure_peaks(double seconds) {
  Peaks peaks;
  peaks.vector_bits = 8 * kVectorBytes;
  peaks.fma_gflops_1 = fma_rate(1, seconds);
  peaks.fma_gflops = threads() == 1 ? peaks.fma_gflops_1 : fma_rate(threads(), seconds);
  peaks.read_gb_s = read_rate(seconds);
  release_cached_memory();
  return peaks;
}

std::string cpu_name() {
  const std::string name = value_in("/proc/cpuinfo", "model name");
  return name.empty() ? "unknown" : name;
}

double peak_memory_mb() {
  const std::string kilobytes = value_in("/proc/self/status", "VmHWM");
  return kilobytes.empty() ? 0 : std::stod(kilobytes) / 1024;
}

void reset_peak_memory() { std::ofstream("/proc/self/clear_refs") << "5"; }

}  // namespace lab
