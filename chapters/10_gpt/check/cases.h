// What the checks of this chapter share: random inputs that can be written down exactly, and
// comparisons of matrices.
#pragma once
#include <cmath>
#include <string>
#include <vector>

#include "engine/core/rng.h"
#include "engine/core/tensor.h"
#include "engine/exercise/exercise_check.h"
#include "engine/exercise/matrix.h"

namespace lab {

/// Normal numbers rounded to multiples of 1/8, so that a case is told exactly.
inline Matrix random_matrix(Rng& rng, i64 rows, i64 cols, double std_dev) {
  Matrix m(rows, cols);
  for (real& value : m.values()) value = real(std::round(8 * std_dev * rng.normal()) / 8);
  return m;
}
inline std::vector<real> random_row(Rng& rng, i64 n, double mean, double std_dev) {
  const Matrix m = random_matrix(rng, 1, n, std_dev);
  std::vector<real> row(m.values().begin(), m.values().end());
  for (real& value : row) value += real(mean);
  return row;
}

inline Matrix identity(i64 n) {
  Matrix m(n, n);
  for (i64 i = 0; i < n; ++i) m(i, i) = 1;
  return m;
}

inline Tensor tensor_of(std::span<const real> values, const Shape& shape) {
  const Tensor t = Tensor::empty(shape);
  std::copy(values.begin(), values.end(), t.data());
  return t;
}
inline Tensor tensor_of(const Matrix& m) { return tensor_of(m.values(), {m.rows(), m.cols()}); }
inline Tensor tensor_of(const std::vector<real>& row) { return tensor_of(row, {i64(row.size())}); }

inline Matrix matrix_of(const real* values, i64 rows, i64 cols) {
  Matrix m(rows, cols);
  std::copy_n(values, rows * cols, m.values().begin());
  return m;
}

/// The shape first, then every number.
inline void compare(ExerciseCheck& check, const std::string& what, const Matrix& got,
                    const Matrix& wanted, double tolerance, int hint) {
  check.equal("number of rows of " + what, got.rows(), wanted.rows(), 1);
  check.equal("number of columns of " + what, got.cols(), wanted.cols(), 1);
  const i64 dims[] = {wanted.rows(), wanted.cols()};
  check.near(what, got.values(), wanted.values(), tolerance, hint, dims);
}
inline void compare(ExerciseCheck& check, const std::string& what, const std::vector<real>& got,
                    const std::vector<real>& wanted, double tolerance, int hint) {
  check.equal("length of " + what, i64(got.size()), i64(wanted.size()), 1);
  check.near(what, got, wanted, tolerance, hint);
}

}  // namespace lab
