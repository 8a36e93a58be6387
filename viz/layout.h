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
  Rect tabs;          ///< small windows only: chooses what the right column shows
  int tab_count = 0;  ///< how many of kSideTabs it offers
};

/// Three columns from 1200 x 820 design pixels on. Lower windows show either the next token or the
/// loss on the right, by tabs; narrower ones have two columns, and more tabs.
/// A maximised panel takes everything between transport bar and time machine.
Layout compute_layout(float width, float height, PanelId maximised, int side_tab);

/// What the tabs of a narrow window hold, from left to right; a low one has the first two.
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
