// lmlab-window itself, as a process under Xvfb: it trains, shows, ends, and shows what a shot
// shows.
#include <gtest/gtest.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <thread>

#include "tests/cli/process.h"
#include "tests/ui/xvfb.h"
#include "viz/raster/image.h"

namespace lab::test {
namespace {

constexpr const char* kTown = "tinytown:en:40k";

class WindowSmoke : public testing::Test {
 protected:
  void SetUp() override {
    if (!xvfb.running()) GTEST_SKIP() << xvfb.why_not();
  }
  /// Ends the window after some frames, with a picture of the last.
  Start window(int frames) const {
    return {.environment = {{"DISPLAY", xvfb.display()},
                            {"LAB_WINDOW_FRAMES", std::to_string(frames)},
                            {"LAB_WINDOW_PICTURE", room.path("window.png")}}};
  }
  static bool without_gl(const Ended& end) {
    return end.err.find("no window can be opened here") != std::string::npos &&
           end.err.find("Failed to open display") == std::string::npos;
  }
  const Xvfb xvfb{3200, 2000};  // its pointer waits in the middle: outside of the window
  const Room room;
};

/// How many different colours: 1 for a blank picture.
std::size_t colours(const Image& image) {
  std::map<u32, i64> counts;
  for (const u32 pixel : image.pixels) ++counts[pixel];
  return counts.size();
}

/// Share of the pixels whose largest difference in a channel is beyond `tolerance`.
double differing(const Image& a, const Image& b, int tolerance) {
  i64 count = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i)
    for (int shift = 0; shift < 24; shift += 8) {
      const int d = int(a.pixels[i] >> shift & 255) - int(b.pixels[i] >> shift & 255);
      if (std::abs(d) > tolerance) {
        ++count;
        break;
      }
    }
  return double(count) / double(a.pixels.size());
}

TEST_F(WindowSmoke, ShowsAStoredRunAsAShotDoes) {
  ASSERT_CODE(room.lab(tiny_training(kTown, 60, "run")), 0);
  const Ended end = room.lab({"open", "run", "--lang", "en"}, window(60));
  if (without_gl(end)) GTEST_SKIP() << "Xvfb runs, but without GL: " << end.err;
  ASSERT_CODE(end, 0);
  ASSERT_CODE(room.lab({"shot", "run", "--screen", "--lang", "en", "-o", "shot.png"}), 0);
  const Image seen = read_png(room.path("window.png")), drawn = read_png(room.path("shot.png"));
  ASSERT_EQ(seen.width, 1440);
  ASSERT_EQ(seen.height, 900);
  EXPECT_GT(colours(seen), 200u);
  EXPECT_LT(differing(seen, drawn, 48), 0.005);  // the times in the status bar, edges of curves

  double rate = 0;
  ASSERT_EQ(std::sscanf(end.err.c_str(), "60 frames: %lf", &rate), 1) << end.err;
  RecordProperty("frames_per_second", std::to_string(rate));
  std::printf("%.1f frames/s at 1440 x 900\n", rate);
}

TEST_F(WindowSmoke, TrainsWhileItShowsAndSavesWhenClosed) {
  const Ended end = room.lab(tiny_training(kTown, 100'000'000, "run", {"--view"}), window(40));
  if (without_gl(end)) GTEST_SKIP() << "Xvfb runs, but without GL: " << end.err;
  ASSERT_CODE(end, 0);
  EXPECT_SAYS(end.out, "and saved. To go on: ./lab resume run");
  EXPECT_GT(colours(read_png(room.path("window.png"))), 200u);
  EXPECT_GT(records(room, "run", "step").size(), 20u);
  EXPECT_CODE(room.lab({"eval", "run", "--json"}), 0);
}

TEST_F(WindowSmoke, WatchedAndUnwatchedTrainingGiveTheSameBits) {
  ASSERT_CODE(room.lab(tiny_training(kTown, 300, "plain", {"--plain"}), window(60)), 0);
  const Ended end = room.lab(tiny_training(kTown, 300, "shown", {"--view"}), window(80));
  if (without_gl(end)) GTEST_SKIP() << "Xvfb runs, but without GL: " << end.err;
  ASSERT_CODE(end, 0);
  EXPECT_SAYS(end.out, "validation: ");
  EXPECT_TRUE(room.read("plain/checkpoint.safetensors") ==
              room.read("shown/checkpoint.safetensors"));
}

TEST_F(WindowSmoke, CtrlCInTheTerminalClosesTheWindow) {
  Running training = room.start(tiny_training(kTown, 100'000'000, "run", {"--view"}),
                                {.environment = {{"DISPLAY", xvfb.display()}}});
  if (!training.wait_for("measured")) {
    const Ended end = training.wait(1);
    if (without_gl(end)) GTEST_SKIP() << "Xvfb runs, but without GL: " << end.err;
    FAIL() << end.story();
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  training.send(SIGINT);
  const Ended end = training.wait(20);
  EXPECT_CODE(end, 0);
  EXPECT_SAYS(end.out, "and saved. To go on: ./lab resume run");
}

}  // namespace
}  // namespace lab::test
