// Where the panels stand, computed from the size of the window alone.
#pragma once
#include <optional>
#include <string_view>

#include "viz/draw/rect.h"
#include "viz/panels/view_state.h"

namespace lab {

/// Rectangles in picture pixels; a panel that is not shown has an empty one.
struct Layout {
  Rect transport, experiment, samples, probe, attention, next, loss, time_machine, status;
  Rect tabs;                ///< small windows only: chooses what the right column shows
  int tab_count = 0;        ///< how many of kSideTabs (kStageTabs) it offers
  bool stage_tabs = false;  ///< the tabs choose what the whole stage shows
  Rect lesson;
  bool lesson_takes_stage = false;  ///< no other panel but the bars finds room beside it

  /// Where a panel stands; an empty rectangle if it is not shown.
  const Rect& place(PanelId panel) const;
};

/// The lesson's part in the layout.
struct LessonSpot {
  bool open = false;
  int stage_tab = 0;
};

/// Three columns from 1200 x 820 design pixels on. Lower windows show either the next token or the
/// loss on the right, by tabs; narrower ones have two columns, and more tabs.
/// A maximised panel takes everything between transport bar and time machine.
/// An open lesson takes a column of its own, 420 to 520 wide, and the others are laid out in what
/// is left: three columns, two, or one with tabs; below 900 the lesson takes the stage.
Layout compute_layout(float width, float height, PanelId maximised, int side_tab,
                      const LessonSpot& lesson = {});

/// What the tabs of a narrow window hold, from left to right; a low one has the first two.
inline constexpr PanelId kSideTabs[] = {PanelId::next, PanelId::loss, PanelId::samples,
                                        PanelId::experiment};
/// What the tabs of the stage hold, beside a lesson in a narrow window.
inline constexpr PanelId kStageTabs[] = {PanelId::attention, PanelId::next, PanelId::loss,
                                         PanelId::samples, PanelId::experiment};

/// Names as `lmlab shot --panel` takes them: "transport", "experiment", "samples", "probe",
/// "attention", "next", "loss", "timemachine", "lesson".
std::optional<PanelId> panel_named(std::string_view name);
/// A size at which the panel reads well alone, design pixels.
struct PanelSize {
  float width = 0, height = 0;
};
PanelSize comfortable_size(PanelId panel);

}  // namespace lab
