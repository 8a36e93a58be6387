#include "tests/reference/naive.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lab::naive {

Doubles matmul(const Doubles& a, bool transpose_a, const Doubles& b, bool transpose_b, i64 m, i64 n,
               i64 k) {
  Doubles c(size_t(m * n), 0.0);
  for (i64 i = 0; i < m; ++i)
    for (i64 j = 0; j < n; ++j)
      for (i64 l = 0; l < k; ++l)
        c[size_t(i * n + j)] += a[size_t(transpose_a ? l * m + i : i * k + l)] *
                                b[size_t(transpose_b ? j * k + l : l * n + j)];
  return c;
}

Doubles matvec(const Doubles& W, const Doubles& x, const Doubles& b) {
  Doubles y = b;
  for (size_t o = 0; o < b.size(); ++o)
    for (size_t i = 0; i < x.size(); ++i) y[o] += W[o * x.size() + i] * x[i];
  return y;
}

Doubles embedding(const std::vector<i32>& ids, const Doubles& table, const Doubles& positions,
                  i64 T, i64 cols) {
  Doubles out;
  for (i64 r = 0; r < i64(ids.size()); ++r)
    for (i64 c = 0; c < cols; ++c)
      out.push_back(table[size_t(ids[size_t(r)] * cols + c)] +
                    (positions.empty() ? 0 : positions[size_t(r % T * cols + c)]));
  return out;
}

EmbeddingGrad embedding_grad(const std::vector<i32>& ids, const Doubles& dy, i64 vocab,
                             i64 positions, i64 T, i64 cols) {
  EmbeddingGrad grad{Doubles(size_t(vocab * cols)), Doubles(size_t(positions * cols))};
  for (i64 r = 0; r < i64(ids.size()); ++r)
    for (i64 c = 0; c < cols; ++c) {
      grad.table[size_t(ids[size_t(r)] * cols + c)] += dy[size_t(r * cols + c)];
      if (positions) grad.positions[size_t(r % T * cols + c)] += dy[size_t(r * cols + c)];
    }
  return grad;
}

namespace {

struct Moments {
  double mean = 0, rstd = 0;
  Moments(const double* row, i64 cols, double eps) {
    for (i64 c = 0; c < cols; ++c) mean += row[c] / double(cols);
    double variance = 0;
    for (i64 c = 0; c < cols; ++c) variance += (row[c] - mean) * (row[c] - mean) / double(cols);
    rstd = 1 / std::sqrt(variance + eps);
  }
};

}  // namespace

Doubles layer_norm(const Doubles& x, const Doubles& gamma, const Doubles& beta, double eps,
                   i64 cols) {
  Doubles y(x.size());
  for (size_t begin = 0; begin < x.size(); begin += size_t(cols)) {
    const Moments of(&x[begin], cols, eps);
    for (size_t c = 0; c < size_t(cols); ++c)
      y[begin + c] = gamma[c] * ((x[begin + c] - of.mean) * of.rstd) + beta[c];
  }
  return y;
}

NormGrad layer_norm_grad(const Doubles& dy, const Doubles& x, const Doubles& gamma, double eps,
                         i64 cols) {
  NormGrad grad{Doubles(x.size()), Doubles(size_t(cols)), Doubles(size_t(cols))};
  for (size_t begin = 0; begin < x.size(); begin += size_t(cols)) {
    const Moments of(&x[begin], cols, eps);
    const auto hat = [&](size_t c) { return (x[begin + c] - of.mean) * of.rstd; };
    for (size_t i = 0; i < size_t(cols); ++i) {
      grad.gamma[i] += dy[begin + i] * hat(i);
      grad.beta[i] += dy[begin + i];
      for (size_t j = 0; j < size_t(cols); ++j) {
        const double same = i == j ? 1 : 0;
        const double slope = of.rstd * (same - 1 / double(cols) - hat(i) * hat(j) / double(cols));
        grad.x[begin + j] += dy[begin + i] * gamma[i] * slope;
      }
    }
  }
  return grad;
}

double gelu(double x) {
  const double inner = std::sqrt(2 / std::numbers::pi) * (x + 0.044715 * x * x * x);
  return 0.5 * x * (1 + std::tanh(inner));
}

double gelu_slope(double x) {
  const double c = std::sqrt(2 / std::numbers::pi);
  const double t = std::tanh(c * (x + 0.044715 * x * x * x));
  return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * c * (1 + 3 * 0.044715 * x * x);
}

Doubles softmax(const Doubles& row) {
  const double top = *std::max_element(row.begin(), row.end());
  Doubles p;
  double sum = 0;
  for (const double x : row) sum += std::exp(x - top);
  for (const double x : row) p.push_back(std::exp(x - top) / sum);
  return p;
}

