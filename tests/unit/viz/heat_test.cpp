#include "viz/draw/heat.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace lab {
namespace {

/// Relative luminance, 0..1. Source: WCAG 2.1.
double luminance(Color c) {
  const auto linear = [](u32 byte) {
    const double v = byte / 255.;
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(c & 255) + 0.7152 * linear(c >> 8 & 255) + 0.0722 * linear(c >> 16 & 255);
}
double lightness(Color c) { return std::cbrt(luminance(c)); }

TEST(ColorMap, SequentialRisesEvenlyInLightness) {
  const double lo = lightness(map_color(ColorMap::sequential, 0));
  const double hi = lightness(map_color(ColorMap::sequential, 1));
  ASSERT_GT(hi - lo, 0.5);
  double before = lo;
  for (int i = 1; i <= 10; ++i) {
    const double now = lightness(map_color(ColorMap::sequential, float(i) / 10));
    EXPECT_NEAR(now - before, (hi - lo) / 10, 0.03) << i;
    before = now;
  }
}

TEST(ColorMap, DivergingIsGreyInTheMiddleBlueBelowOrangeAbove) {
  const Color low = map_color(ColorMap::diverging, -1), mid = map_color(ColorMap::diverging, 0),
              high = map_color(ColorMap::diverging, 1);
  EXPECT_GT(low >> 16 & 255, (low & 255) + 60);
  EXPECT_GT(high & 255, (high >> 16 & 255) + 60);
  EXPECT_NEAR(int(mid & 255), int(mid >> 16 & 255), 24);
}

TEST(ColorMap, ClampsAndMarksNotANumber) {
  EXPECT_EQ(map_color(ColorMap::sequential, 7), map_color(ColorMap::sequential, 1));
  EXPECT_EQ(map_color(ColorMap::sequential, -7), map_color(ColorMap::sequential, 0));
  const Color nan = map_color(ColorMap::sequential, std::numeric_limits<float>::quiet_NaN());
  EXPECT_GT(nan & 255, 2 * (nan >> 8 & 255));  // magenta: more red than green
}

TEST(ColorMap, SqrtScaleKeepsSmallProbabilitiesVisible) {
  EXPECT_FLOAT_EQ(sqrt_scale(0.25f), 0.5f);
  EXPECT_EQ(sqrt_scale(-1), 0);
  EXPECT_TRUE(std::isnan(sqrt_scale(std::numeric_limits<float>::quiet_NaN())));
}

TEST(ColorMap, InkReadsOnEveryColour) {
  for (int i = 0; i <= 20; ++i)
    for (const ColorMap map : {ColorMap::sequential, ColorMap::surprise, ColorMap::diverging}) {
      const Color ground = map_color(map, float(i) / 20);
      const double a = luminance(ground), b = luminance(ink_on(ground));
      const double contrast = (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
      EXPECT_GT(contrast, 4) << "map " << int(map) << " at " << i / 20.;
    }
}

TEST(Theme, TextReadsOnPanels) {
  for (const ThemeName name : {ThemeName::dark, ThemeName::light}) {
    const Theme& t = theme_of(name);
    const auto contrast = [&](Color ink) {
      const double a = luminance(t.panel), b = luminance(ink);
      return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
    };
    EXPECT_GT(contrast(t.text), 12);
    EXPECT_GT(contrast(t.text_dim), 5);
    EXPECT_GT(contrast(t.text_faint), 3.5);
    EXPECT_GT(contrast(t.good), 4.5);
    EXPECT_GT(contrast(t.bad), 4);
    EXPECT_GT(contrast(t.second), 4);
  }
}

}  // namespace
}  // namespace lab
