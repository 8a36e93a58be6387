#include "chapters/10_gpt/recipe.h"

#include <algorithm>

#include "engine/optim/muon.h"

namespace lab {
namespace {

/// The weights of the blocks that map one vector to another. An embedding is a table of vectors,
/// no map; neither is the head, which is the same table where it is tied.
bool is_hidden_matrix(const Parameter& p) {
  return p.name.starts_with("h.") && p.tensor.shape().rank() == 2;
}

}  // namespace

std::unique_ptr<Optimizer> make_optimizer(const Gpt& model) {
  const GptOptions& o = model.options();
  const AdamWOptions adamw{
      .beta1 = real(o.beta1), .beta2 = real(o.beta2), .decay = real(o.decay), .clip = real(o.clip)};
  if (o.optimizer == "adamw") return std::make_unique<AdamW>(model.parameters(), adamw);

  std::vector<MuonMatrix> matrices;
  Parameters rest;
  for (const Parameter& p : model.parameters())
    if (is_hidden_matrix(p))
      matrices.push_back({p, p.name.ends_with("attn.qkv.weight") ? 3 : 1});
    else
      rest.push_back(p);
  const MuonOptions muon{.lr_factor = real(o.muon_lr > 0 ? o.muon_lr / o.lr : 1), .adamw = adamw};
  return std::make_unique<Muon>(matrices, rest, muon);
}

LrSchedule make_schedule(const GptOptions& o) {
  LrSchedule schedule{
      .peak = o.lr,
      .floor = std::min(o.lr_min, o.lr),  // never up again, with lr = 0 least of all
      .warmup = o.warmup,
      .total = o.lr_decay_steps};
  if (o.schedule == "wsd") {
    schedule.decay = LrSchedule::Decay::linear;
    schedule.decay_share = o.decay_share;
  }
  return schedule;
}

}  // namespace lab
