#include "chapters/10_gpt/options.h"

#include "engine/core/check.h"

namespace lab {

OptionFields GptOptions::fields() {
  return {
      {"n_layers", &n_layers, 1, 48, "transformer blocks"},
      {"n_heads", &n_heads, 1, 64, "attention heads per block"},
      {"d_model", &d_model, 2, 4096, "width of the residual stream, a multiple of n_heads"},
      {"context", &context, 2, 2048, "characters seen at once"},
      {"batch", &batch, 1, 1024, "windows per step"},
      {"lr", &lr, 0, 10, "peak learning rate"},
      {"lr_min", &lr_min, 0, 10, "learning rate at the end of the schedule"},
      {"warmup", &warmup, 0, 1e6, "steps of linear warm-up"},
      {"lr_decay_steps", &lr_decay_steps, 0, 1e9, "length of the schedule; 0 = the run's steps"},
      {"schedule", Words{&schedule, {"cosine", "wsd"}}, 0, 0,
       "way of the learning rate: cosine, or wsd (constant, then straight down)"},
      {"decay_share", &decay_share, 0, 1, "wsd: share of the schedule that goes down"},
      {"optimizer", Words{&optimizer, {"adamw", "muon"}}, 0, 0,
       "adamw, or muon for the matrices of the blocks"},
      {"muon_lr", &muon_lr, 0, 10, "peak learning rate of muon's matrices; 0 = lr"},
      {"beta1", &beta1, 0, 0.9999, "AdamW, mean of gradients"},
      {"beta2", &beta2, 0, 0.99999, "AdamW, mean of squares"},
      {"decay", &decay, 0, 10, "weight decay on matrices"},
      {"clip", &clip, 0, 1e6, "largest norm of the gradient; 0 = off"},
      {"dropout", &dropout, 0, 0.95, "share of activations dropped while training"},
      {"bf16", &bf16, 0, 1,
       "round factors of matrix products to bfloat16: faster, float builds only"},
      {"positions", Words{&positions, {"learned", "rotary"}}, 0, 0,
       "learned vectors, or rotary: queries and keys turned by their place"},
      {"tied", &tied, 0, 1, "the output head shares the token embedding"},
      {"bias", &bias, 0, 1, "biases in the linear layers"},
  };
}

void GptOptions::check() const {
  if (d_model % n_heads != 0)
    throw UsageError(cat("option d_model: want a multiple of n_heads (", n_heads, "), got ",
                         d_model, "; heads share the width evenly"));
  if (bf16 && kRealIsDouble)
    throw UsageError("option bf16: this build has real = double; bfloat16 needs a float build");
  if (rotary() && d_model / n_heads % 2 != 0)
    throw UsageError(
        cat("option positions: rotary turns pairs of units, so d_model / n_heads must ",
            "be even, got ", d_model, " / ", n_heads));
  if (muon_lr > 0 && lr == 0)
    throw UsageError("option muon_lr: it follows the schedule of lr, so lr must not be 0");
}

}  // namespace lab
