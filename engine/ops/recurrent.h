// Recurrent nets as ops: a whole sequence is one entry of the tape. The maths of each stands in
// engine/kernels/recurrent.h. Time-major, (T, B, ...): a time step is then one dense block, and
// every step's product runs on memory without gaps. Token ids are cheap to deal out in that order:
// embedding(ids, T, B, ...) with id (t, b) at t * B + b.
// Errors: a wrong shape throws "[op] name: want shape ..., got ...".
#pragma once
#include "engine/core/tape.h"
#include "engine/core/tensor.h"

namespace lab {

/// W_x: (G, in)   W_h: (G, H)   b: (G), with G = 4H in the LSTM and H in rnn_tanh.
/// Gates lie in the order i, f, g, o as PyTorch's, so weights exchange; b is the sum of PyTorch's
/// two biases (bias_ih + bias_hh), which act as one.
struct RecurrentWeights {
  Tensor W_x, W_h, b;
};

/// Where an LSTM stands between two windows of a text. h, c: (B, H); empty = zeros.
/// Gradients flow through it, out of `start` and into `end`, as far as tensors need them.
struct LstmState {
  Tensor h, c;
};

/// Long short-term memory over T steps.   x: (T, B, in)   returns h of every step, (T, B, H)
/// `end`, if given, receives copies of the last step's h and c.
/// Keeps 4H + 2H numbers per step and sequence for backward.
/// Source: Hochreiter, Schmidhuber 1997; forget gate: Gers, Schmidhuber, Cummins 2000.
Tensor lstm(const Tensor& x, const RecurrentWeights& weights, const LstmState& start = {},
            LstmState* end = nullptr);

/// h_t = tanh(x_t W_x^T + h_(t-1) W_h^T + b) over T steps.   x: (T, B, in)   start: (B, H) or empty
/// Returns h of every step, (T, B, H); `end`, if given, receives a copy of the last step's.
/// Source: Elman 1990, "Finding structure in time".
Tensor rnn_tanh(const Tensor& x, const RecurrentWeights& weights, const Tensor& start = {},
                Tensor* end = nullptr);

}  // namespace lab
