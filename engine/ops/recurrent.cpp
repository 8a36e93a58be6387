#include "engine/ops/recurrent.h"

#include <algorithm>

#include "engine/gemm/gemm.h"
#include "engine/kernels/kernels.h"
#include "engine/kernels/recurrent.h"

namespace lab {
namespace {

const real* data_or_null(const Tensor& t) { return t ? t.data() : nullptr; }
real* grad_or_null(const Tensor& t) { return t.needs_grad() ? t.grad() : nullptr; }

/// Checks every shape of an op with `parts` gates per unit.
RecurrentSize checked(const char* op, i64 parts, const Tensor& x, const RecurrentWeights& w,
                      std::initializer_list<std::pair<const char*, Tensor>> start) {
  check_rank(op, "x", x, 3);
  check_rank(op, "W_h", w.W_h, 2);
  const RecurrentSize size{x.dim(0), x.dim(1), w.W_h.dim(1)};
  if (x.numel() == 0) fail("[", op, "] x: want (T, B, in), each at least 1, got ", x.shape().str());
  const i64 G = parts * size.hidden;
  const char* const rows = parts == 4 ? "4 gates of H rows each" : "one row for each of H units";
  check_shape(op, "W_h", w.W_h, {G, size.hidden}, rows);
  check_shape(op, "W_x", w.W_x, {G, x.dim(2)}, "(rows of W_h, the last axis of x)");
  check_shape(op, "b", w.b, {G}, "the first axis of W_h");
  for (const auto& [name, t] : start)
    if (t) check_shape(op, name, t, {size.batch, size.hidden}, "(B, H)");
  return size;
}

/// x W_x^T for all time steps at once: (T, B, G).
Tensor input_sums(const Tensor& x, const Tensor& W_x) {
  const i64 G = W_x.dim(0), in = W_x.dim(1);
  Tensor sums = Tensor::empty({x.dim(0), x.dim(1), G});
  gemm(Trans::no, Trans::yes, x.rows(), G, in, 1, x.data(), in, W_x.data(), in, 0, sums.data(), G);
  return sums;
}

/// Everything that follows from dsums, (T, B, G): one product over all time steps for each.
void add_gradients(const real* dsums, const Tensor& x, const RecurrentWeights& w, const Tensor& y,
                   const Tensor& h0) {
  const i64 G = w.W_h.dim(0), H = w.W_h.dim(1), in = x.dim(2), rows = x.rows(), B = x.dim(1);
  if (x.needs_grad()) {
    const auto [dx, keep] = x.grad_slot();
    gemm(Trans::no, Trans::no, rows, in, G, 1, dsums, G, w.W_x.data(), in, keep, dx, in);
  }
  if (w.W_x.needs_grad()) {
    const auto [dW, keep] = w.W_x.grad_slot();
    gemm(Trans::yes, Trans::no, G, in, rows, 1, dsums, G, x.data(), in, keep, dW, in);
  }
  if (w.W_h.needs_grad()) {  // step t read h of step t - 1, the first one h0
    if (rows > B) {
      const auto [dW, keep] = w.W_h.grad_slot();
      gemm(Trans::yes, Trans::no, G, H, rows - B, 1, dsums + B * G, G, y.data(), H, keep, dW, H);
    }
    real* const dW = w.W_h.grad();
    if (h0) gemm(Trans::yes, Trans::no, G, H, B, 1, dsums, G, h0.data(), H, 1, dW, H);
  }
  if (w.b.needs_grad()) sum_rows(w.b.grad(), dsums, rows, G);
}

/// A copy of the last time step of (T, B, H).
Tensor last_step(const Tensor& steps) {
  Tensor last = Tensor::empty({steps.dim(1), steps.dim(2)});
  std::copy_n(steps.data() + steps.numel() - last.numel(), last.numel(), last.data());
  return last;
}

/// Sends the gradient of the copied last step on to where it was copied from.
void record_last_step(const char* op, const Tensor& last, const Tensor& y) {
  record(op, last,
         [=] { add_into(y.grad() + y.numel() - last.numel(), last.grad(), last.numel()); });
}

}  // namespace

Tensor lstm(const Tensor& x, const RecurrentWeights& w, const LstmState& start, LstmState* end) {
  const RecurrentSize size = checked("lstm", 4, x, w, {{"start.h", start.h}, {"start.c", start.c}});
  const Shape steps{size.time, size.batch, size.hidden};
  const Tensor gates = input_sums(x, w.W_x);
  Tensor y = Tensor::empty(steps), cells = Tensor::empty(steps);
  lstm_forward(y.data(), cells.data(), gates.data(), data_or_null(start.h), data_or_null(start.c),
               w.W_h.data(), w.b.data(), size);
  const LstmState last = end ? LstmState{last_step(y), last_step(cells)} : LstmState{};
  if (recording({&x, &w.W_x, &w.W_h, &w.b, &start.h, &start.c})) {
    const Tensor dc = Tensor::empty({size.batch, size.hidden});  // of the last cell, then of c0
    std::fill_n(dc.data(), dc.numel(), real(0));
    // keeps x, y, cells, and gates, which become their own gradients
    record("lstm", y, [=, bf16 = Bf16Scope::active()] {
      const Bf16Scope precision(bf16);
      lstm_backward(gates.data(), y.grad(), dc.data(), grad_or_null(start.h), cells.data(),
                    data_or_null(start.c), w.W_h.data(), size);
      if (start.c.needs_grad()) add_into(start.c.grad(), dc.data(), dc.numel());
      add_gradients(gates.data(), x, w, y, start.h);
    });
    if (end) {
      record_last_step("lstm end.h", last.h, y);
      record("lstm end.c", last.c, [=] {
        (void)y.grad();  // there even if nothing reads y: otherwise the tape would pass lstm by
        add_into(dc.data(), last.c.grad(), dc.numel());
      });
    }
  }
  if (end) *end = last;
  return y;
}

Tensor rnn_tanh(const Tensor& x, const RecurrentWeights& w, const Tensor& start, Tensor* end) {
  const RecurrentSize size = checked("rnn_tanh", 1, x, w, {{"start", start}});
  const Tensor y = input_sums(x, w.W_x);
  rnn_tanh_forward(y.data(), data_or_null(start), w.W_h.data(), w.b.data(), size);
  const Tensor last = end ? last_step(y) : Tensor();
  if (recording({&x, &w.W_x, &w.W_h, &w.b, &start})) {
    // keeps x and y; y's gradient becomes that of the sums
    record("rnn_tanh", y, [=, bf16 = Bf16Scope::active()] {
      const Bf16Scope precision(bf16);
      rnn_tanh_backward(y.grad(), grad_or_null(start), y.data(), w.W_h.data(), size);
      add_gradients(y.grad(), x, w, y, start);
    });
    if (end) record_last_step("rnn_tanh end", last, y);
  }
  if (end) *end = last;
  return y;
}

}  // namespace lab
