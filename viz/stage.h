// What the middle of the screen shows: each kind of model has panels of its own.
#pragma once
#include <span>
#include <string_view>

#include "viz/i18n/strings.h"
#include "viz/panels/view_state.h"

namespace lab {

struct Stage {
  const char* name;                 ///< RunInfo::stage
  Str title;                        ///< what the whole of it is called, where it is one tab of many
  std::span<const PanelId> panels;  ///< from left to right in the tab row; the first is shown first
  u32 taps;  ///< the groups that its panels draw from (engine/observe/frame.h)
  /// False: nothing is ever trained, so there is no loss, no time machine, no experiment and
  /// nothing to sample; the stage has their room, and its first panel takes the probe text in.
  bool learns = true;

  /// Place of a panel among `panels`; -1 if it is not one of them.
  int index_of(PanelId panel) const;
  bool has(PanelId panel) const { return index_of(panel) >= 0; }
};

/// By RunInfo::stage; attention for a name that nobody knows.
const Stage& stage_named(std::string_view name);
/// The chosen panel of the stage; the nearest one if `index` is beyond it.
PanelId panel_at(const Stage& stage, int index);

/// A panel's name in its title row and on its tab.
Str title_of(PanelId panel);
Str tab_title_of(PanelId panel);

}  // namespace lab
