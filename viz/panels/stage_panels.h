// The panels that stand on the stages of chapters 01 to 03, together.
#pragma once
#include "viz/panels/bigrams.h"
#include "viz/panels/dialogue.h"
#include "viz/panels/fertility.h"
#include "viz/panels/ladder.h"
#include "viz/panels/merges.h"
#include "viz/panels/pieces.h"
#include "viz/panels/scoreboard.h"
#include "viz/panels/sparsity.h"

namespace lab {

struct StagePanels {
  LadderPanel ladder;
  BigramsPanel bigrams;
  SparsityPanel sparsity;
  PiecesPanel pieces;
  MergesPanel merges;
  FertilityPanel fertility;
  DialoguePanel dialogue;
  ScoreboardPanel scoreboard;

  /// True if the panel was one of these.
  bool draw(PanelContext& context, PanelId panel, const Rect& rect);
  /// Gives all textures back.
  void release() { bigrams.release(); }
};

}  // namespace lab
