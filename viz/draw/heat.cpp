#include "viz/draw/heat.h"

#include <array>
#include <cmath>
#include <utility>

#include "viz/draw/text.h"

namespace lab {
namespace {

/// OKLab with hue and chroma: equal steps of lightness look equal.
/// Source: Ottosson 2020, "A perceptual color space for image processing".
struct Lch {
  double lightness, chroma, hue;
};
struct Lab {
  double l, a, b;
};

Lab to_lab(const Lch& c) {
  const double angle = c.hue * 3.14159265358979323846 / 180;
  return {c.lightness, c.chroma * std::cos(angle), c.chroma * std::sin(angle)};
}

u32 to_byte(double linear) {
  const double x = std::clamp(linear, 0., 1.);
  const double srgb = x <= 0.0031308 ? 12.92 * x : 1.055 * std::pow(x, 1 / 2.4) - 0.055;
  return u32(srgb * 255 + 0.5);
}
Color to_color(const Lab& c) {
  const auto cube = [](double v) { return v * v * v; };
  const double l = cube(c.l + 0.3963377774 * c.a + 0.2158037573 * c.b);
  const double m = cube(c.l - 0.1055613458 * c.a - 0.0638541728 * c.b);
  const double s = cube(c.l - 0.0894841775 * c.a - 1.2914855480 * c.b);
  return IM_COL32(to_byte(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
                  to_byte(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
                  to_byte(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s), 255);
}

Lab lerp(const Lab& x, const Lab& y, double t) {
  return {x.l + (y.l - x.l) * t, x.a + (y.a - x.a) * t, x.b + (y.b - x.b) * t};
}

constexpr int kSteps = 256;
using Table = std::array<Color, kSteps>;

/// Straight lines in OKLab through evenly spaced stops.
Table make_table(std::span<const Lch> stops) {
  Table table;
  for (int i = 0; i < kSteps; ++i) {
    const double x = double(i) / (kSteps - 1) * double(stops.size() - 1);
    const std::size_t k = std::min(std::size_t(x), stops.size() - 2);
    table[i] = to_color(lerp(to_lab(stops[k]), to_lab(stops[k + 1]), x - double(k)));
  }
  return table;
}

// Lightness rises in equal steps; hues go from blue to yellow, never through red against green.
constexpr Lch kSequential[] = {{0.270, 0.075, 268}, {0.400, 0.095, 252}, {0.530, 0.095, 210},
                               {0.660, 0.115, 170}, {0.790, 0.165, 138}, {0.920, 0.185, 105}};
constexpr Lch kDivergingDark[] = {{0.70, 0.16, 255}, {0.27, 0.018, 262}, {0.77, 0.15, 68}};
constexpr Lch kDivergingLight[] = {{0.52, 0.19, 258}, {0.95, 0.006, 262}, {0.66, 0.16, 55}};
constexpr Lch kSurpriseDark[] = {{0.27, 0.018, 262}, {0.77, 0.15, 65}};
constexpr Lch kSurpriseLight[] = {{0.95, 0.006, 262}, {0.72, 0.16, 60}};
constexpr Color kNotANumber = rgb(0xd048c8, 0.6f);

const Table& table_of(ColorMap map) {
  static const Table sequential = make_table(kSequential);
  static const Table diverging[] = {make_table(kDivergingLight), make_table(kDivergingDark)};
  static const Table surprise[] = {make_table(kSurpriseLight), make_table(kSurpriseDark)};
  if (map == ColorMap::sequential) return sequential;
  return (map == ColorMap::diverging ? diverging : surprise)[theme().dark];
}

}  // namespace

Color map_color(ColorMap map, float t) {
  if (std::isnan(t)) return kNotANumber;
  if (map == ColorMap::diverging) t = (t + 1) / 2;
  return table_of(map)[std::size_t(std::clamp(t, 0.f, 1.f) * (kSteps - 1) + 0.5f)];
}

float sqrt_scale(float p) { return p > 0 ? std::sqrt(p) : p == p ? 0.f : p; }

Color ink_on(Color background) {
  const auto light = [&](int shift) {
    const float v = float((background >> shift) & 255) / 255;
    return v * v;  // close to sRGB's curve
  };
  // Where black and white inks have the same contrast. Source: WCAG 2.1, contrast ratio.
  constexpr float kEven = 0.19f;
  const float luminance = 0.2126f * light(0) + 0.7152f * light(8) + 0.0722f * light(16);
  return luminance > kEven ? rgb(0x0b0d11) : rgb(0xffffff);
}

Rect draw_legend(ImDrawList* list, const Rect& box, ColorMap map, std::string_view name,
                 std::span<const LegendTick> ticks) {
  constexpr Face kFace = Face::small;
  const float bar_width = px(88), bar_height = px(8), gap = px(6);
  // Ticks at the ends stand beside the bar, those between them are left to the hover.
  const LegendTick* low = ticks.empty() ? nullptr : &ticks.front();
  const LegendTick* high = ticks.size() < 2 ? nullptr : &ticks.back();
  Rect row = box;
  if (high) {
    const float width = measure(kFace, high->label).x;
    draw_text(list, kFace, row.cut_right(width, gap), Align::right, theme().text_dim, high->label);
  }
  const Rect slot = row.cut_right(bar_width, gap);
  const Rect bar{std::round(slot.x), std::round(slot.centre_y() - bar_height / 2), bar_width,
                 bar_height};
  const float lo = map == ColorMap::diverging ? -1.f : 0.f;
  constexpr int kParts = 44;
  for (int i = 0; i < kParts; ++i) {
    const float x0 = bar.x + bar.w * float(i) / kParts, x1 = bar.x + bar.w * float(i + 1) / kParts;
    list->AddRectFilled({x0, bar.y}, {x1, bar.bottom()},
                        map_color(map, lo + (1 - lo) * (float(i) + 0.5f) / kParts));
  }
  for (const LegendTick& tick : ticks) {
    if (&tick == low || &tick == high) continue;
    const float x = bar.x + bar.w * tick.t;
    list->AddRectFilled({x, bar.y}, {x + px(1), bar.bottom() + px(3)}, theme().text_faint);
  }
  if (low) {
    const float width = measure(kFace, low->label).x;
    draw_text(list, kFace, row.cut_right(width, gap), Align::right, theme().text_dim, low->label);
  }
  const float width = std::min(row.w, measure(kFace, name).x);
  const Rect words = row.cut_right(width);
  draw_text(list, kFace, words, Align::right, theme().text_dim, name);
  return {words.x, box.y, box.right() - words.x, box.h};
}

HeatTexture::HeatTexture(HeatTexture&& other) noexcept { *this = std::move(other); }

HeatTexture& HeatTexture::operator=(HeatTexture&& other) noexcept {
  if (this == &other) return *this;
  release();
  backend_ = std::exchange(other.backend_, nullptr);
  texture_ = std::exchange(other.texture_, ImTextureID());
  width_ = other.width_, height_ = other.height_, key_ = other.key_;
  pixels_ = std::move(other.pixels_);
  return *this;
}

bool HeatTexture::begin(TextureBackend& backend, int width, int height, u64 key) {
  const bool resized = width != width_ || height != height_;
  if (ready() && backend_ == &backend && !resized && key == key_) return false;
  if (resized || backend_ != &backend) {
    release();
    backend_ = &backend, width_ = width, height_ = height;
    pixels_.assign(std::size_t(width) * height, 0);
  }
  key_ = key;
  return true;
}

void HeatTexture::fill(int x, int y, int rows, int cols, const float* values, ColorMap map,
                       bool use_sqrt) {
  for (int r = 0; r < rows; ++r)
    for (int c = 0; c < cols; ++c) {
      const float value = values[std::size_t(r) * cols + c];
      set(x + c, y + r, map_color(map, use_sqrt ? sqrt_scale(value) : value));
    }
}

void HeatTexture::upload() {
  if (!backend_ || pixels_.empty()) return;
  if (ready())
    backend_->update(texture_, pixels_);
  else
    texture_ = backend_->create(width_, height_, pixels_, Sampling::nearest);
}

void HeatTexture::draw(ImDrawList* list, const Rect& where) const {
  draw(list, where, {0, 0, float(width_), float(height_)});
}

void HeatTexture::draw(ImDrawList* list, const Rect& where, const Rect& part) const {
  if (!ready()) return;
  const float w = float(width_), h = float(height_);
  list->AddImage(texture_, {where.x, where.y}, {where.right(), where.bottom()},
                 {part.x / w, part.y / h}, {part.right() / w, part.bottom() / h});
}

void HeatTexture::release() {
  if (backend_ && ready()) backend_->destroy(texture_);
  texture_ = ImTextureID();
}

}  // namespace lab
