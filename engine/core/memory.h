// 64-byte aligned buffers of `real`, reused by size class: after the first step of a training run
// the system allocator is not called again.
#pragma once
#include <cstddef>

#include "engine/core/real.h"

namespace lab {

/// Owns n numbers; contents are undefined until written. Move-only.
/// Threads: buffers may be made and dropped on any thread.
class Buffer {
 public:
  Buffer() = default;
  explicit Buffer(i64 n);
  ~Buffer() { reset(); }
  Buffer(Buffer&& other) noexcept : data_(other.data_), n_(other.n_) {
    other.data_ = nullptr, other.n_ = 0;
  }
  Buffer& operator=(Buffer&& other) noexcept;
  real* data() const { return data_; }
  i64 size() const { return n_; }
  explicit operator bool() const { return data_ != nullptr; }
  void reset();

 private:
  real* data_ = nullptr;
  i64 n_ = 0;
};

struct MemoryStats {
  i64 system_allocations = 0;  ///< calls to the system allocator since the program began
  i64 bytes_live = 0;          ///< in buffers that someone holds
  i64 bytes_cached = 0;        ///< in buffers that wait to be reused
};
MemoryStats memory_stats();

/// Gives all cached buffers back to the system.
void release_cached_memory();

}  // namespace lab
