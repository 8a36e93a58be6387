#include "engine/core/tensor.h"

#include <algorithm>
#include <utility>

#include "engine/core/threads.h"

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

Tensor::GradSlot Tensor::grad_slot() const {
  if (!storage_->grad) storage_->grad = Buffer(numel());
  const real keep = storage_->grad_written ? 1 : 0;
  storage_->grad_written = true;
  return {storage_->grad.data(), keep};
}

real* Tensor::grad() const {
  const GradSlot slot = grad_slot();
  if (slot.keep == 0) std::fill_n(slot.values, numel(), real(0));
  return slot.values;
}

void Tensor::hand_grad_to(const Tensor& to) const {
  if (!to.has_grad()) {
    std::swap(storage_->grad, to.storage_->grad);
    to.storage_->grad_written = true;
  } else {
    const real* LAB_RESTRICT from = grad();
    real* LAB_RESTRICT sum = to.grad();
    parallel_ranges(numel(), tile_size(numel(), 2), [=](i64 begin, i64 end) {
      for (i64 i = begin; i < end; ++i) sum[i] += from[i];
    });
  }
  drop_grad();
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
