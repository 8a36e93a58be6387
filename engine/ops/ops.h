// Ops on tensors: each checks its shapes, allocates the result, computes, and records its gradient
// on the current tape if an input needs one. The maths of each stands in engine/kernels/kernels.h.
// Errors: a wrong shape throws "[op] name: want shape ..., got ...".
#pragma once
#include <memory>
#include <span>
#include <vector>

#include "engine/core/tape.h"
#include "engine/core/tensor.h"

namespace lab {

/// Token ids of a batch; shared with the tape, so the caller may let go of it.
using Ids = std::shared_ptr<const std::vector<i32>>;
inline Ids make_ids(std::span<const i32> ids) {
  return std::make_shared<const std::vector<i32>>(ids.begin(), ids.end());
}

/// Rows of `table` by id, plus the position's row.
///   ids: B * T of them, each in 0..V-1   table: (V, C)   positions: (>= T, C) or empty
/// Returns (B, T, C).
Tensor embedding(const Ids& ids, i64 B, i64 T, const Tensor& table, const Tensor& positions);

/// y = x W^T + b.   x: (..., in)   W: (out, in)   b: (out) or empty   returns (..., out)
Tensor linear(const Tensor& x, const Tensor& W, const Tensor& b = {});

/// Coins of one dropout: see dropout().
struct DropoutCoins {
  real p = 0;
  u64 key = 0;
};
/// residual + dropout(x W^T + b), done while the product is still in the cache.
Tensor linear_add(const Tensor& x, const Tensor& W, const Tensor& b, const Tensor& residual,
                  const DropoutCoins& coins = {});
/// gelu(x W^T + b), likewise; where a tape records, the slope of gelu is kept instead of its input.
Tensor linear_gelu(const Tensor& x, const Tensor& W, const Tensor& b = {});

/// x: (..., C)   gamma, beta: (C)   returns x's shape
Tensor layer_norm(const Tensor& x, const Tensor& gamma, const Tensor& beta, real eps = real(1e-5));

/// GELU with GPT-2's tanh approximation, elementwise.
Tensor gelu(const Tensor& x);

/// a + b, equal shapes: the residual connection.
Tensor add(const Tensor& a, const Tensor& b);

/// Zeroes each element with probability p and scales the others by 1 / (1 - p); p = 0 returns x.
/// `key` chooses the coins: a new one for each call of a training step.
Tensor dropout(const Tensor& x, real p, u64 key);

/// qkv: (B, T, 3C)   returns (B, T, C); att, if given, receives the weights (B, H, T, T)
Tensor causal_attention(const Tensor& qkv, i64 n_heads, Tensor* att = nullptr);

/// Queries and keys turned by their place (kernels.h: rotary_forward); values as they were.
///   qkv: (B, T, 3C)   turns: (>= T, C / n_heads) of rotary_table   returns (B, T, 3C)
Tensor rotary(const Tensor& qkv, const Tensor& turns, i64 n_heads);

/// Mean over all places of -log softmax(logits)[target], in nats. One element.
///   logits: (..., V)   targets: one per row, -1 = leave this place out
Tensor cross_entropy(const Tensor& logits, const Ids& targets);

}  // namespace lab
