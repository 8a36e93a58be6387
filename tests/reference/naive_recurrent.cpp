#include "tests/reference/naive_recurrent.h"

#include <cmath>

namespace lab::naive {
namespace {

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

/// Place (t, b, j) of (T, B, H).
size_t at(i64 t, i64 b, i64 j, const RecurrentDims& d) { return size_t((t * d.B + b) * d.H + j); }
/// Element (t, b, j) of (T, B, H), or (b, j) of the start where t is -1.
double before(const Doubles& steps, const Doubles& start, i64 t, i64 b, i64 j,
              const RecurrentDims& d) {
  return t < 0 ? start[at(0, b, j, d)] : steps[at(t, b, j, d)];
}

/// Row r of the gates' sums: b_r + W_x[r] x_t + W_h[r] h_(t-1).
double sum_of(i64 r, i64 t, i64 b, const Doubles& h, const RecurrentInputs& in,
              const RecurrentDims& d) {
  double sum = in.b[size_t(r)];
  for (i64 k = 0; k < d.in; ++k)
    sum += in.W_x[size_t(r * d.in + k)] * in.x[size_t((t * d.B + b) * d.in + k)];
  for (i64 k = 0; k < d.H; ++k)
    sum += in.W_h[size_t(r * d.H + k)] * before(h, in.h0, t - 1, b, k, d);
  return sum;
}

/// Adds what follows from dsum, the gradient of sum_of(r, t, b); dh: of every step.
void spread(double dsum, i64 r, i64 t, i64 b, const Doubles& h, const RecurrentInputs& in,
            const RecurrentDims& d, Doubles& dh, RecurrentInputs& grad) {
  grad.b[size_t(r)] += dsum;
  for (i64 k = 0; k < d.in; ++k) {
    const size_t place = size_t((t * d.B + b) * d.in + k), weight = size_t(r * d.in + k);
    grad.W_x[weight] += dsum * in.x[place];
    grad.x[place] += dsum * in.W_x[weight];
  }
  for (i64 k = 0; k < d.H; ++k) {
    grad.W_h[size_t(r * d.H + k)] += dsum * before(h, in.h0, t - 1, b, k, d);
    (t > 0 ? dh[at(t - 1, b, k, d)] : grad.h0[at(0, b, k, d)]) +=
        dsum * in.W_h[size_t(r * d.H + k)];
  }
}

RecurrentInputs zeros_like(const RecurrentInputs& in) {
  const auto zeros = [](const Doubles& v) { return Doubles(v.size(), 0.0); };
  return {zeros(in.x), zeros(in.W_x), zeros(in.W_h), zeros(in.b), zeros(in.h0), zeros(in.c0)};
}

}  // namespace

Lstm lstm(const RecurrentInputs& in, const RecurrentDims& d) {
  const size_t n = size_t(d.T * d.B * d.H);
  Lstm run{Doubles(n), Doubles(n), Doubles(n), Doubles(n), Doubles(n), Doubles(n)};
  for (i64 t = 0; t < d.T; ++t)
    for (i64 b = 0; b < d.B; ++b)
      for (i64 j = 0; j < d.H; ++j) {
        const size_t p = at(t, b, j, d);
        run.i[p] = sigmoid(sum_of(j, t, b, run.h, in, d));
        run.f[p] = sigmoid(sum_of(d.H + j, t, b, run.h, in, d));
        run.g[p] = std::tanh(sum_of(2 * d.H + j, t, b, run.h, in, d));
        run.o[p] = sigmoid(sum_of(3 * d.H + j, t, b, run.h, in, d));
        run.c[p] = run.f[p] * before(run.c, in.c0, t - 1, b, j, d) + run.i[p] * run.g[p];
        run.h[p] = run.o[p] * std::tanh(run.c[p]);
      }
  return run;
}

RecurrentInputs lstm_grad(const Doubles& dh_out, const Doubles& dc_last, const RecurrentInputs& in,
                          const RecurrentDims& d) {
  const Lstm run = lstm(in, d);
  RecurrentInputs grad = zeros_like(in);
  Doubles dh = dh_out, dc(dh.size(), 0.0);
  for (i64 b = 0; b < d.B; ++b)
    for (i64 j = 0; j < d.H; ++j) dc[at(d.T - 1, b, j, d)] = dc_last[at(0, b, j, d)];
  for (i64 t = d.T - 1; t >= 0; --t)
    for (i64 b = 0; b < d.B; ++b)
      for (i64 j = 0; j < d.H; ++j) {
        const size_t p = at(t, b, j, d);
        const double i = run.i[p], f = run.f[p], g = run.g[p], o = run.o[p];
        const double tanh_c = std::tanh(run.c[p]);
        const double dcell = dc[p] + dh[p] * o * (1 - tanh_c * tanh_c);
        (t > 0 ? dc[at(t - 1, b, j, d)] : grad.c0[at(0, b, j, d)]) += dcell * f;
        const double df = dcell * before(run.c, in.c0, t - 1, b, j, d);
        spread(dcell * g * i * (1 - i), j, t, b, run.h, in, d, dh, grad);
        spread(df * f * (1 - f), d.H + j, t, b, run.h, in, d, dh, grad);
        spread(dcell * i * (1 - g * g), 2 * d.H + j, t, b, run.h, in, d, dh, grad);
        spread(dh[p] * tanh_c * o * (1 - o), 3 * d.H + j, t, b, run.h, in, d, dh, grad);
      }
  return grad;
}

Doubles rnn_tanh(const RecurrentInputs& in, const RecurrentDims& d) {
  Doubles h(size_t(d.T * d.B * d.H));
  for (i64 t = 0; t < d.T; ++t)
    for (i64 b = 0; b < d.B; ++b)
      for (i64 j = 0; j < d.H; ++j) h[at(t, b, j, d)] = std::tanh(sum_of(j, t, b, h, in, d));
  return h;
}

RecurrentInputs rnn_tanh_grad(const Doubles& dh_out, const RecurrentInputs& in,
                              const RecurrentDims& d) {
  const Doubles h = rnn_tanh(in, d);
  RecurrentInputs grad = zeros_like(in);
  Doubles dh = dh_out;
  for (i64 t = d.T - 1; t >= 0; --t)
    for (i64 b = 0; b < d.B; ++b)
      for (i64 j = 0; j < d.H; ++j) {
        const size_t p = at(t, b, j, d);
        spread(dh[p] * (1 - h[p] * h[p]), j, t, b, h, in, d, dh, grad);
      }
  return grad;
}

}  // namespace lab::naive
