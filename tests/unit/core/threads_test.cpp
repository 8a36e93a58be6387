// The pool: every index once, whoever calls, however many threads. Runs under TSan too.
#include "engine/core/threads.h"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "engine/core/check.h"

namespace lab::test {
namespace {

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr int kJobs = 4'000;
#else
constexpr int kJobs = 20'000;
#endif

class Threads : public ::testing::TestWithParam<int> {
 protected:
  void SetUp() override { set_threads(GetParam()); }
  void TearDown() override { set_threads(1); }
};
INSTANTIATE_TEST_SUITE_P(Counts, Threads, ::testing::Values(1, 2, 3, 8));

/// True if f was called exactly once for each of 0..n-1. Plain ints: TSan sees a missing order.
bool covers_each_once(i64 n) {
  std::vector<int> seen(size_t(n), 0);
  parallel_for(n, [&](i64 i) { ++seen[size_t(i)]; });
  for (const int s : seen)
    if (s != 1) return false;
  return true;
}

TEST_P(Threads, CoverEachIndexOnce) {
  EXPECT_EQ(threads(), GetParam());
  for (const i64 n : {0, 1, 2, 3, 7, 64, 1000, 5001}) EXPECT_TRUE(covers_each_once(n)) << n;
}

TEST_P(Threads, RangesCoverTheirItemsOnce) {
  for (const i64 items : {0, 1, 63, 64, 65, 1000})
    for (const i64 tile : {1, 7, 64, 2000}) {
      std::vector<int> seen(size_t(items), 0);
      parallel_ranges(items, tile, [&](i64 begin, i64 end) {
        for (i64 i = begin; i < end; ++i) ++seen[size_t(i)];
      });
      EXPECT_EQ(seen, std::vector<int>(size_t(items), 1)) << items << " by " << tile;
    }
}

TEST_P(Threads, NestedCallsRunAlone) {
  std::vector<int> seen(50 * 40, 0);
  parallel_for(50, [&](i64 i) { parallel_for(40, [&](i64 j) { ++seen[size_t(i * 40 + j)]; }); });
  EXPECT_EQ(seen, std::vector<int>(50 * 40, 1));
}

TEST_P(Threads, SurviveManySmallJobs) {
  std::vector<i64> sums(8, 0);
  for (int job = 0; job < kJobs; ++job) parallel_for(8, [&](i64 i) { sums[size_t(i)] += job; });
  for (const i64 sum : sums) EXPECT_EQ(sum, i64(kJobs) * (kJobs - 1) / 2);
}

TEST_P(Threads, ServeSeveralCallersAtOnce) {
  std::atomic<int> wrong{0};
  std::vector<std::thread> callers;
  for (int c = 0; c < 4; ++c)
    callers.emplace_back([&] {
      for (int job = 0; job < kJobs / 20; ++job) wrong += !covers_each_once(1 + job % 50);
    });
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(wrong, 0);
}

TEST_P(Threads, FlushDenormalsInThePool) {
  flush_denormals();
  std::vector<char> flushed(64, 0);
  std::atomic<int> started{0};
  parallel_for(64, [&](i64 i) {  // each tile waits a little, so that every worker gets some
    started.fetch_add(1);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    flushed[size_t(i)] = denormals_flushed();
  });
  EXPECT_EQ(flushed, std::vector<char>(64, 1));
}

TEST(Pool, UsesMoreThanOneThread) {
  set_threads(3);
  std::mutex mutex;
  std::set<std::thread::id> ids;
  parallel_for(60, [&](i64) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    std::lock_guard lock(mutex);
    ids.insert(std::this_thread::get_id());
  });
  EXPECT_EQ(ids.size(), 3u);
  set_threads(1);
}

TEST(Pool, ChangesSizeWhileIdle) {
  for (int round = 0; round < 30; ++round) {
    set_threads(1 + round % 5);
    ASSERT_TRUE(covers_each_once(100));
  }
  set_threads(1);
}

TEST(Pool, SerialScopeStaysOnItsThread) {
  set_threads(3);
  const auto me = std::this_thread::get_id();
  {
    SerialScope alone;
    { SerialScope nested; }
    parallel_for(100, [&](i64) { EXPECT_EQ(std::this_thread::get_id(), me); });
  }
  EXPECT_TRUE(covers_each_once(100));
  set_threads(1);
}

TEST(Pool, RefusesAbsurdSizes) {
  EXPECT_THROW(set_threads(0), Error);
  EXPECT_THROW(set_threads(-1), Error);
  EXPECT_THROW(set_threads(257), Error);
  EXPECT_GE(available_cores(), 1);
}

TEST(Pool, TilesDependOnSizesOnlyAndAreAtMost64) {
  for (const i64 items : {1, 63, 64, 65, 768, 100'000})
    for (const i64 operations : {0, 1, 100, 1'000'000}) {
      const i64 tile = tile_size(items, operations);
      EXPECT_GE(tile, 1);
      EXPECT_LE((items + tile - 1) / tile, 64);
    }
}

}  // namespace
}  // namespace lab::test
