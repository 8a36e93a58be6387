// The knobs of chapter 10, with the defaults that its promise was measured with.
#pragma once
#include <string>

#include "engine/run/options.h"

namespace lab {

/// Defaults: 0.81 M parameters, about 1.9 nats/char on tinyshakespeare after 2,000 steps.
struct GptOptions {
  i64 n_layers = 4, n_heads = 4, d_model = 128, context = 64, batch = 12;
  double lr = 1e-3, lr_min = 1e-4;
  i64 warmup = 100;
  i64 lr_decay_steps = 0;           ///< length of the schedule; 0 = the steps of the run
  std::string schedule = "cosine";  ///< or "wsd": constant, then a straight line down
  double decay_share = 0.3;         ///< wsd: share of the schedule that goes down
  std::string optimizer = "adamw";  ///< or "muon": for the matrices of the blocks
  double muon_lr = 0;               ///< peak rate of those matrices; 0 = lr
  double beta1 = 0.9, beta2 = 0.99, decay = 0.1, clip = 1, dropout = 0;
  bool bf16 = false;  ///< products of bfloat16 pairs, summed in float; weights stay float
  std::string positions = "learned";  ///< or "rotary": queries and keys turned by their place
  bool tied = true;                   ///< output head = token embedding (Press, Wolf 2017)
  bool bias = false;  ///< of the linear layers; GPT-2 has them, small models do not miss them

  OptionFields fields();
  bool rotary() const { return positions == "rotary"; }
  /// Throws UsageError if the sizes do not fit each other.
  void check() const;
};

}  // namespace lab
