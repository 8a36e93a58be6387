// The model of chapter 10: a decoder-only transformer as in GPT-2. One line per equation, the shape
// at the line's end.
#pragma once
#include <optional>
#include <vector>

#include "chapters/10_gpt/options.h"
#include "engine/nn/linear.h"
#include "engine/nn/observer.h"

namespace lab {

/// Coins of one training step: each use gets a key of its own. p = 0 lets everything through.
struct Dropout {
  real p = 0;
  u64 key = 0;
  Tensor operator()(const Tensor& x) { return p == 0 ? x : dropout(x, p, splitmix64(++key)); }
};

/// Attention lets the places speak to each other; the MLP lets each place think for itself. Both
/// read a normalised copy of the stream and add to it (pre-norm).
/// Source: Radford et al. 2019, "Language models are unsupervised multitask learners", section 2.3.
struct GptBlock {
  LayerNorm ln1;
  Linear qkv, proj;
  LayerNorm ln2;
  Linear up, down;

  GptBlock(const GptOptions& o, Rng& rng);
  /// x: (B, T, C) -> (B, T, C)
  Tensor operator()(const Tensor& x, int layer, i64 n_heads, Observer& observer,
                    Dropout& drop) const;
};

class Gpt {
 public:
  /// Weights drawn from `rng`: N(0, 0.02), those that write into the stream N(0, 0.02 / sqrt(2L)).
  Gpt(const GptOptions& options, i64 vocab, Rng& rng);

  /// ids: (B, T), T <= context -> logits (B, T, V): row t scores the token after ids[0..t].
  Tensor operator()(const Ids& ids, i64 B, i64 T, Observer& observer, Dropout drop = {}) const;

  const Parameters& parameters() const { return parameters_; }
  const GptOptions& options() const { return options_; }
  i64 vocab() const { return wte_.dim(0); }
  const Tensor& token_embedding() const { return wte_; }
  const Tensor& position_embedding() const { return wpe_; }
  const std::vector<GptBlock>& blocks() const { return blocks_; }
  const LayerNorm& final_norm() const { return ln_f_; }
  const Tensor& head() const { return head_; }

 private:
  GptOptions options_;
  Tensor wte_;  // (V, C)
  Tensor wpe_;  // (context, C)
  std::vector<GptBlock> blocks_;
  LayerNorm ln_f_;
  Tensor head_;  // (V, C): wte_ itself if tied
  Parameters parameters_;
};

}  // namespace lab
