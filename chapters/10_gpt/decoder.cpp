#include "chapters/10_gpt/decoder.h"

#include <algorithm>

#include "engine/core/check.h"
#include "engine/core/threads.h"
#include "engine/kernels/kernels.h"
#include "engine/kernels/matvec.h"

namespace lab {
namespace {

constexpr i64 kAtOnce = 64;  // tokens of a longer text that share one reading of the weights
constexpr real kNormEps = real(1e-5);  // as in layer_norm's default

}  // namespace

DecoderMatrix::DecoderMatrix(const Tensor& W, const Tensor& b, Precision precision) : W_(W), b_(b) {
  if (precision == Precision::full) return;
  quantized_.resize(std::size_t(W.numel()));
  scale_.resize(std::size_t(W.dim(0)));
  reload();
}

void DecoderMatrix::reload() {
  if (!quantized_.empty())
    quantize_rows(quantized_.data(), scale_.data(), W_.data(), W_.dim(0), W_.dim(1));
}

void DecoderMatrix::operator()(real* y, const real* x, i64 rows, i64 first, i64 count) const {
  const i64 in = W_.dim(1);
  const real* b = b_ ? b_.data() + first : nullptr;
  if (quantized_.empty())
    matvec(y, x, W_.data() + first * in, b, rows, in, count);
  else
    matvec_int8(y, x, quantized_.data() + first * in, scale_.data() + first, b, rows, in, count);
}

GptDecoder::GptDecoder(const Gpt& model, Precision precision)
    : model_(model), head_(model.head(), Tensor(), precision) {
  for (const GptBlock& b : model.blocks())
    blocks_.push_back({{b.qkv.W, b.qkv.b, precision},
                       {b.proj.W, b.proj.b, precision},
                       {b.up.W, b.up.b, precision},
                       {b.down.W, b.down.b, precision}});
  const GptOptions& o = model.options();
  const i64 n = std::min(kAtOnce, o.context), C = o.d_model;
  ids_.reserve(std::size_t(o.context));
  keys_ = Buffer(o.n_layers * o.context * C);
  values_ = Buffer(o.n_layers * o.context * C);
  for (Buffer* rows : {&x_, &normed_, &q_, &heads_, &change_}) *rows = Buffer(n * C);
  att_ = Buffer(o.n_heads * o.context);
  act_ = Buffer(n * 4 * C);
  moments_ = Buffer(2 * n);
  logits_ = Buffer(model.vocab());
}

void GptDecoder::check(std::span<const i32> ids) const {
  if (ids.empty()) fail("[decoder] want at least one token, got none");
  if (size() + i64(ids.size()) > context())
    fail("[decoder] want at most ", context(), " tokens, the model's context, got ", size(),
         " and then ", ids.size(), "; rewind() or reset() first");
  for (const i32 id : ids)
    if (id < 0 || id >= model_.vocab())
      fail("[decoder] want token ids from 0 to ", model_.vocab() - 1, ", got ", id);
}

void GptDecoder::rewind(i64 n) {
  if (n < 0 || n > size()) fail("[decoder] want to keep 0 to ", size(), " tokens, got ", n);
  ids_.resize(std::size_t(n));
}

void GptDecoder::reload() {
  reset();
  for (Block& b : blocks_)
    for (DecoderMatrix* m : {&b.qkv, &b.proj, &b.up, &b.down}) m->reload();
  head_.reload();
}

std::span<const real> GptDecoder::logits_after(std::span<const i32> ids) {
  const auto differ = std::mismatch(ids.begin(), ids.end(), ids_.begin(), ids_.end()).first;
  // The last token is always fed: its pass is what the logits come from.
  const i64 shared = std::min<i64>(differ - ids.begin(), i64(ids.size()) - 1);
  rewind(std::max<i64>(shared, 0));
  return feed(ids.subspan(std::size_t(size())));
}

std::span<const real> GptDecoder::feed(std::span<const i32> ids) {
  check(ids);
  i64 n = 0;
  for (std::size_t begin = 0; begin < ids.size(); begin += std::size_t(n)) {
    n = std::min<i64>(kAtOnce, i64(ids.size() - begin));
    pass(ids.subspan(begin, std::size_t(n)));
  }
  normalize(model_.final_norm(), x_.data() + (n - 1) * model_.options().d_model, 1);
  head_(logits_.data(), normed_.data(), 1);
  return {logits_.data(), std::size_t(model_.vocab())};
}

/// Gpt::operator() for n tokens that follow those in the cache; leaves their stream in x_.
void GptDecoder::pass(std::span<const i32> ids) {
  const i64 n = i64(ids.size()), C = model_.options().d_model;
  const Tensor& positions = model_.position_embedding();
  embedding_forward(x_.data(), ids.data(), model_.token_embedding().data(),
                    positions ? positions.data() + size() * C : nullptr, n, n, C);
  for (std::size_t layer = 0; layer < blocks_.size(); ++layer) {
    attention(layer, n);
    mlp(layer, n);
  }
  ids_.insert(ids_.end(), ids.begin(), ids.end());
}

void GptDecoder::attention(std::size_t layer, i64 n) {
  const GptOptions& o = model_.options();
  const i64 C = o.d_model, H = o.n_heads, D = C / H, past = size();
  const Tensor& turns = model_.blocks()[layer].turn.turns;  // empty: positions are learned
  normalize(model_.blocks()[layer].ln1, x_.data(), n);
  const i64 tiles = std::clamp<i64>(matvec_tiles(3 * n * C * C), 1, H);
  parallel_ranges(H, (H + tiles - 1) / tiles, [&](i64 begin, i64 end) {
    for (i64 h = begin; h < end; ++h) {
      const i64 cache = (i64(layer) * H + h) * o.context * D;  // where this head's places begin
      real *keys = keys_.data() + cache, *values = values_.data() + cache;
      real* q = q_.data() + h * n * D;
      // [cache]
      // q, and the new keys and values: (n, D) each
      blocks_[layer].qkv(q, normed_.data(), n, h * D, D);
      blocks_[layer].qkv(keys + past * D, normed_.data(), n, C + h * D, D);
      if (turns) {
        rotary_rows(q, turns.data() + past * D, n, D);
        rotary_rows(keys + past * D, turns.data() + past * D, n, D);
      }
      blocks_[layer].qkv(values + past * D, normed_.data(), n, 2 * C + h * D, D);
      for (i64 t = 0; t < n; ++t)
        attend_cached(heads_.data() + t * C + h * D, att_.data() + h * o.context, q + t * D, keys,
                      values, past + t + 1, D);
      // [/cache]
    }
  });
  blocks_[layer].proj(change_.data(), heads_.data(), n);  // (n, C)
  add_into(x_.data(), change_.data(), n * C);
}

void GptDecoder::mlp(std::size_t layer, i64 n) {
  const i64 C = model_.options().d_model;
  normalize(model_.blocks()[layer].ln2, x_.data(), n);
  blocks_[layer].up(act_.data(), normed_.data(), n);  // (n, 4C)
  for (i64 t = 0; t < n; ++t)  // row by row: the same bits alone and in company
    gelu_forward(act_.data() + t * 4 * C, act_.data() + t * 4 * C, 4 * C);
  blocks_[layer].down(change_.data(), act_.data(), n);  // (n, C)
  add_into(x_.data(), change_.data(), n * C);
}

/// normed_ = the first n rows of x, normalised.
void GptDecoder::normalize(const LayerNorm& norm, const real* x, i64 n) {
  layer_norm_forward(normed_.data(), moments_.data(), moments_.data() + n, x, norm.gamma.data(),
                     norm.beta.data(), kNormEps, n, model_.options().d_model);
}

}  // namespace lab
