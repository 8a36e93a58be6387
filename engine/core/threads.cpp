#include "engine/core/threads.h"

#include <sched.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "engine/core/check.h"

namespace lab {
namespace {

thread_local bool serial = false;

void pause_briefly() {
#if defined(__x86_64__)
  _mm_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

// Waits until ready(state), spinning for some microseconds before it blocks: a pool that only
// spins collapses beside one busy process; one that only blocks wakes too late for 10 us tiles.
template <class Ready>
u64 wait_for(const std::atomic<u64>& state, Ready ready) {
  constexpr int kSpins = 1000;
  u64 seen = state.load(std::memory_order_acquire);
  for (int i = 0; i < kSpins && !ready(seen); ++i) {
    pause_briefly();
    seen = state.load(std::memory_order_acquire);
  }
  while (!ready(seen)) {
    state.wait(seen, std::memory_order_acquire);
    seen = state.load(std::memory_order_acquire);
  }
  return seen;
}

/// One job at a time. state_ holds, from the top: the job's number, whether the job is still open
/// to joining workers, and how many workers are inside. Workers that wake up late do not hold the
/// caller back: it closes the door and waits only for those who came in.
class Pool {
 public:
  explicit Pool(int n) {
    for (int i = 1; i < n; ++i) workers_.emplace_back([this] { work(); });
  }
  ~Pool() {
    stopping_.store(true, std::memory_order_relaxed);
    state_.fetch_add(kJob, std::memory_order_release);
    state_.notify_all();
    for (std::thread& worker : workers_) worker.join();
  }
  int size() const { return int(workers_.size()) + 1; }

  void run(i64 n, detail::TileFunction function, void* context) {
    function_ = function, context_ = context, n_ = n;
    next_.store(0, std::memory_order_relaxed);
    const u64 job = (state_.load(std::memory_order_relaxed) & ~(kJob - 1)) + kJob;
    state_.store(job | kOpen, std::memory_order_release);
    state_.notify_all();
    take_tiles();
    state_.fetch_and(~kOpen, std::memory_order_acq_rel);
    wait_for(state_, [](u64 s) { return (s & kInside) == 0; });
  }

 private:
  static constexpr u64 kJob = u64(1) << 32, kOpen = u64(1) << 31, kInside = kOpen - 1;

  void take_tiles() {
    for (i64 tile; (tile = next_.fetch_add(1, std::memory_order_relaxed)) < n_;)
      function_(context_, tile);
  }

  void work() {
    flush_denormals();
    serial = true;  // a tile that calls parallel_for runs it alone
    u64 done_job = 0;
    for (;;) {
      u64 seen = wait_for(state_, [&](u64 s) { return (s & ~(kJob - 1)) != done_job; });
      if (stopping_.load(std::memory_order_relaxed)) return;
      done_job = seen & ~(kJob - 1);
      bool inside = false;
      while ((seen & ~(kJob - 1)) == done_job && (seen & kOpen) && !inside)
        inside = state_.compare_exchange_weak(seen, seen + 1, std::memory_order_acq_rel);
      if (!inside) continue;
      take_tiles();
      if (const u64 left = state_.fetch_sub(1, std::memory_order_acq_rel) - 1;
          !(left & kOpen) && (left & kInside) == 0)
        state_.notify_all();
    }
  }

  alignas(64) std::atomic<u64> state_{0};
  alignas(64) std::atomic<i64> next_{0};
  detail::TileFunction function_ = nullptr;
  void* context_ = nullptr;
  i64 n_ = 0;
  std::atomic<bool> stopping_{false};
  std::vector<std::thread> workers_;
};

std::mutex pool_mutex;  // held by the thread whose job runs
std::unique_ptr<Pool> pool;
std::atomic<int> pool_size{0};  // 0 = not made yet

}  // namespace

int available_cores() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (sched_getaffinity(0, sizeof set, &set) == 0) return std::max(1, CPU_COUNT(&set));
  return std::max(1, int(std::thread::hardware_concurrency()));
}

void set_threads(int n) {
  if (n < 1 || n > 256) fail("[threads] want 1 to 256, got ", n);
  std::lock_guard lock(pool_mutex);
  if (pool && pool->size() == n) return;
  pool.reset();
  pool = std::make_unique<Pool>(n);
  pool_size.store(n);
}

int threads() { return pool_size.load() ? pool_size.load() : std::min(available_cores(), 16); }

void flush_denormals() {
#if defined(__x86_64__)
  _mm_setcsr(_mm_getcsr() | 0x8040);  // FTZ is bit 15, DAZ bit 6
#elif defined(__aarch64__)
  u64 control;
  asm volatile("mrs %0, fpcr" : "=r"(control));
  asm volatile("msr fpcr, %0" ::"r"(control | (u64(1) << 24)));
#endif
}

bool denormals_flushed() {
  volatile float tiny = 1e-38f;
  const volatile float product = tiny * 1e-3f;
  return product == 0;
}

SerialScope::SerialScope() : outer_(serial) { serial = true; }
SerialScope::~SerialScope() { serial = outer_; }

void detail::run_tiles(i64 n, TileFunction function, void* context) {
  if (n > 1 && !serial && threads() > 1) {
    if (pool_size.load() == 0) set_threads(threads());
    std::unique_lock lock(pool_mutex, std::try_to_lock);
    if (lock.owns_lock()) {
      serial = true;
      pool->run(n, function, context);
      serial = false;
      return;
    }
  }
  for (i64 i = 0; i < n; ++i) function(context, i);
}

}  // namespace lab
