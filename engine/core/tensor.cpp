#include "engine/core/tensor.h"

#include <algorithm>

namespace lab {

Tensor Tensor::empty(const Shape& shape) {
  Tensor t;
  t.storage_ = std::make_shared<Storage>();
  t.storage_->data = Buffer(shape.numel());
  t.shape_ = shape;
  return t;
}

Tensor Tensor::zeros(const Shape& shape) { return full(shape, 0); }

Tensor Tensor::full(const Shape& shape, real value) {
  Tensor t = empty(shape);
  std::fill_n(t.data(), t.numel(), value);
  return t;
}

real Tensor::item() const {
  if (numel() != 1) fail("[item] want a tensor with one element, got shape ", shape_.str());
  return data()[0];
}

real* Tensor::grad() const {
  if (!storage_->grad) {
    storage_->grad = Buffer(numel());
    std::fill_n(storage_->grad.data(), numel(), real(0));
  }
  return storage_->grad.data();
}

void Tensor::zero_grad() const {
  if (has_grad()) std::fill_n(storage_->grad.data(), numel(), real(0));
}

Tensor Tensor::reshape(const Shape& shape) const {
  if (shape.numel() != numel())
    fail("[reshape] ", shape_.str(), " has ", numel(), " elements; ", shape.str(), " needs ",
         shape.numel());
  Tensor view = *this;
  view.shape_ = shape;
  return view;
}

void check_shape(const char* op, const char* name, const Tensor& t, const Shape& want,
                 const char* why) {
  if (t && t.shape() == want) return;
  fail("[", op, "] ", name, ": want shape ", want.str(), why ? cat(", ", why, ",") : "", " got ",
       t ? t.shape().str() : "no tensor");
}

void check_rank(const char* op, const char* name, const Tensor& t, int want) {
  if (t && t.shape().rank() == want) return;
  fail("[", op, "] ", name, ": want ", want, " axes, got ", t ? t.shape().str() : "no tensor");
}

}  // namespace lab
