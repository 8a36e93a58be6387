#include <algorithm>

#include "engine/kernels/kernels.h"
#include "engine/nn/linear.h"
#include "engine/nn/parameter.h"
#include "engine/nn/rotary.h"

namespace lab {

i64 count(const Parameters& parameters) {
  i64 n = 0;
  for (const Parameter& p : parameters) n += p.tensor.numel();
  return n;
}

std::vector<ParamShape> shapes(const Parameters& parameters) {
  std::vector<ParamShape> out;
  for (const Parameter& p : parameters) {
    out.push_back({p.name, {}});
    for (int i = 0; i < p.tensor.shape().rank(); ++i) out.back().shape.push_back(p.tensor.dim(i));
  }
  return out;
}

void copy_out(const Parameters& parameters, std::vector<real>& flat) {
  flat.resize(std::size_t(count(parameters)));
  real* at = flat.data();
  for (const Parameter& p : parameters) at = std::copy_n(p.tensor.data(), p.tensor.numel(), at);
}

void copy_in(const Parameters& parameters, const std::vector<real>& flat) {
  if (i64(flat.size()) != count(parameters))
    fail("[weights] want ", count(parameters), " numbers, got ", flat.size(),
         ": these weights belong to a model of another shape");
  const real* at = flat.data();
  for (const Parameter& p : parameters) {
    std::copy_n(at, p.tensor.numel(), p.tensor.data());
    at += p.tensor.numel();
  }
}

Tensor normal_parameter(const Shape& shape, real std_dev, Rng& rng) {
  Tensor t = Tensor::empty(shape);
  rng.fill_normal({t.data(), std::size_t(t.numel())}, 0, std_dev);
  return t.set_needs_grad();
}

Tensor constant_parameter(const Shape& shape, real value) {
  return Tensor::full(shape, value).set_needs_grad();
}

Rotary::Rotary(i64 context, i64 head_dim) : turns(Tensor::empty({context, head_dim})) {
  rotary_table(turns.data(), context, head_dim);
}

}  // namespace lab
