// The contract of a panel: draws itself into a rectangle, from what the Watch holds.
#pragma once
#include "viz/draw/rect.h"
#include "viz/draw/texture.h"
#include "viz/panels/view_state.h"

namespace lab {

/// All that a panel may touch. It reads `watch`, reads and changes `view`, sends commands through
/// `watch.send()`. It never calls `watch.ask()`: Screen builds the one Query from `view`, and
/// never `watch.poll()`: Screen does, once per frame.
struct PanelContext {
  Watch& watch;
  ViewState& view;
  TextureBackend& textures;
  double now = 0;  ///< seconds since the viewer started; standing still in tests
  float dt = 0;    ///< seconds since the last frame

  const Frame& frame() const { return watch.frame(); }
  const Pick& shown() const { return view.selection.shown(); }
};

/// What a panel that owns textures or caches looks like: a class with draw(); others are functions.
///   void draw_loss(PanelContext&, const Rect&);
using PanelFunction = void (*)(PanelContext&, const Rect&);

}  // namespace lab
