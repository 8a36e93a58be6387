// Where the panels stand, computed from the size of the window alone.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "viz/draw/rect.h"
#include "viz/stage.h"

namespace lab {

/// Rectangles in picture pixels; a panel that is not shown has an empty one.
struct Layout {
  Rect transport, experiment, samples, probe, stage, next, loss, time_machine, status;
  PanelId stage_panel = PanelId::attention;  ///< which panel stands on the stage
  Rect tabs;                ///< small windows only: chooses what the right column shows
  int tab_count = 0;        ///< how many of kSideTabs (kStageTabs) it offers
  bool low = false;         ///< the window is
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

/// Which stage, and which of its panels; nullptr is attention.
struct StageSpot {
  const Stage* stage = nullptr;
  int panel = 0;
};

/// Three columns from 1200 x 820 design pixels on. Lower windows show either the next token or the
/// loss on the right, by tabs; narrower ones have two columns, and more tabs.
/// A maximised panel takes everything between transport bar and time machine.
/// An open lesson takes a column of its own, 420 to 520 wide, and the others are laid out in what
/// is left: three columns, two, or one with tabs; below 900 the lesson takes the stage.
/// A stage that does not learn has the room of everything that tells of learning.
Layout compute_layout(float width, float height, PanelId maximised, int side_tab,
                      const LessonSpot& lesson = {}, const StageSpot& spot = {});

/// What the tabs of a narrow window hold, from left to right; a low one has the first two.
inline constexpr PanelId kSideTabs[] = {PanelId::next, PanelId::loss, PanelId::samples,
                                        PanelId::experiment};
/// What the tabs hold beside a lesson in a narrow window; attention means the stage, whatever it
/// is.
inline constexpr PanelId kStageTabs[] = {PanelId::attention, PanelId::next, PanelId::loss,
                                         PanelId::samples, PanelId::experiment};

/// By the name that `lmlab shot --panel` takes.
std::optional<PanelId> panel_named(std::string_view name);
std::string_view panel_name(PanelId panel);
/// Those names in a row: "transport, experiment, ... or lesson".
std::string panel_names();
/// A size at which the panel reads well alone, design pixels.
struct PanelSize {
  float width = 0, height = 0;
};
PanelSize comfortable_size(PanelId panel);

}  // namespace lab
