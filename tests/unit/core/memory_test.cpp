// Buffers: aligned, reused, and the cache does not grow without bound.
#include "engine/core/memory.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <thread>
#include <utility>
#include <vector>

namespace lab::test {
namespace {

TEST(Memory, BuffersAreAlignedAndReused) {
  release_cached_memory();
  real* first = nullptr;
  {
    const Buffer a(1000);
    first = a.data();
    EXPECT_EQ(std::uintptr_t(first) % 64, 0u);
    EXPECT_EQ(a.size(), 1000);
  }
  const i64 before = memory_stats().system_allocations;
  const Buffer b(1000);
  EXPECT_EQ(b.data(), first);
  EXPECT_EQ(memory_stats().system_allocations, before);
}

TEST(Memory, CountsLiveAndCachedBytes) {
  release_cached_memory();
  const MemoryStats start = memory_stats();
  EXPECT_EQ(start.bytes_cached, 0);
  {
    const Buffer a(5000);
    EXPECT_GE(memory_stats().bytes_live - start.bytes_live, i64(5000 * sizeof(real)));
  }
  EXPECT_EQ(memory_stats().bytes_live, start.bytes_live);
  EXPECT_GE(memory_stats().bytes_cached, i64(5000 * sizeof(real)));
  release_cached_memory();
  EXPECT_EQ(memory_stats().bytes_cached, 0);
}

TEST(Memory, MovedFromIsEmpty) {
  Buffer a(10);
  const Buffer b(std::move(a));
  EXPECT_FALSE(a);
  EXPECT_EQ(a.size(), 0);
  EXPECT_EQ(b.size(), 10);
  EXPECT_EQ(Buffer(0).data(), nullptr);
}

// A text that grows by one token asks for a little more each time (attention: T * T). A cache by
// exact size would keep every one of those buffers for ever.
TEST(Memory, GrowingRequestsDoNotPileUp) {
  release_cached_memory();
  i64 largest = 0, asked = 0;
  for (i64 T = 1; T <= 512; ++T) {
    const Buffer attention(4 * T * T);
    largest = 4 * T * T * i64(sizeof(real));
    asked += largest;
  }
  EXPECT_LT(memory_stats().bytes_cached, 7 * largest) << "asked for in total: " << asked;
  release_cached_memory();
}

TEST(Memory, SeveralThreadsShareTheCache) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([t] {
      for (i64 i = 1; i < 2000; ++i) {
        Buffer b(i % 37 + 1);
        b.data()[0] = real(t);
        EXPECT_EQ(b.data()[0], real(t));
      }
    });
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace lab::test
