#include "viz/draw/axes.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

#include "viz/raster/headless.h"

namespace lab {
namespace {

std::string labels(const Ticks& ticks) {
  std::string out;
  for (const Tick& tick : ticks.all()) out += std::string(tick.label.view()) + " ";
  return out;
}

TEST(Ticks, AreRoundNumbersInsideTheRange) {
  EXPECT_EQ(labels(nice_ticks({0, 2000}, 4)), "0 500 1,000 1,500 2,000 ");
  EXPECT_EQ(labels(nice_ticks({0.94, 4.2}, 4)), "1 2 3 4 ");
  EXPECT_EQ(labels(nice_ticks({-1, 1}, 4)), "-1 -0.5 0 0.5 1 ");
  EXPECT_EQ(labels(nice_ticks({0.1, 0.3}, 4)), "0.1 0.15 0.2 0.25 0.3 ");
}

TEST(Ticks, OfALogAxisArePowersWithTwosAndFives) {
  EXPECT_EQ(labels(nice_ticks({1e-4, 1, AxisScale::log}, 5)), "1e-4 0.001 0.01 0.1 1 ");
  EXPECT_EQ(labels(nice_ticks({1, 100, AxisScale::log}, 6)), "1 2 5 10 20 50 100 ");
  EXPECT_EQ(labels(nice_ticks({1.4, 4.2, AxisScale::log}, 4)), "2 3 4 ");
}

TEST(Ticks, SurviveNonsense) {
  EXPECT_EQ(nice_ticks({1, 1}, 4).count, 0);
  EXPECT_EQ(nice_ticks({0, 1, AxisScale::log}, 4).count, 0);
  EXPECT_EQ(nice_ticks({std::nan(""), 1}, 4).count, 0);
  EXPECT_LE(nice_ticks({0, 1e30}, 500).count, 16);
}

TEST(Axes, PixelsAndDataAreInverse) {
  const Axes axes({0, 0, 400, 200}, {0, 2000}, {0.5, 8, AxisScale::log});
  for (const double x : {0., 3., 777., 2000.}) EXPECT_NEAR(axes.x_at(axes.x_px(x)), x, 0.01);
  for (const double y : {0.5, 1., 4.2, 8.}) EXPECT_NEAR(axes.y_at(axes.y_px(y)), y, 1e-3);
  EXPECT_GT(axes.y_px(1), axes.y_px(2));  // up is more
}

struct Record {
  i64 step;
  float loss;
};

TEST(Curve, ThinningLosesNoSpike) {
  std::vector<Record> records;
  for (i64 i = 0; i < 100000; ++i) records.push_back({i, 2.f});
  records[55555].loss = 9;
  records[77777].loss = 0.5f;
  const Axes axes({0, 0, 344, 200}, {0, 100000}, {0, 10});
  Curve curve;
  curve.thin(axes, series(records, &Record::step, &Record::loss));
  ASSERT_EQ(curve.columns().size(), 301u);
  const auto column = [&](i64 step) { return curve.columns()[std::size_t(step * 300 / 100000)]; };
  EXPECT_EQ(column(55555).hi, 9);
  EXPECT_EQ(column(77777).lo, 0.5f);
  EXPECT_EQ(column(20000).hi, 2);
  for (const Curve::Column& c : curve.columns().first(300)) EXPECT_TRUE(c.any);
}

TEST(Curve, FollowsNewPointsAndZoom) {
  std::vector<Record> records{{0, 1.f}, {10, 2.f}};
  Curve curve;
  const Axes whole({0, 0, 344, 200}, {0, 100}, {0, 10});
  curve.thin(whole, series(records, &Record::step, &Record::loss));
  EXPECT_FALSE(curve.columns()[150].any);
  records.push_back({50, 3.f});
  records.push_back({60, std::numeric_limits<float>::quiet_NaN()});
  curve.thin(whole, series(records, &Record::step, &Record::loss));
  EXPECT_EQ(curve.columns()[150].last, 3.f);
  EXPECT_FALSE(curve.columns()[180].any);  // NaN is no point
  const Axes zoomed({0, 0, 344, 200}, {40, 60}, {0, 10});
  curve.thin(zoomed, series(records, &Record::step, &Record::loss));
  EXPECT_EQ(curve.columns()[150].last, 3.f);
  EXPECT_FALSE(curve.columns()[0].any);
}

TEST(Curve, FindsTheNearestStep) {
  const std::vector<Record> records{{0, 1.f}, {10, 2.f}, {20, 3.f}};
  const Series s = series(records, &Record::step, &Record::loss);
  EXPECT_EQ(nearest_index(s, -5), 0u);
  EXPECT_EQ(nearest_index(s, 14), 1u);
  EXPECT_EQ(nearest_index(s, 16), 2u);
  EXPECT_EQ(nearest_index(s, 1e9), 2u);
  EXPECT_EQ(nearest_index({}, 3), 0u);
}

TEST(RefLines, LabelsNeverOverlap) {
  // Two lines at the same height: their labels must light twice as many rows as one label does.
  const auto rows_with_ink = [](std::span<const RefLine> lines) {
    Headless screen(400, 200);
    screen.frame([&] {
      draw_ref_lines(ImGui::GetWindowDrawList(), Axes({0, 0, 400, 200}, {0, 1}, {0, 4}), lines);
    });
    const Image image = screen.picture();
    int rows = 0;
    for (int y = 0; y < image.height; ++y) {
      bool ink = false;
      for (int x = 300; x < 400; ++x) ink |= (image.at(x, y) >> 8 & 255) > 160;
      rows += ink;
    }
    return rows;
  };
  const RefLine one[] = {{2.00, "order", 0xffffffff}};
  const RefLine two[] = {{2.00, "order", 0xffffffff}, {2.01, "order", 0xffffffff}};
  EXPECT_GE(rows_with_ink(two), 2 * rows_with_ink(one) - 2);
}

}  // namespace
}  // namespace lab
