// Naive twins of the kernels: double, triple loops, one formula per line, nothing shared with the
// fast code. They are the oracle of the tests and lesson text for whoever finds the kernels dense.
#pragma once
#include <vector>

#include "engine/core/real.h"

namespace lab::naive {

using Doubles = std::vector<double>;

/// op(a) op(b); op(a): (m, k), op(b): (k, n), stored densely.
Doubles matmul(const Doubles& a, bool transpose_a, const Doubles& b, bool transpose_b, i64 m, i64 n,
               i64 k);

/// y = W x + b for one x.   W: (b.size(), x.size())
Doubles matvec(const Doubles& W, const Doubles& x, const Doubles& b);

struct EmbeddingGrad {
  Doubles table, positions;
};
/// Row r is table[ids[r]] + positions[r % T]; positions may be empty.
Doubles embedding(const std::vector<i32>& ids, const Doubles& table, const Doubles& positions,
                  i64 T, i64 cols);
EmbeddingGrad embedding_grad(const std::vector<i32>& ids, const Doubles& dy, i64 vocab,
                             i64 positions, i64 T, i64 cols);

struct NormGrad {
  Doubles x, gamma, beta;
};
Doubles layer_norm(const Doubles& x, const Doubles& gamma, const Doubles& beta, double eps,
                   i64 cols);
/// Through the full Jacobian of each row: dx_j = sum_i dy_i gamma_i dxhat_i/dx_j.
NormGrad layer_norm_grad(const Doubles& dy, const Doubles& x, const Doubles& gamma, double eps,
                         i64 cols);

double gelu(double x);
double gelu_slope(double x);

/// softmax of one row.
Doubles softmax(const Doubles& row);

struct Attention {
  Doubles out, att;  ///< (B, T, C), (B, H, T, T)
};
/// qkv: (B, T, 3C)
Attention causal_attention(const Doubles& qkv, i64 B, i64 T, i64 H, i64 D);
/// dqkv, through the full Jacobian of each row's softmax.
Doubles causal_attention_grad(const Doubles& dout, const Doubles& qkv, i64 B, i64 T, i64 H, i64 D);

/// Mean over rows with a target >= 0; dlogits, if given, receives the gradient.
double cross_entropy(const Doubles& logits, const std::vector<i32>& targets, i64 vocab,
                     Doubles* dlogits = nullptr);

struct AdamW {
  double beta1, beta2, eps, decay;
  Doubles m, v;
  int t = 0;
  /// Loshchilov, Hutter 2019, algorithm 2, line by line.
  void step(Doubles& w, const Doubles& grad, double lr);
};

}  // namespace lab::naive
