// Naive twins of the recurrent nets: one sequence, one step, one number at a time.
#pragma once
#include "tests/reference/naive.h"

namespace lab::naive {

struct RecurrentDims {
  i64 T, B, in, H;
};
/// x: (T, B, in)   W_x: (G, in)   W_h: (G, H)   b: (G)   h0, c0: (B, H); c0 is read by lstm alone
struct RecurrentInputs {
  Doubles x, W_x, W_h, b, h0, c0;
};

struct Lstm {
  Doubles h, c;        ///< (T, B, H), of every step
  Doubles i, f, g, o;  ///< (T, B, H), after sigmoid and tanh
};
Lstm lstm(const RecurrentInputs& in, const RecurrentDims& dims);
/// Gradients of <dh, h> + <dc_last, c of the last step>, one per input.
RecurrentInputs lstm_grad(const Doubles& dh, const Doubles& dc_last, const RecurrentInputs& in,
                          const RecurrentDims& dims);

/// h of every step, (T, B, H).
Doubles rnn_tanh(const RecurrentInputs& in, const RecurrentDims& dims);
RecurrentInputs rnn_tanh_grad(const Doubles& dh, const RecurrentInputs& in,
                              const RecurrentDims& dims);

}  // namespace lab::naive
