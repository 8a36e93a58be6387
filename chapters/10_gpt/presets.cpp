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
       .help = "6.3 M parameters with Muon, rotary positions and bf16: an hour on two cores",
       .options = {{"n_layers", "8"},
                   {"n_heads", "4"},
                   {"d_model", "256"},
                   {"context", "256"},
                   {"batch", "24"},
                   {"dropout", "0.25"},
                   {"optimizer", "muon"},
                   {"positions", "rotary"},
                   {"lr", "3e-3"},
                   {"muon_lr", "8e-3"},
                   {"lr_min", "0"},
                   {"warmup", "30"},
                   {"schedule", "wsd"},
                   {"decay_share", "0.5"},
                   {"bf16", "true"}},
       .steps = 3200,
       .text = "tinyshakespeare, 1.1 MB of plays",
       .valid_every = 200,
       .checkpoint_seconds = 300},  // 80 MB each
  };
}

}  // namespace lab
