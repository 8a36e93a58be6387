#include "engine/run/keyframes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cmath>
#include <thread>

#include "engine/core/check.h"
#include "engine/core/rng.h"
#include "tests/unit/io/temp_dir.h"
#include "tests/unit/run/killed.h"

namespace lab {
namespace {

using test::error_of;
using test::TempDir;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(KeyframePolicy, ScheduleIsPowersOfRootTwoAndMultiples) {
  std::vector<i64> steps;
  for (i64 step = 0; step <= 2048; ++step)
    if (KeyframePolicy::scheduled(step, 0)) steps.push_back(step);
  EXPECT_THAT(steps, ElementsAre(0, 1, 2, 3, 4, 6, 8, 11, 16, 23, 32, 45, 64, 91, 128, 181, 256,
                                 362, 512, 724, 1024, 1448, 2048));
  EXPECT_TRUE(KeyframePolicy::scheduled(300, 100));
  EXPECT_FALSE(KeyframePolicy::scheduled(301, 100));
  EXPECT_FALSE(KeyframePolicy::scheduled(-1, 100));
}

TEST(KeyframePolicy, VictimByHand) {
  // Gaps left by a removal in log2(1 + s): 3 -> log2(8/2) = 2, 7 -> log2(9/4) = 1.17,
  // 8 -> log2(101/8) = 3.66, and 1 -> log2(4/1) = 2.
  const std::vector<i64> steps = {0, 1, 3, 7, 8, 100};
  EXPECT_EQ(KeyframePolicy::victim(steps, {}), 7);
  EXPECT_EQ(KeyframePolicy::victim(steps, {7}), 1);  // of two equal gaps the earlier
  EXPECT_EQ(KeyframePolicy::victim(steps, {1, 3, 7}), 8);
  EXPECT_EQ(KeyframePolicy::victim(steps, {1, 3, 7, 8}), -1);
  EXPECT_EQ(KeyframePolicy::victim(std::vector<i64>{0, 5}, {}), -1);
  EXPECT_EQ(KeyframePolicy::victim(std::vector<i64>{}, {}), -1);
}

double removal_gap(const std::vector<i64>& steps, size_t i) {
  return std::log2(1 + double(steps[i + 1])) - std::log2(1 + double(steps[i - 1]));
}

TEST(KeyframePolicy, ThinningKeepsItsPromisesOnRandomRuns) {
  Rng rng(11);
  for (int run = 0; run < 60; ++run) {
    const KeyframeLimits limits{.max_frames = 8 + i64(rng.below(60)),
                                .max_bytes = 1000 * (8 + i64(rng.below(60)))};
    const KeyframePolicy policy(limits);
    const i64 cap = std::min(limits.max_frames, limits.max_bytes / 1000);
    std::vector<i64> steps;
    std::set<i64> bookmarks;
    for (i64 step = 0; step < 3000; step += 1 + i64(rng.below(20))) {
      if (rng.below(200) == 0 && i64(bookmarks.size()) < cap / 2) bookmarks.insert(step);
      steps.push_back(step);
      const std::vector<i64> before = steps;
      const std::vector<i64> dropped = policy.excess(steps, bookmarks, 1000);
      ASSERT_LE(dropped.size(), 1u);
      for (const i64 gone : dropped) {
        const size_t at = size_t(std::find(before.begin(), before.end(), gone) - before.begin());
        for (size_t i = 1; i + 1 < before.size(); ++i) {
          if (bookmarks.contains(before[i])) continue;
          ASSERT_LE(removal_gap(before, at), removal_gap(before, i));
        }
        steps.erase(steps.begin() + i64(at));
      }
      ASSERT_LE(i64(steps.size()), cap);
      ASSERT_EQ(steps.front(), 0);
      ASSERT_EQ(steps.back(), step);
      for (const i64 kept : bookmarks)
        ASSERT_TRUE(std::binary_search(steps.begin(), steps.end(), kept));
    }
  }
}

const std::vector<ParamShape> kParams = {{"b", {3}}, {"a.w", {2, 4}}, {"s", {}}};

std::vector<real> weights_of(i64 step) {
  std::vector<real> weights(12);
  for (size_t i = 0; i < 12; ++i) weights[i] = real(step) + real(i) / 16;
  return weights;
}

TEST(KeyframeStore, WritesFindsAndLoads) {
  const TempDir dir;
  KeyframeStore store(dir / "keyframes");
  std::vector<real> weights;
  EXPECT_EQ(store.nearest(5), -1);
  EXPECT_THROW(store.load_nearest(5, kParams, weights), Error);
  for (const i64 step : {0, 10, 500}) store.write(step, kParams, weights_of(step));
  EXPECT_TRUE(file_exists(dir / "keyframes/step_000000500.safetensors"));
  EXPECT_THAT(store.steps(), ElementsAre(0, 10, 500));
  EXPECT_EQ(store.nearest(-5), 0);
  EXPECT_EQ(store.nearest(5), 0);  // of two equally near the earlier
  EXPECT_EQ(store.nearest(6), 10);
  EXPECT_EQ(store.nearest(9999), 500);
  EXPECT_EQ(store.load_nearest(300, kParams, weights), 500);
  EXPECT_EQ(weights, weights_of(500));
  // The order asked for counts, not the order of the file.
  std::vector<ParamShape> turned = {kParams[1]};
  store.load_nearest(0, turned, weights);
  const std::vector<real> all = weights_of(0);
  EXPECT_EQ(weights, std::vector<real>(all.begin() + 3, all.begin() + 11));
}

TEST(KeyframeStore, ReopensIgnoringWhatIsNotAKeyframe) {
  const TempDir dir;
  {
    KeyframeStore store(dir / "k");
    store.write(0, kParams, weights_of(0));
    store.write(7, kParams, weights_of(7));
  }
  for (const char* name : {"step_000000009.safetensors.tmp", "step_.safetensors",
                           "step_x1.safetensors", "note.txt", "step_-00000001.safetensors"})
    write_file_atomic(dir / "k/" + name, "x", Durability::none);
  const KeyframeStore store(dir / "k");
  EXPECT_THAT(store.steps(), ElementsAre(0, 7));
  EXPECT_GT(store.bytes(), 2 * 12 * 4);
  EXPECT_TRUE(KeyframeStore(dir / "never made").steps().empty());
  EXPECT_FALSE(is_directory(dir / "never made"));
}

TEST(KeyframeStore, ShapesAndCountsAreChecked) {
  const TempDir dir;
  KeyframeStore store(dir / "k");
  EXPECT_THROW(store.write(0, kParams, std::vector<real>(11)), Error);
  store.write(0, kParams, weights_of(0));
  std::vector<real> weights;
  std::vector<ParamShape> other = kParams;
  other[1].shape = {4, 2};
  EXPECT_THAT(error_of([&] { store.load_nearest(0, other, weights); }),
              AllOf(HasSubstr("a.w"), HasSubstr("(4, 2)"), HasSubstr("(2, 4)")));
}

TEST(KeyframeStore, ThinsItsFilesAndRemovesTheFutureOnResume) {
  const TempDir dir;
  KeyframeStore store(dir / "k", {.max_frames = 6});
  store.write(0, kParams, weights_of(0));
  store.bookmark(9);
  for (i64 step = 1; step <= 40; ++step) store.write(step, kParams, weights_of(step));
  const std::vector<i64> steps = store.steps();
  EXPECT_EQ(steps.size(), 6u);
  EXPECT_EQ(steps.front(), 0);
  EXPECT_EQ(steps.back(), 40);
  EXPECT_TRUE(store.has(9));
  EXPECT_EQ(list_dir(dir / "k").size(), 6u);
  store.remove_after(9);
  EXPECT_EQ(store.steps().back(), 9);
  EXPECT_EQ(KeyframeStore(dir / "k").steps(), store.steps());
}

TEST(KeyframeStore, KilledAnywhereLeavesOnlyWholeFrames) {
  const TempDir dir;
  int operation = 0;
  for (;; ++operation) {
    std::filesystem::remove_all(dir / "k");
    const bool killed = test::killed_at(operation, [&] {
      KeyframeStore store(dir / "k", {.max_frames = 3});
      for (i64 step = 0; step < 5; ++step) store.write(step, kParams, weights_of(step));
    });
    KeyframeStore store(dir / "k", {.max_frames = 3});
    for (const i64 step : store.steps()) {
      std::vector<real> weights;
      ASSERT_EQ(store.load_nearest(step, kParams, weights), step);
      ASSERT_EQ(weights, weights_of(step));
    }
    if (!killed) break;
    store.write(99, kParams, weights_of(99));  // the next run puts the number of frames right
    ASSERT_LE(store.steps().size(), 3u);
  }
  EXPECT_GT(operation, 20);
}

TEST(KeyframeStore, ReaderAndThinningWriterMayRunTogether) {
  const TempDir dir;
  KeyframeStore store(dir / "k", {.max_frames = 4});
  store.write(0, kParams, weights_of(0));
  std::atomic<i64> newest = 0;
  std::thread writer([&] {
    for (i64 step = 1; step <= 2000; ++step) {
      store.write(step, kParams, weights_of(step));
      newest = step;
    }
  });
  std::vector<real> weights;
  while (newest < 2000) {  // the frame just before the newest is the one that is thinned most often
    const i64 step = store.load_nearest(newest - 1, kParams, weights);
    EXPECT_EQ(weights, weights_of(step));
  }
  writer.join();
}

}  // namespace
}  // namespace lab
