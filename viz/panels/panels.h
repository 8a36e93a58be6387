// The panels without state of their own; the others are classes with a header each.
#pragma once
#include "viz/panels/panel.h"

namespace lab {

/// What a panel needs besides its context.
struct StatusNumbers {
  double ui_ms = -1;  ///< time to build a frame; negative = not measured (pictures for tests)
};

/// Run, pause, step; speed, learning rate, temperature; pace; language and theme.
void draw_transport(PanelContext& context, const Rect& rect);
/// Facts of the run that do not change.
void draw_experiment(PanelContext& context, const Rect& rect);
/// The text that is looked at, coloured by surprise; typing, choosing a position.
void draw_probe(PanelContext& context, const Rect& rect);
/// From logits to one drawn token.
void draw_next_token(PanelContext& context, const Rect& rect);
/// Build, cost, memory, name of the run: one quiet line.
void draw_status(PanelContext& context, const Rect& rect, const StatusNumbers& numbers);
/// All keys, on top of everything.
void draw_help_overlay(PanelContext& context, const Rect& screen);

/// The state of training as the transport buttons see it.
bool is_training(const Watch& watch);
/// Sends run or pause, whichever changes something.
void toggle_training(Watch& watch);

}  // namespace lab
