// Plain loops over pointers. No Tensor, no Tape. Backward kernels ADD into gradients; where a
// `keep` is given they write keep * gradient + what is to be added, and 0 never reads what was
// there. Sizes: rows = batch * time, cols = the last axis. Each kernel shares its rows over the
// pool by itself, in tiles that depend on the sizes alone.
#pragma once
#include "engine/core/real.h"

namespace lab {

/// out[r] = table[ids[r]] + positions[r % context].   ids: (rows)  table: (V, cols)
/// positions: (context, cols) or nullptr  out: (rows, cols), overwritten
void embedding_forward(real* out, const i32* ids, const real* table, const real* positions,
                       i64 rows, i64 context, i64 cols);
/// Adds dy's rows into the rows of dtable they came from, and into dpositions. Either may be
/// nullptr.
void embedding_backward(real* dtable, real* dpositions, const real* dy, const i32* ids, i64 rows,
                        i64 context, i64 cols);

/// dbias[c] += sum over rows of dy[r][c].
void sum_rows(real* dbias, const real* dy, i64 rows, i64 cols);

/// y = gamma * (x - mean) * rstd + beta, mean and variance over each row.
///   x, y: (rows, cols)   gamma, beta: (cols)   mean, rstd: (rows)
/// Source: Ba, Kiros, Hinton 2016, "Layer Normalization", eq. 3-4.
void layer_norm_forward(real* y, real* mean, real* rstd, const real* x, const real* gamma,
                        const real* beta, real eps, i64 rows, i64 cols);
/// Adds into dx, dgamma, dbeta; each may be nullptr.
void layer_norm_backward(real* dx, real* dgamma, real* dbeta, const real* dy, const real* x,
                         const real* gamma, const real* mean, const real* rstd, i64 rows, i64 cols);

/// x += bias where given; y = gelu(x); x = dgelu/dx where `slope` is asked for: rows
/// [row_begin, row_end) and columns [col_begin, col_end) of arrays with `cols` columns, this
/// thread.
void gelu_exit(real* y, real* x, const real* bias, bool slope, i64 cols, i64 row_begin, i64 row_end,
               i64 col_begin, i64 col_end);
/// y[r][c] += x[r * ld + c] in the same piece; ld = 0 adds one row, a bias, to all.
void add_exit(real* y, const real* x, i64 ld, i64 cols, i64 row_begin, i64 row_end, i64 col_begin,
              i64 col_end);
/// dropout_forward in place, in the same piece.
void dropout_exit(real* y, real p, u64 key, i64 cols, i64 row_begin, i64 row_end, i64 col_begin,
                  i64 col_end);
/// x *= y, n elements.
void multiply_into(real* x, const real* y, i64 n);

/// y = gelu(x), n elements; see vec_math.h.
void gelu_forward(real* y, const real* x, i64 n);
void gelu_backward(real* dx, const real* dy, const real* x, i64 n);

/// y = a + b, n elements.
void add_forward(real* y, const real* a, const real* b, i64 n);
/// dx += dy, n elements.
void add_into(real* dx, const real* dy, i64 n);

/// y = x / (1 - p) where the coin of element i shows heads (probability 1 - p), else 0. The coin
/// is a hash of (key, i): no mask is stored, and it does not depend on the threads.
/// Source: Srivastava et al. 2014, "Dropout", in the "inverted" form that needs no test-time scale.
void dropout_forward(real* y, const real* x, real p, u64 key, i64 n);
void dropout_backward(real* dx, const real* dy, real p, u64 key, i64 n);

/// Sizes of one multi-head attention: C = n_heads * head_dim.
struct AttentionSize {
  i64 batch, time, n_heads, head_dim;
  i64 width() const { return n_heads * head_dim; }
};
/// Causal self-attention from packed queries, keys, values.
///   qkv: (B, T, 3C), q then k then v, heads side by side   out: (B, T, C)
///   att: (B, H, T, T), overwritten: row t sums to 1 over columns <= t and is 0 beyond
/// Source: Vaswani et al. 2017, "Attention is all you need", eq. 1 and section 3.2.2.
void causal_attention_forward(real* out, real* att, const real* qkv, const AttentionSize& size);
/// dqkv: (B, T, 3C). Recomputes nothing but dScores; reads att and qkv.
void causal_attention_backward(real* dqkv, real keep, const real* dout, const real* qkv,
                               const real* att, const AttentionSize& size);

/// Cosines, then sines, of the angle by which each pair of units turns at each place p:
/// p * 10000^(-2i / head_dim) for pair i.   turns: (context, head_dim), head_dim even, overwritten
void rotary_table(real* turns, i64 context, i64 head_dim);
/// Turns queries and keys of place t by turns[t], units i and i + head_dim / 2 of a head together;
/// values stay. (The paper pairs neighbours, which is the same up to the order of the units.)
///   y, x: (B, T, 3C), y overwritten   turns: (>= T, head_dim)
/// Source: Su et al. 2021, "RoFormer", eq. 34.
void rotary_forward(real* y, const real* x, const real* turns, const AttentionSize& size);
/// A rotation's transpose turns back: dqkv becomes the gradient of what was turned, in place.
void rotary_backward(real* dqkv, const real* turns, const AttentionSize& size);
/// Rows of one head turned in place, row r by turns[r], on this thread.   x: (rows, head_dim)
void rotary_rows(real* x, const real* turns, i64 rows, i64 head_dim);

/// Mean over rows of -log softmax(logits)[target]. Targets < 0 are left out of the mean.
///   logits: (rows, V)   targets: (rows)   log_sum: (rows), overwritten with log sum exp
/// Returns the loss in nats; counted, if given, receives the number of rows in the mean.
real cross_entropy_forward(real* log_sum, const real* logits, const i32* targets, i64 rows,
                           i64 vocab, i64* counted = nullptr);
/// dlogits = keep * dlogits + scale * (softmax(logits) - onehot(target)); rows without a target: +
/// 0.
void cross_entropy_backward(real* dlogits, real keep, const real* logits, const real* log_sum,
                            const i32* targets, real scale, i64 rows, i64 vocab);

/// Sum of squares in double, in a fixed order.
double sum_of_squares(const real* x, i64 n);

struct AdamWStep {
  real lr, beta1, beta2, eps, decay;
  real grad_scale;  ///< clipping: gradients are multiplied by it first
  i64 t;            ///< 1 at the first update: bias correction divides by 1 - beta^t
};
/// Sums of squares, in double: of the change, and of the weights after it.
struct UpdateSums {
  double moved = 0, weights = 0;
  UpdateSums& operator+=(const UpdateSums& other) {
    moved += other.moved, weights += other.weights;
    return *this;
  }
};
/// One update in one pass over memory.
/// Source: Loshchilov, Hutter 2019, "Decoupled weight decay regularization", algorithm 2.
UpdateSums adamw_update(real* w, const real* grad, real* m, real* v, const AdamWStep& s, i64 n);

/// m = momentum * m + g and u = momentum * m + g (Nesterov's look ahead), where g = grad_scale *
/// grad.
void muon_momentum(real* u, real* m, const real* grad, real momentum, real grad_scale, i64 n);
/// w -= shrink * w + rate * u, n elements.
UpdateSums decayed_update(real* w, const real* u, real rate, real shrink, i64 n);
/// x *= factor, n elements.
void scale_into(real* x, real factor, i64 n);

}  // namespace lab
