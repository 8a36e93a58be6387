// What the exercises of this chapter are given. There is nothing to write in this file; matrices
// with *, +, transposed() and columns() are in engine/exercise/matrix.h.
#pragma once
#include <vector>

#include "engine/exercise/matrix.h"
#include "engine/kernels/vec_math.h"

// Letters: T places, C numbers per place, H heads, D = C / H numbers per head, V tokens.

namespace lab::ex {

using lab::gelu;        ///< gelu(x): the bend of the MLP, GPT-2's form of it
using lab::gelu_slope;  ///< gelu_slope(x): its derivative at x

/// Under the root of a layer norm: 1 / sqrt(variance + kNormEps).
inline constexpr real kNormEps = real(1e-5);

// --- 10.2 and 10.3 -------------------------------------------------------------------------------

/// The weights of one block. A matrix W of shape (out, in) makes y = x * transposed(W).
struct BlockWeights {
  i64 n_heads = 1;
  std::vector<real> gamma1, beta1;  ///< (C): the norm before attention
  Matrix qkv;                       ///< (3C, C): C rows for queries, C for keys, C for values
  Matrix proj;                      ///< (C, C)
  std::vector<real> gamma2, beta2;  ///< (C): the norm before the MLP
  Matrix up;                        ///< (4C, C)
  Matrix down;                      ///< (C, 4C)
};

/// The same shapes, all zeros.
inline BlockWeights zeros_like(const BlockWeights& w) {
  const auto zeros = [](const Matrix& m) { return Matrix(m.rows(), m.cols()); };
  const std::vector<real> row(w.gamma1.size());
  return {.n_heads = w.n_heads,
          .gamma1 = row,
          .beta1 = row,
          .qkv = zeros(w.qkv),
          .proj = zeros(w.proj),
          .gamma2 = row,
          .beta2 = row,
          .up = zeros(w.up),
          .down = zeros(w.down)};
}

/// What a block's forward pass kept for its backward pass, in the order in which it was made.
struct BlockKept {
  Matrix x_hat1;            ///< (T, C): rows of x with mean 0 and variance 1
  std::vector<real> rstd1;  ///< (T): 1 / sqrt(variance + kNormEps) of each row of x
  Matrix n1;                ///< (T, C) = x_hat1 * gamma1 + beta1, channel by channel
  Matrix qkv;               ///< (T, 3C) = n1 * transposed(w.qkv)
  std::vector<Matrix> att;  ///< H of (T, T): a head's weights, row t is the query of place t
  Matrix heads;             ///< (T, C): the heads' answers, side by side
  Matrix x_hat2;            ///< (T, C): rows of mid = x + heads * transposed(w.proj), normalised
  std::vector<real> rstd2;  ///< (T)
  Matrix n2;                ///< (T, C) = x_hat2 * gamma2 + beta2
  Matrix up;                ///< (T, 4C) = n2 * transposed(w.up): before the bend
  Matrix act;               ///< (T, 4C) = gelu(up): behind it
};

struct BlockGradients {
  Matrix dx;        ///< (T, C)
  BlockWeights dw;  ///< every member the gradient of the weight of that name
};

// --- 10.4 ----------------------------------------------------------------------------------------

struct KeptToken {
  i32 id = 0;
  double probability = 0;  ///< among the kept ones: they sum to 1
};

struct TopP {
  std::vector<KeptToken> kept;  ///< likeliest first
  i32 drawn = 0;                ///< the id that was drawn
};

/// Sums of probabilities are off by their rounding: 0.4 + 0.3 + 0.2 is 0.8999999999999999.
inline constexpr double kRounding = 1e-7;

// --- 10.5 ----------------------------------------------------------------------------------------

/// A GPT of which only that is left which a cache has to do with: no norms, no MLP. Those treat
/// every place by itself, with or without a cache.
///   x[t] = wte[id[t]] + wpe[t], then for each layer x = x + attention(x), then logits = x wte^T
struct AttentionModel {
  struct Layer {
    Matrix qkv;   ///< (3C, C): C rows for queries, C for keys, C for values
    Matrix proj;  ///< (C, C): what attention adds to x is heads * transposed(proj)
  };
  i64 n_heads = 1;
  Matrix wte;  ///< (V, C): a row per token
  Matrix wpe;  ///< (context, C): a row per place
  std::vector<Layer> layers;
};

/// Keys and values of the text so far. Only the first `size` rows mean anything: what is behind
/// them is old (from a text that was longer) or was never written.
struct KvCache {
  struct Layer {
    Matrix keys, values;  ///< (context, C): row t belongs to place t, heads side by side
  };
  std::vector<Layer> layers;
  i64 size = 0;  ///< tokens fed so far; whoever forgets the last ones makes it smaller
};

}  // namespace lab::ex
