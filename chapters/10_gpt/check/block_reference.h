// A block of chapter 10 computed by the engine's ops and its gradients by the tape: what exercises
// 10.2 and 10.3 are compared with.
#pragma once
#include "chapters/10_gpt/check/cases.h"
#include "chapters/10_gpt/exercises/given.h"
#include "engine/core/tape.h"
#include "engine/ops/ops.h"

namespace lab {

/// One block on the tape, under the names of ex::BlockWeights and ex::BlockKept.
struct BlockOnTape {
  Tensor x, gamma1, beta1, w_qkv, w_proj, gamma2, beta2, w_up, w_down;
  Tensor n1, qkv, att, heads, mid, n2, up, act, out;

  BlockOnTape(const Matrix& x_values, const ex::BlockWeights& w)
      : x(input(tensor_of(x_values).reshape({1, x_values.rows(), x_values.cols()}))),
        gamma1(input(tensor_of(w.gamma1))),
        beta1(input(tensor_of(w.beta1))),
        w_qkv(input(tensor_of(w.qkv))),
        w_proj(input(tensor_of(w.proj))),
        gamma2(input(tensor_of(w.gamma2))),
        beta2(input(tensor_of(w.beta2))),
        w_up(input(tensor_of(w.up))),
        w_down(input(tensor_of(w.down))) {
    n1 = layer_norm(x, gamma1, beta1, ex::kNormEps);
    qkv = linear(n1, w_qkv);
    heads = causal_attention(qkv, w.n_heads, &att);
    mid = add(x, linear(heads, w_proj));
    n2 = layer_norm(mid, gamma2, beta2, ex::kNormEps);
    up = linear(n2, w_up);
    act = lab::gelu(up);
    out = add(mid, linear(act, w_down));
  }

 private:
  static Tensor input(const Tensor& t) { return t.set_needs_grad(); }
};

/// (1, T, n) or (T, n) as a matrix.
inline Matrix matrix_of(const Tensor& t) { return matrix_of(t.data(), t.rows(), t.dim(-1)); }

inline Matrix block_out(const Matrix& x, const ex::BlockWeights& w) {
  return matrix_of(BlockOnTape(x, w).out);
}

/// x_hat and 1 / sqrt(variance + eps) of each row, in double.
inline void normalise(const Matrix& x, Matrix& x_hat, std::vector<real>& rstd) {
  x_hat = Matrix(x.rows(), x.cols());
  rstd.resize(std::size_t(x.rows()));
  for (i64 t = 0; t < x.rows(); ++t) {
    double mean = 0, variance = 0;
    for (const real value : x.row(t)) mean += double(value) / double(x.cols());
    for (const real value : x.row(t))
      variance += (double(value) - mean) * (double(value) - mean) / double(x.cols());
    const double scale = 1 / std::sqrt(variance + double(ex::kNormEps));
    rstd[std::size_t(t)] = real(scale);
    for (i64 c = 0; c < x.cols(); ++c) x_hat(t, c) = real((double(x(t, c)) - mean) * scale);
  }
}

/// What the forward pass kept, and the gradients for dloss/dout = dout.
struct BlockTruth {
  ex::BlockKept kept;
  ex::BlockGradients gradients;
};

inline BlockTruth block_truth(const Matrix& x, const ex::BlockWeights& w, const Matrix& dout) {
  Tape tape;
  const BlockOnTape b(x, w);
  // sum of out * dout: the loss whose gradient at `out` is dout
  const i64 n = b.out.numel();
  tape.backward(linear(b.out.reshape({1, n}), tensor_of(dout.values(), {1, n})).reshape({1}));

  const auto gradient = [](const Tensor& t) { return matrix_of(t.grad(), t.rows(), t.dim(-1)); };
  const auto row = [](const Tensor& t) {
    return std::vector<real>(t.grad(), t.grad() + t.numel());
  };
  BlockTruth truth;
  truth.gradients = {.dx = gradient(b.x),
                     .dw = {.n_heads = w.n_heads,
                            .gamma1 = row(b.gamma1),
                            .beta1 = row(b.beta1),
                            .qkv = gradient(b.w_qkv),
                            .proj = gradient(b.w_proj),
                            .gamma2 = row(b.gamma2),
                            .beta2 = row(b.beta2),
                            .up = gradient(b.w_up),
                            .down = gradient(b.w_down)}};
  ex::BlockKept& kept = truth.kept;
  normalise(x, kept.x_hat1, kept.rstd1);
  normalise(matrix_of(b.mid), kept.x_hat2, kept.rstd2);
  kept.n1 = matrix_of(b.n1);
  kept.qkv = matrix_of(b.qkv);
  kept.heads = matrix_of(b.heads);
  kept.n2 = matrix_of(b.n2);
  kept.up = matrix_of(b.up);
  kept.act = matrix_of(b.act);
  const i64 T = x.rows();
  for (i64 h = 0; h < w.n_heads; ++h) kept.att.push_back(matrix_of(b.att.data() + h * T * T, T, T));
  return truth;
}

/// The weights of a block of width C: gamma 1 and all else 0, so that it does nothing.
inline ex::BlockWeights idle_block(i64 C, i64 n_heads) {
  const std::vector<real> ones(std::size_t(C), 1), zeros(std::size_t(C), 0);
  return {.n_heads = n_heads,
          .gamma1 = ones,
          .beta1 = zeros,
          .qkv = Matrix(3 * C, C),
          .proj = Matrix(C, C),
          .gamma2 = ones,
          .beta2 = zeros,
          .up = Matrix(4 * C, C),
          .down = Matrix(C, 4 * C)};
}

inline ex::BlockWeights random_block(Rng& rng, i64 C, i64 n_heads) {
  ex::BlockWeights w = idle_block(C, n_heads);
  w.gamma1 = random_row(rng, C, 1, 0.5);
  w.beta1 = random_row(rng, C, 0, 0.5);
  w.qkv = random_matrix(rng, 3 * C, C, 0.7);
  w.proj = random_matrix(rng, C, C, 0.5);
  w.gamma2 = random_row(rng, C, 1, 0.5);
  w.beta2 = random_row(rng, C, 0, 0.5);
  w.up = random_matrix(rng, 4 * C, C, 0.5);
  w.down = random_matrix(rng, C, 4 * C, 0.3);
  return w;
}

}  // namespace lab
