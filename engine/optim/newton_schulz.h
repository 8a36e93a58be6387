// The nearest orthogonal matrix, roughly and with matrix products only.
#pragma once
#include "engine/core/memory.h"

namespace lab {

/// Brings all singular values of a matrix near 1 and keeps its singular vectors: U S V^T becomes
/// about U V^T. A fixed number of times X <- a X + b (X X^T) X + c (X X^T)^2 X, which sends each
/// singular value s in (0, 1] through a s + b s^3 + c s^5.
/// Source: Jordan et al. 2024, "Muon: an optimizer for hidden layers in neural networks", with
/// that page's coefficients: they do not converge to 1 but reach [0.68, 1.14] soonest from far
/// below. Higham 2008, "Functions of matrices", chapter 8, for the iteration.
/// Owns its work space, allocated once. Bits do not depend on the number of threads.
class NewtonSchulz {
 public:
  /// Room for matrices of up to `numbers` numbers whose shorter side is at most `side`.
  NewtonSchulz(i64 numbers, i64 side) : copy_(numbers), gram_(side * side), poly_(side * side) {}

  /// x: (rows, cols), any scale, in place. Zeros stay zeros.
  /// Values below about 0.003 of the Frobenius norm do not get to 0.7 in 5 iterations.
  void operator()(real* x, i64 rows, i64 cols, int iterations = 5);

 private:
  void normalize(real* x, i64 n) const;
  void iterate(real* x, i64 rows, i64 cols);

  Buffer copy_, gram_, poly_;
};

}  // namespace lab
