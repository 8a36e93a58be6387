#include "engine/gemm/gemm.h"
#include "engine/kernels/kernels.h"
#include "engine/ops/ops.h"

namespace lab {
namespace {

Shape with_last(const Shape& shape, i64 last) {
  i64 dims[Shape::kMaxRank] = {};
  for (int i = 0; i + 1 < shape.rank(); ++i) dims[i] = shape[i];
  dims[shape.rank() - 1] = last;
  return {dims, shape.rank()};
}

struct LinearSizes {
  i64 rows, in, out;
};

LinearSizes check_linear(const char* op, const Tensor& x, const Tensor& W, const Tensor& b) {
  check_rank(op, "W", W, 2);
  const LinearSizes s{x.rows(), x.dim(-1), W.dim(0)};
  check_shape(op, "W", W, {s.out, s.in}, "(out, the last axis of x)");
  if (b) check_shape(op, "b", b, {s.out}, "the first axis of W");
  return s;
}

const real* data_or_null(const Tensor& t) { return t ? t.data() : nullptr; }

/// dx += dy W;  dW += dy^T x;  db += column sums of dy.
void linear_backward(const Tensor& x, const Tensor& W, const Tensor& b, const real* dy) {
  const i64 rows = x.rows(), in = x.dim(-1), out = W.dim(0);
  if (x.needs_grad()) {
    const auto [dx, keep] = x.grad_slot();
    gemm(Trans::no, Trans::no, rows, in, out, 1, dy, out, W.data(), in, keep, dx, in);
  }
  if (W.needs_grad()) {
    const auto [dW, keep] = W.grad_slot();
    gemm(Trans::yes, Trans::no, out, in, rows, 1, dy, out, x.data(), in, keep, dW, in);
  }
  if (b && b.needs_grad()) sum_rows(b.grad(), dy, rows, out);
}

}  // namespace

Tensor linear(const Tensor& x, const Tensor& W, const Tensor& b) { return linear_add(x, W, b, {}); }

Tensor linear_add(const Tensor& x, const Tensor& W, const Tensor& b, const Tensor& residual,
                  const DropoutCoins& coins) {
  if (!(coins.p >= 0 && coins.p < 1))
    fail("[linear_add] p: want 0 <= p < 1, got ", double(coins.p));
  const auto [rows, in, out] = check_linear("linear", x, W, b);
  Tensor y = Tensor::empty(with_last(x.shape(), out));
  if (residual) check_shape("linear_add", "residual", residual, y.shape(), "the result's shape");
  const auto finish = [&](i64 r0, i64 r1, i64 c0, i64 c1) {
    if (b) add_exit(y.data(), b.data(), 0, out, r0, r1, c0, c1);
    if (coins.p > 0) dropout_exit(y.data(), coins.p, coins.key, out, r0, r1, c0, c1);
    if (residual) add_exit(y.data(), residual.data(), out, out, r0, r1, c0, c1);
  };
  gemm(Trans::no, Trans::yes, rows, out, in, 1, x.data(), in, W.data(), in, 0, y.data(), out,
       b || residual || coins.p > 0 ? exit_to(finish) : Exit{});
  if (recording({&x, &W, &b, &residual}))
    record("linear", y, [=, bf16 = Bf16Scope::active()] {  // keeps x; the coins are thrown again
      const Bf16Scope precision(bf16);
      Buffer dropped(coins.p > 0 ? y.numel() : 0);
      if (dropped) dropout_forward(dropped.data(), y.grad(), coins.p, coins.key, y.numel());
      linear_backward(x, W, b, dropped ? dropped.data() : y.grad());
      if (residual && residual.needs_grad()) y.hand_grad_to(residual);
    });
  return y;
}

Tensor linear_gelu(const Tensor& x, const Tensor& W, const Tensor& b) {
  const auto [rows, in, out] = check_linear("linear_gelu", x, W, b);
  Tensor y = Tensor::empty(with_last(x.shape(), out)), slope = Tensor::empty_like(y);
  const bool wanted = recording({&x, &W, &b});
  const auto finish = [&](i64 r0, i64 r1, i64 c0, i64 c1) {
    gelu_exit(y.data(), slope.data(), data_or_null(b), wanted, out, r0, r1, c0, c1);
  };
  gemm(Trans::no, Trans::yes, rows, out, in, 1, x.data(), in, W.data(), in, 0, slope.data(), out,
       exit_to(finish));
  if (wanted)
    record("linear_gelu", y, [=, bf16 = Bf16Scope::active()] {  // keeps x and the slope of gelu
      const Bf16Scope precision(bf16);
      multiply_into(y.grad(), slope.data(), y.numel());
      linear_backward(x, W, b, y.grad());
    });
  return y;
}

}  // namespace lab
