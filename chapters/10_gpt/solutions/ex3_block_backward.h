// Exercise 10.3: the author's. The forward pass read from its end, one line back for each line.
#pragma once
#include <cmath>
#include <vector>

#include "chapters/10_gpt/exercises/given.h"
#include "engine/exercise/exercise_check.h"

namespace lab::ex {

/// Back through y = x_hat * gamma + beta: writes dgamma and dbeta, returns the gradient of x.
/// With g = dy * gamma, row by row:   dx = rstd * (g - mean(g) - x_hat * mean(g * x_hat))
/// The first mean is there because x moves the row's mean, the second because it moves its
/// variance.
inline Matrix norm_backward(const Matrix& dy, const Matrix& x_hat, const std::vector<real>& rstd,
                            const std::vector<real>& gamma, std::vector<real>& dgamma,
                            std::vector<real>& dbeta) {
  const i64 C = dy.cols();
  Matrix dx(dy.rows(), C);
  for (i64 t = 0; t < dy.rows(); ++t) {
    real g_mean = 0, gx_mean = 0;
    for (i64 c = 0; c < C; ++c) {
      const std::size_t i = std::size_t(c);
      dgamma[i] += dy(t, c) * x_hat(t, c);
      dbeta[i] += dy(t, c);
      g_mean += dy(t, c) * gamma[i] / real(C);
      gx_mean += dy(t, c) * gamma[i] * x_hat(t, c) / real(C);
    }
    for (i64 c = 0; c < C; ++c) {
      const real g = dy(t, c) * gamma[std::size_t(c)];
      dx(t, c) = rstd[std::size_t(t)] * (g - g_mean - x_hat(t, c) * gx_mean);
    }
  }
  return dx;
}

/// Back through a softmax by rows: dP becomes dS, in place. Where P is 0, behind the mask, so is
/// dS.
inline void softmax_backward(Matrix& dP, const Matrix& P) {
  for (i64 t = 0; t < P.rows(); ++t) {
    real mean = 0;  // of dP under the weights P
    for (i64 s = 0; s < P.cols(); ++s) mean += P(t, s) * dP(t, s);
    for (i64 s = 0; s < P.cols(); ++s) dP(t, s) = P(t, s) * (dP(t, s) - mean);
  }
}

/// dheads: (T, C) -> dqkv: (T, 3C)
inline Matrix attention_backward(const Matrix& dheads, const Matrix& qkv,
                                 const std::vector<Matrix>& att) {
  const i64 C = dheads.cols(), H = i64(att.size()), D = C / H;
  Matrix dqkv(qkv.rows(), 3 * C);
  for (i64 h = 0; h < H; ++h) {
    const Matrix q = columns(qkv, h * D, D), k = columns(qkv, C + h * D, D);  // (T, D)
    const Matrix v = columns(qkv, 2 * C + h * D, D);                          // (T, D)
    const Matrix& P = att[std::size_t(h)];                                    // (T, T)
    const Matrix dY = columns(dheads, h * D, D);                              // (T, D)
    Matrix dS = dY * transposed(v);                                           // (T, T): dP at first
    softmax_backward(dS, P);
    for (real& d : dS.values()) d /= std::sqrt(real(D));  // q . k was divided by it
    set_columns(dqkv, h * D, dS * k);
    set_columns(dqkv, C + h * D, transposed(dS) * q);
    set_columns(dqkv, 2 * C + h * D, transposed(P) * dY);
  }
  return dqkv;
}

inline BlockGradients block_backward(const Matrix& dout, const BlockKept& kept,
                                     const BlockWeights& w) {
  BlockGradients g{.dx = {}, .dw = zeros_like(w)};

  // out = mid + act * transposed(down)
  g.dw.down = transposed(dout) * kept.act;  // (C, 4C)
  Matrix dup = dout * w.down;               // (T, 4C): behind the bend
  for (i64 t = 0; t < dup.rows(); ++t)
    for (i64 i = 0; i < dup.cols(); ++i) dup(t, i) *= gelu_slope(kept.up(t, i));
  g.dw.up = transposed(dup) * kept.n2;  // (4C, C)
  const Matrix through_mlp =
      norm_backward(dup * w.up, kept.x_hat2, kept.rstd2, w.gamma2, g.dw.gamma2, g.dw.beta2);
  const Matrix dmid = dout + through_mlp;  // (T, C): mid goes two ways

  // mid = x + heads * transposed(proj)
  g.dw.proj = transposed(dmid) * kept.heads;                                  // (C, C)
  const Matrix dqkv = attention_backward(dmid * w.proj, kept.qkv, kept.att);  // (T, 3C)
  g.dw.qkv = transposed(dqkv) * kept.n1;                                      // (3C, C)
  const Matrix through_attention =
      norm_backward(dqkv * w.qkv, kept.x_hat1, kept.rstd1, w.gamma1, g.dw.gamma1, g.dw.beta1);
  g.dx = dmid + through_attention;  // (T, C): x goes two ways
  return g;
}

}  // namespace lab::ex
