// Where a token stands, told to the attention by turning its query and its key.
#pragma once
#include "engine/ops/ops.h"

namespace lab {

/// Turns queries and keys by angles that grow with their place, so that a score depends on what
/// two tokens are and on how far apart they stand. It has no weights.
/// Source: Su et al. 2021, "RoFormer: enhanced transformer with rotary position embedding",
/// section 3.2.2.
struct Rotary {
  Tensor turns;  ///< (context, head_dim); empty: places are told in another way

  Rotary() = default;
  /// head_dim is even.
  Rotary(i64 context, i64 head_dim);
  /// qkv: (B, T, 3C) -> (B, T, 3C), as it was if there are no turns.
  Tensor operator()(const Tensor& qkv, i64 n_heads) const {
    return turns ? rotary(qkv, turns, n_heads) : qkv;
  }
};

}  // namespace lab
