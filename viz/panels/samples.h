// Text stream: what the model wrote, step by step, coloured by surprise.
#pragma once
#include <vector>

#include "viz/panels/panel.h"

namespace lab {

/// Owns where each sample's characters stand, so that an idle frame measures nothing.
class SamplesPanel {
 public:
  void draw(PanelContext& context, const Rect& rect);

 private:
  struct Glyph {
    float x, y, width;  ///< pixels from the sample's upper left corner
    u32 token;          ///< index into the sample's tokens; kPrompt for the prompt
    u32 begin, end;     ///< bytes of that text
  };
  struct Placed {
    std::size_t first = 0, last = 0;  ///< glyphs_[first, last)
    float height = 0;
  };
  static constexpr u32 kPrompt = ~u32(0);

  void place(const std::vector<SampleRecord>& samples, float width);
  void place_one(const SampleRecord& sample, float width);
  void place_text(std::string_view text, u32 token, float width, float& x, float& y);
  void draw_one(PanelContext& context, const SampleRecord& sample, const Placed& placed,
                const Rect& where, const Rect& room, bool chosen) const;
  void draw_glyphs(const SampleRecord& sample, const Placed& placed, const Rect& where,
                   const Rect& room) const;
  float scroll(PanelContext& context, const Rect& room, float content) const;

  std::vector<Glyph> glyphs_;
  std::vector<Placed> placed_;
  float width_ = 0;
  std::size_t chosen_ = 0;  ///< the sample marked last time
  i64 first_step_ = -1;
};

}  // namespace lab
