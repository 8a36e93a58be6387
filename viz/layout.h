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
  Rect tabs;  ///< narrow windows only: chooses what the right column shows
};

/// Three columns from 1200 x 720 design pixels on; below that two, the right one with tabs.
/// A maximised panel takes everything between transport bar and time machine.
Layout compute_layout(float width, float height, PanelId maximised, int side_tab);

/// What the tabs of a narrow window hold, from left to right.
inline constexpr PanelId kSideTabs[] = {PanelId::next, PanelId::loss, PanelId::samples,
                                        PanelId::experiment};

/// Names as `lmlab shot --panel` takes them: "transport", "experiment", "samples", "probe",
/// "attention", "next", "loss", "timemachine".
std::optional<PanelId> panel_named(std::string_view name);
/// A size at which the panel reads well alone, design pixels.
struct PanelSize {
  float width = 0, height = 0;
};
PanelSize comfortable_size(PanelId panel);

}  // namespace lab