namespace {

/// Where head h of place t of sequence b stands in (B, T, 3C); part 0 = query, 1 = key, 2 = value.
struct Packed {
  i64 T, H, D;
  size_t at(i64 b, i64 t, int part, i64 h, i64 d) const {
    return size_t(((b * T + t) * 3 + part) * H * D + h * D + d);
  }
  size_t merged(i64 b, i64 t, i64 h, i64 d) const {
    return size_t((b * T + t) * H * D + h * D + d);
  }
  size_t pair(i64 b, i64 h, i64 t, i64 s) const { return size_t(((b * H + h) * T + t) * T + s); }
};

}  // namespace

Attention causal_attention(const Doubles& qkv, i64 B, i64 T, i64 H, i64 D) {
  const Packed p{T, H, D};
  Attention y{Doubles(size_t(B * T * H * D)), Doubles(size_t(B * H * T * T))};
  for (i64 b = 0; b < B; ++b)
    for (i64 h = 0; h < H; ++h)
      for (i64 t = 0; t < T; ++t) {
        Doubles scores;  // of the places 0..t that t may see
        for (i64 s = 0; s <= t; ++s) {
          double dot = 0;
          for (i64 d = 0; d < D; ++d) dot += qkv[p.at(b, t, 0, h, d)] * qkv[p.at(b, s, 1, h, d)];
          scores.push_back(dot / std::sqrt(double(D)));
        }
        const Doubles att = softmax(scores);
        for (i64 s = 0; s <= t; ++s) {
          y.att[p.pair(b, h, t, s)] = att[size_t(s)];
          for (i64 d = 0; d < D; ++d)
            y.out[p.merged(b, t, h, d)] += att[size_t(s)] * qkv[p.at(b, s, 2, h, d)];
        }
      }
  return y;
}

Doubles causal_attention_grad(const Doubles& dout, const Doubles& qkv, i64 B, i64 T, i64 H, i64 D) {
  const Packed p{T, H, D};
  const Doubles att = causal_attention(qkv, B, T, H, D).att;
  Doubles grad(qkv.size());
  for (i64 b = 0; b < B; ++b)
    for (i64 h = 0; h < H; ++h)
      for (i64 t = 0; t < T; ++t) {
        Doubles datt(size_t(t + 1));
        for (i64 s = 0; s <= t; ++s)
          for (i64 d = 0; d < D; ++d) {
            const double dy = dout[p.merged(b, t, h, d)];
            datt[size_t(s)] += dy * qkv[p.at(b, s, 2, h, d)];
            grad[p.at(b, s, 2, h, d)] += dy * att[p.pair(b, h, t, s)];
          }
        for (i64 s = 0; s <= t; ++s) {
          double dscore = 0;  // sum over u of datt_u * att_u * ([u = s] - att_s)
          for (i64 u = 0; u <= t; ++u)
            dscore += datt[size_t(u)] * att[p.pair(b, h, t, u)] *
                      ((u == s ? 1 : 0) - att[p.pair(b, h, t, s)]);
          for (i64 d = 0; d < D; ++d) {
            const double scaled = dscore / std::sqrt(double(D));
            grad[p.at(b, t, 0, h, d)] += scaled * qkv[p.at(b, s, 1, h, d)];
            grad[p.at(b, s, 1, h, d)] += scaled * qkv[p.at(b, t, 0, h, d)];
          }
        }
      }
  return grad;
}

double cross_entropy(const Doubles& logits, const std::vector<i32>& targets, i64 vocab,
                     Doubles* dlogits) {
  const auto counted = std::count_if(targets.begin(), targets.end(), [](i32 t) { return t >= 0; });
  double nats = 0;
  if (dlogits) dlogits->assign(logits.size(), 0.0);
  for (size_t r = 0; r < targets.size(); ++r) {
    if (targets[r] < 0) continue;
    const auto begin = logits.begin() + i64(r) * vocab;
    const Doubles p = softmax(Doubles(begin, begin + vocab));
    nats -= std::log(p[size_t(targets[r])]) / double(counted);
    if (!dlogits) continue;
    for (size_t c = 0; c < size_t(vocab); ++c)
      (*dlogits)[r * size_t(vocab) + c] = (p[c] - (i32(c) == targets[r] ? 1 : 0)) / double(counted);
  }
  return nats;
}

void AdamW::step(Doubles& w, const Doubles& grad, double lr) {
  m.resize(w.size()), v.resize(w.size());
  ++t;
  for (size_t i = 0; i < w.size(); ++i) {
    m[i] = beta1 * m[i] + (1 - beta1) * grad[i];
    v[i] = beta2 * v[i] + (1 - beta2) * grad[i] * grad[i];
    const double m_hat = m[i] / (1 - std::pow(beta1, t)), v_hat = v[i] / (1 - std::pow(beta2, t));
    w[i] = w[i] - lr * (m_hat / (std::sqrt(v_hat) + eps) + decay * w[i]);
  }
}

}  // namespace lab::naive
