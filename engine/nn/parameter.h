// Named weights, in a fixed order: what an optimizer updates, a file stores, a ghost copies.
#pragma once
#include <string>
#include <vector>

#include "engine/core/param_shape.h"
#include "engine/core/tensor.h"

namespace lab {

struct Parameter {
  std::string name;  ///< "h.0.attn.qkv.weight"
  Tensor tensor;
};
using Parameters = std::vector<Parameter>;

/// Number of weights in all of them.
i64 count(const Parameters& parameters);

std::vector<ParamShape> shapes(const Parameters& parameters);

/// Copies all values, one parameter after the other, into or out of a flat array of count()
/// numbers.
void copy_out(const Parameters& parameters, std::vector<real>& flat);
void copy_in(const Parameters& parameters, const std::vector<real>& flat);

}  // namespace lab
