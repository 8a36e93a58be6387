// Attention: every head at a glance, one head in full, and where one position looks.
#pragma once
#include <array>

#include "viz/draw/heat.h"
#include "viz/panels/head_badge.h"
#include "viz/panels/panel.h"

namespace lab {

/// How much is shown at once; what a larger model has beyond it is said in the panel's note.
inline constexpr i32 kMaxShownLayers = 8, kMaxShownHeads = 8;
/// Room that the zoomed map keeps for its title and its labels, design pixels.
inline constexpr float kZoomAbove = 50, kZoomLeft = 28;

/// Owns the one texture that holds all heads of a frame, and what each head was judged to do.
class AttentionPanel {
 public:
  void draw(PanelContext& context, const Rect& rect);
  /// Gives the texture back, before the backend goes.
  void release() { atlas_.release(); }

 private:
  /// What is drawn of one frame.
  struct Model {
    i32 layers = 0, heads = 0, tokens = 0;
    i32 all_layers = 0, all_heads = 0;
    bool causal = true;
  };
  struct Head {
    i32 layer = 0, head = 0;
    bool operator==(const Head&) const = default;
  };

  void take_in(PanelContext& context);
  void fill_atlas();
  void draw_grid(PanelContext& context, const Rect& box);
  void draw_head(PanelContext& context, Head head, const Rect& picture, float name_width);
  void draw_zoom(PanelContext& context, Rect box);
  void draw_zoom_title(PanelContext& context, Rect row);
  void draw_map(PanelContext& context, const Rect& map);
  void draw_breadcrumb(const PanelContext& context, const Rect& row) const;
  void draw_axis_labels(const PanelContext& context, const Rect& map);
  void map_mouse(PanelContext& context, const Rect& map);
  void draw_lines(PanelContext& context, Rect box);

  /// The part of the atlas that holds a head.
  Rect part(Head head) const;
  Head chosen(const PanelContext& context) const;
  const HeadBadge& badge(Head head) const {
    return badges_[std::size_t(head.layer) * kMaxShownHeads + std::size_t(head.head)];
  }
  /// (T, T) of a head; nullptr if the frame lacks it.
  const float* weights(Head head) const;
  const float* scores(const Frame& frame, Head head) const;

  HeatTexture atlas_;
  Model model_;
  u64 frame_id_ = 0;
  ThemeName theme_ = ThemeName::dark;
  std::array<const Tap*, kMaxShownLayers> taps_{};  ///< of the frame being drawn
  std::array<HeadBadge, std::size_t(kMaxShownLayers) * kMaxShownHeads> badges_;
};

/// Turns the edit of one head on or off. True if it is off (cut) afterwards.
bool toggle_cut(ViewState& view, i32 layer, i32 head);
bool is_cut(const ViewState& view, i32 layer, i32 head);
/// The head that is shown when the selection names none: the first of the last layer.
struct HeadChoice {
  i32 layer = 0, head = 0;
};
HeadChoice chosen_head(const PanelContext& context, i32 layers, i32 heads);

}  // namespace lab
