// What a `lab:` link does when it is clicked: it sets the one selection, asks, or commands.
#pragma once
#include "engine/lesson/lab_link.h"
#include "viz/panels/panel.h"

namespace lab {

/// Does what the link says and points at the panel where it can be seen. Quizzes and checks are
/// the lesson's own affair: nothing happens.
void follow(PanelContext& context, const LabLink& link);

/// What a click would do, or why it cannot; shown on hover.
Label told(const PanelContext& context, const LabLink& link);

/// Brings a panel into sight (the tab that has it) and rings it for a moment.
void point_at(PanelContext& context, PanelId panel);
/// 1 while the ring is plain, falling to 0; 0 when there is none.
float ring_strength(const ViewState& view, double now);

}  // namespace lab
