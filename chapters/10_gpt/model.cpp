#include "chapters/10_gpt/model.h"

#include <cmath>

namespace lab {
namespace {

constexpr real kInit = real(0.02);  // Radford et al. 2018, section 4.1

/// Each block adds twice to the stream: smaller steps keep its variance near 1 at the start.
/// Source: Radford et al. 2019, section 2.3.
real init_into_stream(const GptOptions& o) { return kInit / std::sqrt(2 * real(o.n_layers)); }

}  // namespace

GptBlock::GptBlock(const GptOptions& o, const Rotary& turn, Rng& rng)
    : ln1(o.d_model),
      qkv(o.d_model, 3 * o.d_model, o.bias, kInit, rng),
      proj(o.d_model, o.d_model, o.bias, init_into_stream(o), rng),
      turn(turn),
      ln2(o.d_model),
      up(o.d_model, 4 * o.d_model, o.bias, kInit, rng),
      down(4 * o.d_model, o.d_model, o.bias, init_into_stream(o), rng) {}

// [block]
Tensor GptBlock::operator()(const Tensor& x, int layer, i64 n_heads, Observer& observer,
                            Dropout& drop) const {
  // packed (B, T, 3C), att (B, H, T, T),
  // act (B, T, 4C), all others (B, T, C)
  Tensor att;
  const Tensor packed = turn(qkv(ln1(x)), n_heads);
  const Tensor heads = causal_attention(packed, n_heads, &att);
  observer.on_tensor(layer, "attn.qkv", packed);
  observer.on_tensor(layer, "attn.p", att);
  observer.on_tensor(layer, "attn.heads", heads);
  const Tensor mid = proj.add_to(x, heads, drop.coins());
  observer.on_tensor(layer, "resid_mid", mid);
  const Tensor act = up.gelu(ln2(mid));
  observer.on_tensor(layer, "mlp.act", act);
  const Tensor out = down.add_to(mid, act, drop.coins());
  observer.on_tensor(layer, "resid_out", out);
  return out;
}
// [/block]

Gpt::Gpt(const GptOptions& options, i64 vocab, Rng& rng)
    : options_(options),
      wte_(normal_parameter({vocab, options.d_model}, kInit, rng)),
      wpe_(options.rotary() ? Tensor()
                            : normal_parameter({options.context, options.d_model}, kInit, rng)),
      ln_f_(options.d_model) {
  options.check();
  const Rotary turn =
      options.rotary() ? Rotary(options.context, options.d_model / options.n_heads) : Rotary();
  for (i64 l = 0; l < options.n_layers; ++l) blocks_.emplace_back(options, turn, rng);
  head_ = options.tied ? wte_ : normal_parameter({vocab, options.d_model}, kInit, rng);

  parameters_ = {{"wte.weight", wte_}};
  if (wpe_) parameters_.push_back({"wpe.weight", wpe_});
  for (std::size_t l = 0; l < blocks_.size(); ++l) {
    const std::string name = cat("h.", l, ".");
    blocks_[l].ln1.list(name + "ln1", parameters_);
    blocks_[l].qkv.list(name + "attn.qkv", parameters_);
    blocks_[l].proj.list(name + "attn.proj", parameters_);
    blocks_[l].ln2.list(name + "ln2", parameters_);
    blocks_[l].up.list(name + "mlp.up", parameters_);
    blocks_[l].down.list(name + "mlp.down", parameters_);
  }
  ln_f_.list("ln_f", parameters_);
  if (!options.tied) parameters_.push_back({"head.weight", head_});
}

// [gpt]
Tensor Gpt::operator()(const Ids& ids, i64 B, i64 T, Observer& observer, Dropout drop) const {
  // x and final (B, T, C), logits (B, T, V)
  Tensor x = drop(embedding(ids, B, T, wte_, wpe_));
  observer.on_tensor(-1, "emb", x);
  for (std::size_t l = 0; l < blocks_.size(); ++l)
    x = blocks_[l](x, int(l), options_.n_heads, observer, drop);
  const Tensor final = ln_f_(x);
  observer.on_tensor(-1, "final.ln", final);
  const Tensor logits = linear(final, head_);
  observer.on_tensor(-1, "logits", logits);
  return logits;
}
// [/gpt]

}  // namespace lab
