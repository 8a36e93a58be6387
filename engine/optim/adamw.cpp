#include "engine/optim/adamw.h"

namespace lab {

AdamW::AdamW(Parameters parameters, const AdamWOptions& options)
    : Optimizer(std::move(parameters), options.clip), options_(options) {
  for (const Parameter& p : this->parameters()) {
    m_.push_back(Tensor::zeros(p.tensor.shape()));
    v_.push_back(Tensor::zeros(p.tensor.shape()));
  }
}

UpdateSums AdamW::update(real lr, real grad_scale) {
  UpdateSums total;
  for (std::size_t i = 0; i < parameters().size(); ++i) {
    const Tensor& w = parameters()[i].tensor;
    const AdamWStep step{.lr = lr,
                         .beta1 = options_.beta1,
                         .beta2 = options_.beta2,
                         .eps = options_.eps,
                         .decay = w.shape().rank() >= 2 ? options_.decay : 0,
                         .grad_scale = grad_scale,
                         .t = steps()};
    total += adamw_update(w.data(), w.grad(), m_[i].data(), v_[i].data(), step, w.numel());
    w.zero_grad();
  }
  return total;
}

Parameters AdamW::moments() const {
  Parameters out;
  for (std::size_t i = 0; i < parameters().size(); ++i) {
    out.push_back({"adamw.m." + parameters()[i].name, m_[i]});
    out.push_back({"adamw.v." + parameters()[i].name, v_[i]});
  }
  return out;
}

}  // namespace lab
