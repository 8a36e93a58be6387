// What passes between threads: nothing lost, nothing torn, nothing out of order.
#include "engine/observe/feed.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>

namespace lab::test {
namespace {

TEST(SpscRing, HoldsItsCapacityAndSaysWhenFull) {
  SpscRing<int> ring(5);
  EXPECT_EQ(ring.capacity(), 8u);
  EXPECT_TRUE(ring.empty());
  for (int i = 0; i < 8; ++i) EXPECT_TRUE(ring.push(i));
  EXPECT_FALSE(ring.push(99));
  int value = -1;
  for (int i = 0; i < 8; ++i) {
    EXPECT_TRUE(ring.pop(value));
    EXPECT_EQ(value, i);
  }
  EXPECT_FALSE(ring.pop(value));
  EXPECT_EQ(value, 7);
}

TEST(SpscRing, CarriesEverythingInOrderBetweenTwoThreads) {
  constexpr i64 kItems = 100'000;
  SpscRing<std::string> ring(16);  // strings: a torn one is seen by the sanitizers
  std::thread producer([&] {
    for (i64 i = 0; i < kItems;)
      if (ring.push("item number " + std::to_string(i)))
        ++i;
      else
        std::this_thread::yield();
  });
  i64 wrong = 0;
  std::string value;
  for (i64 i = 0; i < kItems;) {
    if (!ring.pop(value)) {
      std::this_thread::yield();
      continue;
    }
    wrong += value != "item number " + std::to_string(i);
    ++i;
  }
  producer.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_TRUE(ring.empty());
}

TEST(LatestSlot, ReadsTheNewestAndOnlyOnce) {
  LatestSlot<int> slot;
  EXPECT_FALSE(slot.refresh());
  EXPECT_FALSE(slot.pending());
  for (int i = 1; i <= 3; ++i) {
    slot.back() = i;
    slot.publish();
  }
  EXPECT_TRUE(slot.pending());
  EXPECT_TRUE(slot.refresh());
  EXPECT_EQ(slot.front(), 3);
  EXPECT_FALSE(slot.refresh());
  EXPECT_EQ(slot.front(), 3);
}

TEST(LatestSlot, IsNeverTornAndNeverGoesBack) {
  constexpr int kRounds = 50'000;
  LatestSlot<std::vector<int>> slot;
  std::thread writer([&] {
    for (int i = 1; i <= kRounds; ++i) {
      slot.back().assign(16, i);
      slot.publish();
      if (i % 64 == 0) std::this_thread::yield();
    }
  });
  int last = 0, torn = 0, back = 0;
  while (last < kRounds) {
    if (!slot.refresh()) {
      std::this_thread::yield();
      continue;
    }
    const std::vector<int>& now = slot.front();
    torn += now != std::vector<int>(16, now.front());
    back += now.front() <= last;
    last = now.front();
  }
  writer.join();
  EXPECT_EQ(torn, 0);
  EXPECT_EQ(back, 0);
}

}  // namespace
}  // namespace lab::test
