// What passes between the trainer's thread and a viewer's: no locks on the trainer's side.
#pragma once
#include <array>
#include <atomic>
#include <cstddef>
#include <vector>

#include "engine/core/real.h"

namespace lab {

/// Bounded queue. One thread pushes, one thread pops.
template <class T>
class SpscRing {
 public:
  /// `capacity` is rounded up to a power of two.
  explicit SpscRing(std::size_t capacity) {
    std::size_t size = 1;
    while (size < capacity) size *= 2;
    slots_.resize(size);
  }
  /// False if full: nothing is stored.
  bool push(T value) {
    const std::size_t head = head_.load(std::memory_order_relaxed);
    if (head - tail_.load(std::memory_order_acquire) == slots_.size()) return false;
    slots_[head & (slots_.size() - 1)] = std::move(value);
    head_.store(head + 1, std::memory_order_release);
    return true;
  }
  /// False if empty.
  bool pop(T& value) {
    const std::size_t tail = tail_.load(std::memory_order_relaxed);
    if (tail == head_.load(std::memory_order_acquire)) return false;
    value = std::move(slots_[tail & (slots_.size() - 1)]);
    tail_.store(tail + 1, std::memory_order_release);
    return true;
  }
  bool empty() const {
    return tail_.load(std::memory_order_acquire) == head_.load(std::memory_order_acquire);
  }
  std::size_t capacity() const { return slots_.size(); }

 private:
  std::vector<T> slots_;
  alignas(64) std::atomic<std::size_t> head_{0};
  alignas(64) std::atomic<std::size_t> tail_{0};
};

/// The newest value wins: one writer fills back() and publishes, one reader refreshes and reads
/// front(). Three slots, one atomic exchange per direction; neither side ever waits, and slots keep
/// their memory.
template <class T>
class LatestSlot {
 public:
  T& back() { return slots_[std::size_t(back_)]; }
  void publish() { back_ = middle_.exchange(back_ | kFresh, std::memory_order_acq_rel) & kIndex; }

  /// True if front() changed.
  bool refresh() {
    if (!(middle_.load(std::memory_order_acquire) & kFresh)) return false;
    front_ = middle_.exchange(front_, std::memory_order_acq_rel) & kIndex;
    return true;
  }
  const T& front() const { return slots_[std::size_t(front_)]; }
  /// True if a value waits that the reader has not taken.
  bool pending() const { return middle_.load(std::memory_order_acquire) & kFresh; }

 private:
  static constexpr int kFresh = 4, kIndex = 3;
  std::array<T, 3> slots_{};
  int back_ = 0, front_ = 1;
  std::atomic<int> middle_{2};
};

}  // namespace lab
