#include "engine/core/blas.h"
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

}  // namespace

Tensor linear(const Tensor& x, const Tensor& W, const Tensor& b) {
  check_rank("linear", "W", W, 2);
  const i64 rows = x.rows(), in = x.dim(-1), out = W.dim(0);
  check_shape("linear", "W", W, {out, in}, "(out, the last axis of x)");
  if (b) check_shape("linear", "b", b, {out}, "the first axis of W");
  Tensor y = Tensor::empty(with_last(x.shape(), out));
  if (b) broadcast_rows(y.data(), b.data(), rows, out);
  gemm(Trans::no, Trans::yes, rows, out, in, 1, x.data(), in, W.data(), in, b ? 1 : 0, y.data(),
       out);
  if (recording({&x, &W, &b}))
    record("linear", y, [=] {  // keeps x:  dx += dy W;  dW += dy^T x;  db += column sums of dy
      const real* dy = y.grad();
      if (x.needs_grad())
        gemm(Trans::no, Trans::no, rows, in, out, 1, dy, out, W.data(), in, 1, x.grad(), in);
      if (W.needs_grad())
        gemm(Trans::yes, Trans::no, out, in, rows, 1, dy, out, x.data(), in, 1, W.grad(), in);
      if (b && b.needs_grad()) sum_rows(b.grad(), dy, rows, out);
    });
  return y;
}

}  // namespace lab
