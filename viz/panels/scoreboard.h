// Scoreboard: every model in bits per character of one text, whatever its tokens.
#pragma once
#include <algorithm>
#include <array>
#include <memory>
#include <string>

#include "engine/observe/scoreboard.h"
#include "viz/panels/panel.h"

namespace lab {

/// A table whose last column is a chart: one bar a row, on one axis, with lines for what is
/// compared with. Stands over everything between the bars; key T.
class ScoreboardPanel {
 public:
  /// Where the numbers come from; nullptr: nowhere, and the screen offers no scoreboard.
  void take(ScoreboardSource* source) { source_ = source; }
  bool available() const { return source_ != nullptr; }
  void draw(PanelContext& context, const Rect& rect);

 private:
  /// Where each column stands, pixels; empty ones found no room.
  struct Columns {
    Rect place, name, parameters, seconds, seen, bits, against, chart;
  };
  struct Axis {
    float x = 0, width = 1;
    double most = 1;
    float at(double bits) const { return x + width * float(std::clamp(bits / most, 0., 1.)); }
  };

  /// Above its line, where no other name stands.
  struct LineLabel {
    float x = 0, width = 0;  ///< pixels
    int level = 0;           ///< 0 = next to the rows
  };
  static constexpr std::size_t kMostLines = 12;

  Columns columns_of(Rect row) const;
  const ScoreBaseline* against(const PanelContext& context) const;
  void draw_table(PanelContext& context, Rect room);
  void draw_head(const PanelContext& context, const Columns& columns);
  void draw_row(PanelContext& context, const Rect& row, std::size_t index);
  void draw_words(const PanelContext& context, const Columns& columns, const ScoreRow& row,
                  std::size_t index);
  void explain(const ScoreRow& row);
  // The chart: scoreboard_chart.cpp.
  float lay_out_labels();
  void draw_lines(PanelContext& context, const Rect& rows);
  void draw_ticks(const Rect& row) const;
  void draw_bar(const Rect& chart, const ScoreRow& row) const;

  ScoreboardSource* source_ = nullptr;
  std::shared_ptr<const Scoreboard> board_;
  float name_width_ = 0;  ///< that the longest name needs, pixels
  Axis axis_;
  std::array<LineLabel, kMostLines> labels_;
  std::string tip_;  ///< keeps its memory from picture to picture
};

/// The name of a baseline as the chart writes it: "KN-5".
std::string_view baseline_name(const ScoreBaseline& baseline);
/// Where the axis ends: the largest number that anything on the board has.
double most_bits(const Scoreboard& board);

}  // namespace lab
