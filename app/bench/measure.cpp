#include "app/bench/measure.h"

#include <sched.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "engine/core/check.h"
#include "engine/core/clock.h"
#include "engine/core/threads.h"

namespace lab {
namespace {

/// Endless loops on the last cores that this process may use; they end with this.
class BusyCores {
 public:
  explicit BusyCores(int n) {
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    sched_getaffinity(0, sizeof allowed, &allowed);
    for (int core = CPU_SETSIZE - 1; core >= 0 && int(loops_.size()) < n; --core)
      if (CPU_ISSET(core, &allowed)) loops_.emplace_back([this, core] { loop_on(core); });
  }
  ~BusyCores() {
    stop_.store(true);
    for (std::thread& loop : loops_) loop.join();
  }
  BusyCores(const BusyCores&) = delete;
  BusyCores& operator=(const BusyCores&) = delete;

 private:
  void loop_on(int core) const {
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(core, &one);
    sched_setaffinity(0, sizeof one, &one);
    while (!stop_.load(std::memory_order_relaxed)) {
    }
  }

  std::atomic<bool> stop_{false};
  std::vector<std::thread> loops_;
};

double time_once(const Work& work, i64 calls) {
  if (work.prepare) work.prepare();
  const double began = now();
  for (i64 i = 0; i < calls; ++i) work.run();
  return (now() - began) / double(calls);
}

/// Warms up for a fifth of `seconds`; returns how many repetitions make a group.
i64 warm_up(const Work& work, double seconds) {
  constexpr double kGroup = 50e-6;  // a thousand times what reading the clock costs
  const double began = now(), enough = std::min(0.5, seconds / 5);
  double fastest = time_once(work, 1);
  for (int i = 1; i < 2 || now() - began < enough; ++i)
    fastest = std::min(fastest, time_once(work, 1));
  return work.prepare ? 1 : i64(kGroup / std::max(fastest, 1e-9)) + 1;
}

void repeat(const Work& work, i64 calls, double seconds, int at_least, std::vector<double>& out) {
  const double began = now();
  for (int i = 0; i < at_least || now() - began < seconds; ++i)
    out.push_back(time_once(work, calls));
}

double median(std::vector<double> values) { return summarise(std::move(values)).median; }

}  // namespace

Timing summarise(std::vector<double> seconds) {
  std::sort(seconds.begin(), seconds.end());
  const std::size_t n = seconds.size();
  return {.median = (seconds[(n - 1) / 2] + seconds[n / 2]) / 2,
          .min = seconds[0],
          .p10 = seconds[n / 10],
          .n = i64(n)};
}

Timing measure(const Work& work, double seconds) {
  constexpr int kAtLeast = 5;
  const i64 calls = warm_up(work, seconds);
  std::vector<double> times;
  repeat(work, calls, seconds, kAtLeast, times);
  return summarise(std::move(times));
}

Contest measure_beside(const Work& work, int loops, double seconds) {
  if (loops < 1 || loops > available_cores())
    throw UsageError(
        cat("--busy: want 1 to ", available_cores(), ", the cores there are, got ", loops));
  constexpr int kRounds = 5;
  const i64 calls = warm_up(work, seconds);
  std::vector<double> quiet, busy, ratios;
  for (int round = 0; round < kRounds; ++round) {
    std::vector<double> alone, beside;
    repeat(work, calls, seconds / kRounds, 1, alone);
    {
      const BusyCores loops_beside(loops);
      repeat(work, calls, seconds / kRounds, 1, beside);
    }
    ratios.push_back(median(beside) / median(alone));
    quiet.insert(quiet.end(), alone.begin(), alone.end());
    busy.insert(busy.end(), beside.begin(), beside.end());
  }
  const auto [low, high] = std::minmax_element(ratios.begin(), ratios.end());
  return {summarise(quiet), summarise(busy), median(ratios), *low, *high};
}

}  // namespace lab
