#include "viz/stage.h"

#include <algorithm>

namespace lab {
namespace {

constexpr PanelId kAttentionPanels[] = {PanelId::attention};
constexpr PanelId kNgramPanels[] = {PanelId::ladder, PanelId::bigrams, PanelId::sparsity};
constexpr PanelId kTokensPanels[] = {PanelId::pieces, PanelId::merges, PanelId::fertility};
constexpr PanelId kElizaPanels[] = {PanelId::dialogue};

constexpr Stage kStages[] = {
    {"attention", Str::attention_title, kAttentionPanels, taps::kAttention},
    {"ngram", Str::stage_ngram, kNgramPanels, taps::kCounts},
    {"tokens", Str::stage_tokens, kTokensPanels, taps::kPieces},
    {"eliza", Str::dialogue_title, kElizaPanels, taps::kDialogue, false},
};

}  // namespace

int Stage::index_of(PanelId panel) const {
  const auto found = std::ranges::find(panels, panel);
  return found == panels.end() ? -1 : int(found - panels.begin());
}

const Stage& stage_named(std::string_view name) {
  const auto found = std::ranges::find_if(kStages, [&](const Stage& s) { return name == s.name; });
  return found == std::end(kStages) ? kStages[0] : *found;
}

PanelId panel_at(const Stage& stage, int index) {
  return stage.panels[std::size_t(std::clamp(index, 0, int(stage.panels.size()) - 1))];
}

Str title_of(PanelId panel) {
  switch (panel) {
    case PanelId::experiment:
      return Str::experiment_title;
    case PanelId::loss:
      return Str::loss_title;
    case PanelId::next:
      return Str::next_title;
    case PanelId::probe:
      return Str::probe_title;
    case PanelId::samples:
      return Str::samples_title;
    case PanelId::time_machine:
      return Str::time_title;
    case PanelId::transport:
      return Str::transport_title;
    case PanelId::ladder:
      return Str::ladder_title;
    case PanelId::bigrams:
      return Str::bigrams_title;
    case PanelId::sparsity:
      return Str::sparsity_title;
    case PanelId::pieces:
      return Str::pieces_title;
    case PanelId::merges:
      return Str::merges_title;
    case PanelId::fertility:
      return Str::fertility_title;
    case PanelId::dialogue:
      return Str::dialogue_title;
    case PanelId::scoreboard:
      return Str::scoreboard_title;
    default:
      return Str::attention_title;
  }
}

Str tab_title_of(PanelId panel) {
  if (panel == PanelId::next) return Str::tab_next;
  return panel == PanelId::samples ? Str::tab_samples : title_of(panel);
}

}  // namespace lab
