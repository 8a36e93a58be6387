#include "chapters/10_gpt/recipe.h"

namespace lab {

std::vector<Preset> gpt_presets() {
  return {
      {.name = "small",
       .help = "the defaults: 0.8 M parameters, a minute or less",
       .options = {},
       .steps = 2000},
      {.name = "smoke",
       .help = "a tiny model for a few seconds, to see that everything works",
       .options = {{"n_layers", "2"},
                   {"n_heads", "2"},
                   {"d_model", "32"},
                   {"context", "32"},
                   {"batch", "8"},
                   {"lr", "3e-3"},
                   {"warmup", "20"}},
       .steps = 200,
       .valid_every = 50},
      {.name = "shakespeare-best",
       .help =
           "10.7 M parameters with Muon and rotary positions, a first guess: hours on two cores",
       .options = {{"n_layers", "6"},
                   {"n_heads", "6"},
                   {"d_model", "384"},
                   {"context", "256"},
                   {"batch", "32"},
                   {"dropout", "0.2"},
                   {"optimizer", "muon"},
                   {"positions", "rotary"},
                   {"lr", "1e-3"},
                   {"muon_lr", "5e-3"},
                   {"lr_min", "0"},
                   {"schedule", "wsd"},
                   {"decay_share", "0.5"}},
       .steps = 2500,
       .text = "tinyshakespeare, 1.1 MB of plays",
       .checkpoint_seconds = 120},  // 130 MB each
  };
}

}  // namespace lab
