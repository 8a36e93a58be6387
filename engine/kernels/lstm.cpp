#include "engine/core/threads.h"
#include "engine/kernels/recurrent.h"
#include "engine/kernels/vec_math.h"

namespace lab {
namespace {

/// One sequence, one step: the gates' sums become gates, cell and output. All rows: (H) or (4H).
void gates_forward(real* LAB_RESTRICT h, real* LAB_RESTRICT c, real* LAB_RESTRICT gates,
                   const real* LAB_RESTRICT c_before, const real* LAB_RESTRICT bias, i64 H) {
  LAB_SIMD
  for (i64 j = 0; j < H; ++j) {
    const real i = sigmoid(gates[j] + bias[j]);
    const real f = sigmoid(gates[H + j] + bias[H + j]);
    const real g = tanh_vec(gates[2 * H + j] + bias[2 * H + j]);
    const real o = sigmoid(gates[3 * H + j] + bias[3 * H + j]);
    const real cell = (c_before ? f * c_before[j] : 0) + i * g;
    gates[j] = i, gates[H + j] = f, gates[2 * H + j] = g, gates[3 * H + j] = o;
    c[j] = cell;
    h[j] = o * tanh_vec(cell);
  }
}

/// The same step back: dh and dc of this step become the gradients of the gates' sums and dc of
/// the step before. tanh(c) is computed again: cheaper than to write and read it.
void gates_backward(real* LAB_RESTRICT gates, real* LAB_RESTRICT dc, const real* LAB_RESTRICT dh,
                    const real* LAB_RESTRICT c, const real* LAB_RESTRICT c_before, i64 H) {
  LAB_SIMD
  for (i64 j = 0; j < H; ++j) {
    const real i = gates[j], f = gates[H + j], g = gates[2 * H + j], o = gates[3 * H + j];
    const real tanh_c = tanh_vec(c[j]);
    const real dcell = dc[j] + dh[j] * o * (1 - tanh_c * tanh_c);
    gates[j] = dcell * g * i * (1 - i);
    gates[H + j] = c_before ? dcell * c_before[j] * f * (1 - f) : 0;
    gates[2 * H + j] = dcell * i * (1 - g * g);
    gates[3 * H + j] = dh[j] * tanh_c * o * (1 - o);
    dc[j] = dcell * f;
  }
}

}  // namespace

void lstm_forward(real* y, real* cells, real* gates, const real* h0, const real* c0,
                  const real* W_h, const real* bias, const RecurrentSize& s) {
  const i64 H = s.hidden, tile = tile_size(s.batch, 100 * H);
  const StepProduct recurrent(Trans::yes, 4 * H, H, W_h, s.time);
  for (i64 t = 0; t < s.time; ++t) {
    real *const now = gates + 4 * t * s.block(), *const c = cells + t * s.block();
    real* const h = y + t * s.block();
    const real* const h_before = t > 0 ? h - s.block() : h0;
    const real* const c_before = t > 0 ? c - s.block() : c0;
    if (h_before) recurrent.add(now, h_before, s.batch);
    parallel_ranges(s.batch, tile, [&](i64 begin, i64 end) {
      for (i64 r = begin; r < end; ++r)
        gates_forward(h + r * H, c + r * H, now + 4 * r * H, c_before ? c_before + r * H : nullptr,
                      bias, H);
    });
  }
}

void lstm_backward(real* gates, real* dy, real* dc, real* dh0, const real* cells, const real* c0,
                   const real* W_h, const RecurrentSize& s) {
  const i64 H = s.hidden, tile = tile_size(s.batch, 60 * H);
  const StepProduct back(Trans::no, H, 4 * H, W_h, s.time);
  for (i64 t = s.time - 1; t >= 0; --t) {
    real *const now = gates + 4 * t * s.block(), *const dh = dy + t * s.block();
    const real* const c = cells + t * s.block();
    const real* const c_before = t > 0 ? c - s.block() : c0;
    parallel_ranges(s.batch, tile, [&](i64 begin, i64 end) {
      for (i64 r = begin; r < end; ++r)
        gates_backward(now + 4 * r * H, dc + r * H, dh + r * H, c + r * H,
                       c_before ? c_before + r * H : nullptr, H);
    });
    if (real* dh_before = t > 0 ? dh - s.block() : dh0) back.add(dh_before, now, s.batch);
  }
}

}  // namespace lab
