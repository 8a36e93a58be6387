#include "engine/kernels/kernels.h"
#include "engine/ops/ops.h"

namespace lab {

Tensor rotary(const Tensor& qkv, const Tensor& turns, i64 n_heads) {
  check_rank("rotary", "qkv", qkv, 3);
  check_rank("rotary", "turns", turns, 2);
  const i64 B = qkv.dim(0), T = qkv.dim(1), C = qkv.dim(2) / 3;
  if (n_heads < 1 || qkv.dim(2) % 3 != 0 || C % (2 * n_heads) != 0)
    fail("[rotary] qkv: want (B, T, 3 * n_heads * head_dim) with n_heads ", n_heads,
         " and head_dim even, got ", qkv.shape().str());
  const AttentionSize size{B, T, n_heads, C / n_heads};
  if (turns.dim(0) < T || turns.dim(1) != size.head_dim)
    fail("[rotary] turns: want at least (", T, ", ", size.head_dim, "), got ", turns.shape().str());
  Tensor y = Tensor::empty_like(qkv);
  rotary_forward(y.data(), qkv.data(), turns.data(), size);
  if (recording({&qkv}))
    record("rotary", y, [=] {  // keeps the table alone: a rotation is linear
      rotary_backward(y.grad(), turns.data(), size);
      y.hand_grad_to(qkv);
    });
  return y;
}

}  // namespace lab
