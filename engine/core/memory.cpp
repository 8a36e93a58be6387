#include "engine/core/memory.h"

#include <sys/mman.h>

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <map>
#include <mutex>
#include <new>
#include <utility>
#include <vector>

namespace lab {
namespace {

constexpr std::size_t kAlignment = 64;

// Rounded up to one of four sizes per power of two. A text that grows token by token asks for a
// little more each time: by exact size, attention over 2,048 tokens would leave 45 GB of outgrown
// buffers behind; by class at most about seven times the largest.
std::size_t rounded_bytes(i64 n) {
  const std::size_t bytes = std::size_t(n) * sizeof(real);
  const std::size_t grain = std::max(kAlignment, std::bit_floor(bytes) / 4);
  return (bytes + grain - 1) / grain * grain;
}

/// Large buffers ask for pages of 2 MB: fewer page faults, fewer misses of the address cache.
void* system_allocate(std::size_t bytes) {
#ifdef MADV_HUGEPAGE
  constexpr std::size_t kHugePage = std::size_t(2) << 20;
  if (bytes >= 2 * kHugePage) {
    void* memory = std::aligned_alloc(kHugePage, (bytes + kHugePage - 1) / kHugePage * kHugePage);
    if (memory) madvise(memory, bytes, MADV_HUGEPAGE);  // a wish: failure costs nothing
    return memory;
  }
#endif
  return std::aligned_alloc(kAlignment, bytes);
}

// Free buffers by their class: training asks for the same sizes again and again.
struct Cache {
  std::mutex mutex;
  std::map<std::size_t, std::vector<void*>> free;
  MemoryStats stats;
};

Cache& cache() {
  static Cache* const instance = new Cache;  // never destroyed: tensors may outlive statics
  return *instance;
}

}  // namespace

Buffer::Buffer(i64 n) : n_(n) {
  if (n == 0) return;
  const std::size_t bytes = rounded_bytes(n);
  Cache& c = cache();
  {
    std::lock_guard lock(c.mutex);
    c.stats.bytes_live += i64(bytes);
    if (auto it = c.free.find(bytes); it != c.free.end() && !it->second.empty()) {
      data_ = static_cast<real*>(it->second.back());
      it->second.pop_back();
      c.stats.bytes_cached -= i64(bytes);
      return;
    }
    ++c.stats.system_allocations;
  }
  data_ = static_cast<real*>(system_allocate(bytes));
  if (!data_) throw std::bad_alloc();
}

Buffer& Buffer::operator=(Buffer&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(n_, other.n_);
  return *this;
}

void Buffer::reset() {
  if (!data_) return;
  const std::size_t bytes = rounded_bytes(n_);
  Cache& c = cache();
  std::lock_guard lock(c.mutex);
  c.free[bytes].push_back(data_);
  c.stats.bytes_live -= i64(bytes);
  c.stats.bytes_cached += i64(bytes);
  data_ = nullptr;
  n_ = 0;
}

MemoryStats memory_stats() {
  std::lock_guard lock(cache().mutex);
  return cache().stats;
}

void release_cached_memory() {
  Cache& c = cache();
  std::lock_guard lock(c.mutex);
  for (auto& [bytes, buffers] : c.free) {
    for (void* buffer : buffers) std::free(buffer);
    c.stats.bytes_cached -= i64(bytes * buffers.size());
    buffers.clear();
  }
}

}  // namespace lab
