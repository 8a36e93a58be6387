// Tensor: a cheap handle to a row-major, always contiguous array and its gradient.
#pragma once
#include <memory>

#include "engine/core/memory.h"
#include "engine/core/shape.h"

namespace lab {

/// Copies share the data. `reshape` is a view; a transpose is a flag of gemm or an explicit copy.
/// Threads: one tensor is used by one thread at a time.
class Tensor {
 public:
  Tensor() = default;
  /// Contents undefined.
  static Tensor empty(const Shape& shape);
  static Tensor zeros(const Shape& shape);
  static Tensor full(const Shape& shape, real value);
  static Tensor empty_like(const Tensor& other) { return empty(other.shape()); }

  explicit operator bool() const { return storage_ != nullptr; }
  const Shape& shape() const { return shape_; }
  i64 dim(int i) const { return shape_.dim(i); }
  i64 numel() const { return storage_ ? storage_->data.size() : 0; }
  /// Number of rows when the last axis is a row: numel / dim(-1).
  i64 rows() const { return dim(-1) ? numel() / dim(-1) : 0; }

  real* data() const { return storage_->data.data(); }
  /// The only element of a one-element tensor.
  real item() const;

  /// dLoss/dThis, same layout as data. Zeroed at the first call.
  real* grad() const;
  bool has_grad() const { return storage_ && storage_->grad_written; }
  /// For whoever writes every element: values = keep * values + what is to be added. keep is 0 at
  /// the first call, when the values are undefined, and 1 from then on.
  struct GradSlot {
    real* values;
    real keep;
  };
  GradSlot grad_slot() const;
  /// Adds this gradient into `to`'s, of equal size, and loses it: moved where `to` has none yet.
  void hand_grad_to(const Tensor& to) const;
  /// Forgets the gradient but keeps its memory.
  void zero_grad() const {
    if (storage_) storage_->grad_written = false;
  }
  /// Gives the gradient's memory back.
  void drop_grad() const {
    storage_->grad.reset();
    storage_->grad_written = false;
  }

  /// Parameters need gradients; so does what is computed from them while a tape records.
  bool needs_grad() const { return storage_ && storage_->needs_grad; }
  const Tensor& set_needs_grad(bool on = true) const {
    storage_->needs_grad = on;
    return *this;
  }

  /// The same data under another shape of equal size.
  Tensor reshape(const Shape& shape) const;

 private:
  struct Storage {
    Buffer data, grad;
    bool needs_grad = false, grad_written = false;
  };
  std::shared_ptr<Storage> storage_;
  Shape shape_;
};

/// Throws "[op] name: want shape (64), the last dim of x, got (128)" unless t has that shape.
void check_shape(const char* op, const char* name, const Tensor& t, const Shape& want,
                 const char* why = nullptr);
/// Throws unless t has that many axes.
void check_rank(const char* op, const char* name, const Tensor& t, int want);

}  // namespace lab
