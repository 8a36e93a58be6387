#include "viz/panels/selection.h"

#include <gtest/gtest.h>

namespace lab {
namespace {

constexpr Pick kHead{.layer = 2, .head = 1};

TEST(Selection, AHoverPreviewsInTheNextFrameOnly) {
  Selection s;
  s.hover(kHead);
  EXPECT_TRUE(s.shown().empty());
  EXPECT_TRUE(s.begin_frame());
  EXPECT_EQ(s.shown(), kHead);
  EXPECT_TRUE(s.begin_frame());
  EXPECT_TRUE(s.shown().empty());
  EXPECT_FALSE(s.begin_frame());
}

TEST(Selection, AClickLocksAndASecondOneUnlocks) {
  Selection s;
  s.click(kHead);
  s.begin_frame();
  EXPECT_EQ(s.shown(), kHead);
  s.click({.layer = 0, .head = 3});
  EXPECT_EQ(s.locked(), (Pick{.layer = 0, .head = 3}));
  s.click({.layer = 0, .head = 3});
  EXPECT_TRUE(s.locked().empty());
}

TEST(Selection, AHoverWinsOverTheLockAndLeavesItInPlace) {
  Selection s;
  s.click(kHead);
  s.click({.query = 5, .key = 2});
  s.hover({.layer = 0, .head = 0});
  s.begin_frame();
  EXPECT_EQ(s.shown(), (Pick{.layer = 0, .head = 0, .query = 5, .key = 2}));
  s.begin_frame();
  EXPECT_EQ(s.shown(), (Pick{.layer = 2, .head = 1, .query = 5, .key = 2}));
}

TEST(Selection, EscUnlocksAndAShorterTextDropsPositions) {
  Selection s;
  s.click(kHead);
  s.click({.query = 5, .key = 2});
  s.limit(4, 4, 4);
  EXPECT_EQ(s.locked(), (Pick{.layer = 2, .head = 1, .key = 2}));
  s.unlock();
  EXPECT_TRUE(s.locked().empty());
}

}  // namespace
}  // namespace lab
