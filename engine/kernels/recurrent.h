// Recurrence through time, forward and backward. Time-major: step t is one block of `batch` rows.
// What does not depend on the step before (inputs' product, weights' gradients) is one large
// product for all steps and stands in engine/ops/recurrent.cpp.
#pragma once
#include "engine/gemm/gemm.h"

namespace lab {

/// The product that every time step repeats: c += a op(W), op(W): (k, n), with a: (rows, k) and
/// c: (rows, n). W is laid out for the product once per sequence instead of once per step.
class StepProduct {
 public:
  /// W stays the caller's and must not change while this lives. steps: how often it is asked for.
  StepProduct(Trans trans, i64 n, i64 k, const real* W, i64 steps);
  void add(real* c, const real* a, i64 rows) const;

 private:
  Trans trans_;
  i64 n_, k_;
  const real* W_;
  PackedMatrix packed_;  // empty where too few steps would pay for it
};

/// T time steps of B sequences side by side; H numbers remembered by each.
struct RecurrentSize {
  i64 time, batch, hidden;
  i64 block() const { return batch * hidden; }  ///< numbers of one time step
};

/// Long short-term memory. With (i, f, g, o) = the four parts of gates_t + h_(t-1) W_h^T + bias:
///   c_t = sigmoid(f) c_(t-1) + sigmoid(i) tanh(g)      h_t = sigmoid(o) tanh(c_t)
///   gates: (T, B, 4H), on entry x W_x^T, overwritten with the four after sigmoid and tanh
///   cells, y: (T, B, H), overwritten with c and h    W_h: (4H, H)    bias: (4H)
///   h0, c0: (B, H), or nullptr for zeros
/// Source: Hochreiter, Schmidhuber 1997, "Long short-term memory"; the forget gate f: Gers,
/// Schmidhuber, Cummins 2000, "Learning to forget". No peepholes; order of the gates as PyTorch's.
void lstm_forward(real* y, real* cells, real* gates, const real* h0, const real* c0,
                  const real* W_h, const real* bias, const RecurrentSize& size);

/// Back through time. Overwrites `gates` with dLoss/d(before sigmoid and tanh), all steps of it, so
/// that each weight's gradient is one product; completes dy: dLoss/dh_t by every way.
///   dy: (T, B, H), what came from outside, on exit also what came through time
///   dc: (B, H), dLoss/dc_T on entry, dLoss/dc0 on exit    dh0: (B, H), added to, or nullptr
void lstm_backward(real* gates, real* dy, real* dc, real* dh0, const real* cells, const real* c0,
                   const real* W_h, const RecurrentSize& size);

/// The simple recurrent net: y_t = tanh(y_t + y_(t-1) W_h^T + bias).
///   y: (T, B, H), on entry x W_x^T    W_h: (H, H)    bias: (H)    h0: (B, H) or nullptr for zeros
/// Source: Elman 1990, "Finding structure in time", with tanh for the logistic function.
void rnn_tanh_forward(real* y, const real* h0, const real* W_h, const real* bias,
                      const RecurrentSize& size);
/// Back through time: overwrites dy with dLoss/d(before tanh). dh0: (B, H), added to, or nullptr.
void rnn_tanh_backward(real* dy, real* dh0, const real* y, const real* W_h,
                       const RecurrentSize& size);

}  // namespace lab
