// Products of a weight matrix with few rows of x, as in generation: each weight is read for a
// handful of multiplications, so what counts is how fast memory delivers W, not the arithmetic.
#pragma once
#include <algorithm>

#include "engine/core/real.h"

namespace lab {

/// How many tiles a product of that many multiplications is worth: below two, it runs alone. A tile
/// takes 3 to 10 us, a meeting of the threads about 1.
inline i64 matvec_tiles(i64 multiplications) { return std::min<i64>(multiplications / 65'536, 64); }

/// y[r] = W x[r] + b for each row r.   x: (rows, in)   W: (out, in)   b: (out) or nullptr
///   y: (rows, out), overwritten
/// Shares the outputs over the pool. A row of y has the same bits whatever rows stand beside it.
void matvec(real* y, const real* x, const real* W, const real* b, i64 rows, i64 in, i64 out);

/// The same with W[o][i] = scale[o] * q[o][i].   q: (out, in)   scale: (out)
void matvec_int8(real* y, const real* x, const i8* q, const real* scale, const real* b, i64 rows,
                 i64 in, i64 out);

/// Rounds each row of W to 255 steps between -max |W| and max |W| of that row, zero included.
///   q: (out, in), scale: (out), overwritten; a row of zeros gets scale 0
/// Weights only: activations stay as they are, so no outlier of theirs is cut.
/// Source: Dettmers et al. 2022, "LLM.int8()", eq. 1-2 (absmax, one scale per row).
void quantize_rows(i8* q, real* scale, const real* W, i64 out, i64 in);

/// Attention of one query over the first n places of a cache.
///   q, out: (head_dim)   keys, values: (n, head_dim)   p: (n), overwritten with the weights
/// Source: Vaswani et al. 2017, eq. 1, one row of it.
void attend_cached(real* out, real* p, const real* q, const real* keys, const real* values, i64 n,
                   i64 head_dim);

}  // namespace lab
