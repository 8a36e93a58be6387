// Small axes: ticks, grid, curves of any length, reference lines that carry their name.
#pragma once
#include <imgui.h>

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "viz/draw/rect.h"
#include "viz/draw/theme.h"
#include "viz/i18n/label.h"

namespace lab {

enum class AxisScale : u8 { linear, log };

/// What one axis shows. lo < hi; log axes need lo > 0.
struct Axis {
  double lo = 0, hi = 1;
  AxisScale scale = AxisScale::linear;
};

struct Tick {
  double value = 0;
  Label label;
};
struct Ticks {
  std::array<Tick, 16> tick;
  int count = 0;
  std::span<const Tick> all() const& { return {tick.data(), std::size_t(count)}; }
  std::span<const Tick> all() && = delete;  // would outlive the ticks in a range-for
};

/// Round numbers inside [lo, hi], about `wanted` of them: steps of 1, 2 or 5 times a power of ten;
/// log axes: powers of ten, with 2 and 5 between them when there is room, or linear steps when the
/// range is less than a decade.
Ticks nice_ticks(const Axis& axis, int wanted);

/// The plot area between its labels, and the way between data and pixels.
class Axes {
 public:
  /// box: all the room, labels included (44 px left, 20 px below are kept for them).
  Axes(const Rect& box, const Axis& x, const Axis& y);
  /// Grid lines and tick labels, drawn first.
  void draw_grid(ImDrawList* list) const;
  const Rect& area() const { return area_; }
  const Axis& x_axis() const { return x_; }
  const Axis& y_axis() const { return y_; }
  float x_px(double value) const;
  float y_px(double value) const;
  double x_at(float px) const;
  double y_at(float px) const;

 private:
  Rect area_;
  Axis x_, y_;
};

/// Member of every record in an array, without copying: strided(records, &StepRecord::loss).
template <class T>
struct Strided {
  const std::byte* base = nullptr;
  std::size_t stride = sizeof(T);
  T operator[](std::size_t i) const { return *reinterpret_cast<const T*>(base + i * stride); }
};
template <class Record, class T>
Strided<T> strided(const std::vector<Record>& records, T Record::*member) {
  if (records.empty()) return {};
  return {reinterpret_cast<const std::byte*>(&(records[0].*member)), sizeof(Record)};
}

/// x rises; y may be NaN (no point there).
struct Series {
  std::size_t count = 0;
  Strided<i64> x;
  Strided<float> y;
};
template <class Record>
Series series(const std::vector<Record>& records, i64 Record::*x, float Record::*y) {
  return {records.size(), strided(records, x), strided(records, y)};
}

/// A curve, thinned to the smallest and largest value of each pixel column, so that no spike is
/// lost; recomputed only when points, range or width change, and without allocating after warm-up.
class Curve {
 public:
  struct Column {
    float lo = 0, hi = 0, first = 0, last = 0;
    bool any = false;
  };
  void draw(ImDrawList* list, const Axes& axes, const Series& series, Color color,
            float thickness = 1.5f);
  /// Only the finite points, as dots (validation losses).
  void draw_dots(ImDrawList* list, const Axes& axes, const Series& series, Color color,
                 float radius = 2.5f);
  /// The columns behind the last draw(): one per pixel of axes.area().w.
  std::span<const Column> columns() const { return columns_; }
  /// Fills columns() without drawing.
  void thin(const Axes& axes, const Series& series);

 private:
  struct Key {
    std::size_t count = 0;
    double lo = 0, hi = 0;
    float x = 0, width = 0;
    AxisScale scale = AxisScale::linear;
    const void* base = nullptr;
    i64 last_x = 0;
    bool operator==(const Key&) const = default;
  };
  /// The nearest points beyond the range: the curve runs out of the picture instead of stopping.
  struct Outside {
    double x = 0;
    float y = 0;
    bool any = false;
  };
  Key key_;
  Outside before_, after_;
  std::vector<Column> columns_;
  std::vector<ImVec2> points_;
};

/// A horizontal line with its name and value at the right end; labels move apart, lines do not.
struct RefLine {
  double y = 0;
  std::string_view name;
  Color color = 0;
  bool below = false;  ///< the name stands under the line: curves come from above
};
/// At most 16 lines; those outside the axes are left out.
void draw_ref_lines(ImDrawList* list, const Axes& axes, std::span<const RefLine> lines);
/// A vertical line with an optional name on top (shown step, chapter mark).
void draw_marker(ImDrawList* list, const Axes& axes, double x, Color color,
                 std::string_view name = {});
/// Dashes; what is compared with an earlier step is drawn so.
void draw_dashed(ImDrawList* list, ImVec2 from, ImVec2 to, Color color, float thickness = 1,
                 float dash = 4, float gap = 4);

/// The index whose x is nearest to `x`, or count when the series is empty.
std::size_t nearest_index(const Series& series, double x);

}  // namespace lab
