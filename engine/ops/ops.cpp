#include "engine/ops/ops.h"

#include "engine/kernels/kernels.h"

namespace lab {
namespace {

/// Where a gradient goes; nullptr if nobody wants it.
real* grad_or_null(const Tensor& t) { return t.needs_grad() ? t.grad() : nullptr; }

}  // namespace

Tensor embedding(const Ids& ids, i64 B, i64 T, const Tensor& table, const Tensor& positions) {
  check_rank("embedding", "table", table, 2);
  const i64 V = table.dim(0), C = table.dim(1), rows = B * T;
  if (i64(ids->size()) != rows)
    fail("[embedding] ids: want B * T = ", B, " * ", T, ", got ", ids->size());
  for (const i32 id : *ids)
    if (id < 0 || id >= V) fail("[embedding] ids: want 0 to ", V - 1, ", got ", id);
  if (positions) {
    check_rank("embedding", "positions", positions, 2);
    if (positions.dim(0) < T || positions.dim(1) != C)
      fail("[embedding] positions: want at least (", T, ", ", C, "), got ",
           positions.shape().str());
  }
  Tensor y = Tensor::empty({B, T, C});
  embedding_forward(y.data(), ids->data(), table.data(), positions ? positions.data() : nullptr,
                    rows, T, C);
  if (recording({&table, &positions}))
    record("embedding", y, [=] {  // keeps the ids
      embedding_backward(grad_or_null(table), grad_or_null(positions), y.grad(), ids->data(), rows,
                         T, C);
    });
  return y;
}

Tensor layer_norm(const Tensor& x, const Tensor& gamma, const Tensor& beta, real eps) {
  const i64 rows = x.rows(), cols = x.dim(-1);
  check_shape("layer_norm", "gamma", gamma, {cols}, "the last axis of x");
  check_shape("layer_norm", "beta", beta, {cols}, "the last axis of x");
  Tensor y = Tensor::empty_like(x), mean = Tensor::empty({rows}), rstd = Tensor::empty({rows});
  layer_norm_forward(y.data(), mean.data(), rstd.data(), x.data(), gamma.data(), beta.data(), eps,
                     rows, cols);
  if (recording({&x, &gamma, &beta}))
    record("layer_norm", y, [=] {  // keeps x, mean, rstd; x_hat is recomputed, not stored
      layer_norm_backward(grad_or_null(x), grad_or_null(gamma), grad_or_null(beta), y.grad(),
                          x.data(), gamma.data(), mean.data(), rstd.data(), rows, cols);
    });
  return y;
}

Tensor gelu(const Tensor& x) {
  Tensor y = Tensor::empty_like(x);
  gelu_forward(y.data(), x.data(), x.numel());
  if (recording({&x}))
    record("gelu", y, [=] { gelu_backward(x.grad(), y.grad(), x.data(), x.numel()); });  // keeps x
  return y;
}

Tensor add(const Tensor& a, const Tensor& b) {
  check_shape("add", "b", b, a.shape(), "the shape of a");
  Tensor y = Tensor::empty_like(a);
  add_forward(y.data(), a.data(), b.data(), a.numel());
  if (recording({&a, &b}))
    record("add", y, [=] {  // keeps nothing: d(a + b) is the same for both
      if (a.needs_grad() && b.needs_grad()) add_into(a.grad(), y.grad(), y.numel());
      if (a.needs_grad() || b.needs_grad()) y.hand_grad_to(b.needs_grad() ? b : a);
    });
  return y;
}

Tensor dropout(const Tensor& x, real p, u64 key) {
  if (p == 0) return x;
  if (!(p > 0 && p < 1)) fail("[dropout] p: want 0 <= p < 1, got ", double(p));
  Tensor y = Tensor::empty_like(x);
  dropout_forward(y.data(), x.data(), p, key, x.numel());
  if (recording({&x}))
    record("dropout", y, [=] {  // keeps the key: the coins are thrown again
      dropout_backward(x.grad(), y.grad(), p, key, x.numel());
    });
  return y;
}

Tensor causal_attention(const Tensor& qkv, i64 n_heads, Tensor* att) {
  check_rank("causal_attention", "qkv", qkv, 3);
  const i64 B = qkv.dim(0), T = qkv.dim(1), C = qkv.dim(2) / 3;
  if (n_heads < 1 || qkv.dim(2) % 3 != 0 || C % n_heads != 0)
    fail("[causal_attention] qkv: want (B, T, 3 * n_heads * head_dim) with n_heads ", n_heads,
         ", got ", qkv.shape().str());
  const AttentionSize size{B, T, n_heads, C / n_heads};
  Tensor y = Tensor::empty({B, T, C}), weights = Tensor::empty({B, n_heads, T, T});
  causal_attention_forward(y.data(), weights.data(), qkv.data(), size);
  if (att) *att = weights;
  if (recording({&qkv}))
    record("causal_attention", y, [=] {  // keeps qkv and the weights
      const auto [dqkv, keep] = qkv.grad_slot();
      causal_attention_backward(dqkv, keep, y.grad(), qkv.data(), weights.data(), size);
    });
  return y;
}

Tensor cross_entropy(const Tensor& logits, const Ids& targets) {
  const i64 rows = logits.rows(), V = logits.dim(-1);
  if (i64(targets->size()) != rows)
    fail("[cross_entropy] targets: want ", rows, ", one per row of logits ", logits.shape().str(),
         ", got ", targets->size());
  for (const i32 target : *targets)
    if (target >= V) fail("[cross_entropy] targets: want below ", V, ", got ", target);
  Tensor loss = Tensor::empty({1}), log_sum = Tensor::empty({rows});
  i64 counted = 0;
  loss.data()[0] =
      cross_entropy_forward(log_sum.data(), logits.data(), targets->data(), rows, V, &counted);
  if (counted && recording({&logits}))
    record("cross_entropy", loss, [=] {  // keeps logits and log_sum; softmax is recomputed
      const auto [dlogits, keep] = logits.grad_slot();
      cross_entropy_backward(dlogits, keep, logits.data(), log_sum.data(), targets->data(),
                             loss.grad()[0] / real(counted), rows, V);
    });
  return loss;
}

}  // namespace lab
