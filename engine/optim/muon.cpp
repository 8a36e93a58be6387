#include "engine/optim/muon.h"

#include <algorithm>
#include <cmath>

namespace lab {
namespace {

constexpr real kLikeAdamW = real(0.2);  // Liu et al. 2025, section 2.2

Parameters all_of(const std::vector<MuonMatrix>& matrices, const Parameters& rest) {
  Parameters all;
  for (const MuonMatrix& m : matrices) {
    const Shape& shape = m.parameter.tensor.shape();
    if (shape.rank() != 2 || m.parts < 1 || shape[0] % m.parts != 0)
      fail("[muon] ", m.parameter.name, ": want a matrix of ", m.parts,
           " equal parts, one above the other, got ", shape.str());
    all.push_back(m.parameter);
  }
  all.insert(all.end(), rest.begin(), rest.end());
  return all;
}

i64 largest_part(const std::vector<MuonMatrix>& matrices) {
  i64 n = 0;
  for (const MuonMatrix& m : matrices) n = std::max(n, m.parameter.tensor.numel() / m.parts);
  return n;
}

i64 longest_short_side(const std::vector<MuonMatrix>& matrices) {
  i64 n = 0;
  for (const auto& [parameter, parts] : matrices)
    n = std::max(n, std::min(parameter.tensor.dim(0) / parts, parameter.tensor.dim(1)));
  return n;
}

}  // namespace

Muon::Muon(const std::vector<MuonMatrix>& matrices, Parameters rest, const MuonOptions& options)
    : Optimizer(all_of(matrices, rest), options.adamw.clip),
      matrices_(matrices),
      options_(options),
      rest_(std::move(rest), options.adamw),
      direction_(largest_part(matrices)),
      orthogonalize_(largest_part(matrices), longest_short_side(matrices)) {
  for (const MuonMatrix& m : matrices_) m_.push_back(Tensor::zeros(m.parameter.tensor.shape()));
}

UpdateSums Muon::update(real lr, real grad_scale) {
  rest_.set_steps(steps());
  UpdateSums total = rest_.update(lr, grad_scale);
  const real matrix_lr = lr * options_.lr_factor;
  real* const u = direction_.data();
  for (std::size_t i = 0; i < matrices_.size(); ++i) {
    const Tensor& w = matrices_[i].parameter.tensor;
    const i64 cols = w.dim(1), rows = w.dim(0) / matrices_[i].parts, n = rows * cols;
    const real rate = matrix_lr * kLikeAdamW * std::sqrt(real(std::max(rows, cols)));
    for (i64 at = 0; at < w.numel(); at += n) {
      muon_momentum(u, m_[i].data() + at, w.grad() + at, options_.momentum, grad_scale, n);
      orthogonalize_(u, rows, cols, options_.iterations);
      total += decayed_update(w.data() + at, u, rate, matrix_lr * options_.adamw.decay, n);
    }
    w.zero_grad();
  }
  return total;
}

Parameters Muon::moments() const {
  Parameters out;
  for (std::size_t i = 0; i < m_.size(); ++i)
    out.push_back({"muon.m." + matrices_[i].parameter.name, m_[i]});
  const Parameters rest = rest_.moments();
  out.insert(out.end(), rest.begin(), rest.end());
  return out;
}

}  // namespace lab
