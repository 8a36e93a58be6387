// The two layers with weights that every transformer is built from.
#pragma once
#include "engine/core/rng.h"
#include "engine/nn/parameter.h"
#include "engine/ops/ops.h"

namespace lab {

/// A parameter drawn from a normal distribution of mean 0, and one of equal values.
Tensor normal_parameter(const Shape& shape, real std_dev, Rng& rng);
Tensor constant_parameter(const Shape& shape, real value);

/// y = x W^T + b.   W: (out, in)   b: (out), absent without bias
struct Linear {
  Tensor W, b;

  Linear(i64 in, i64 out, bool bias, real std_dev, Rng& rng)
      : W(normal_parameter({out, in}, std_dev, rng)),
        b(bias ? constant_parameter({out}, 0) : Tensor()) {}
  Tensor operator()(const Tensor& x) const { return linear(x, W, b); }
  Tensor gelu(const Tensor& x) const { return linear_gelu(x, W, b); }
  /// residual + dropout(x W^T + b)
  Tensor add_to(const Tensor& residual, const Tensor& x, const DropoutCoins& coins = {}) const {
    return linear_add(x, W, b, residual, coins);
  }
  void list(const std::string& name, Parameters& out) const {
    out.push_back({name + ".weight", W});
    if (b) out.push_back({name + ".bias", b});
  }
};

/// Rows to mean 0 and variance 1, then scaled and shifted per column.   gamma, beta: (width)
struct LayerNorm {
  Tensor gamma, beta;

  explicit LayerNorm(i64 width)
      : gamma(constant_parameter({width}, 1)), beta(constant_parameter({width}, 0)) {}
  Tensor operator()(const Tensor& x) const { return layer_norm(x, gamma, beta); }
  void list(const std::string& name, Parameters& out) const {
    out.push_back({name + ".weight", gamma});
    out.push_back({name + ".bias", beta});
  }
};

}  // namespace lab
