// Matrices for exercises: formulas can be written as they stand in a lesson, and an index beyond
// the edge is told instead of read. Plain and slow; what the engine computes with is core/tensor.h.
#pragma once
#include <algorithm>
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

#include "engine/core/check.h"
#include "engine/core/real.h"

namespace lab {

/// rows x cols numbers. m(r, c) is row r, column c, both counted from 0.
/// Errors: an index beyond the edge and shapes that do not fit throw Error naming both.
class Matrix {
 public:
  Matrix() = default;
  /// All zeros.
  Matrix(i64 rows, i64 cols) : rows_(rows), cols_(cols) {
    if (rows < 0 || cols < 0) fail("[matrix] want sizes of 0 or more, got ", rows, " x ", cols);
    values_.resize(std::size_t(rows * cols));
  }
  /// Row by row: Matrix({{1, 2}, {3, 4}}).
  Matrix(std::initializer_list<std::initializer_list<real>> rows)
      : rows_(i64(rows.size())), cols_(rows.size() ? i64(rows.begin()->size()) : 0) {
    for (const auto& row : rows) {
      if (i64(row.size()) != cols_)
        fail("[matrix] want ", cols_, " numbers in each row, got ", row.size());
      values_.insert(values_.end(), row);
    }
  }

  i64 rows() const { return rows_; }
  i64 cols() const { return cols_; }
  real& operator()(i64 r, i64 c) { return values_[place(r, c)]; }
  real operator()(i64 r, i64 c) const { return values_[place(r, c)]; }
  /// Row r as a list of cols() numbers, in place.
  std::span<real> row(i64 r) { return values().subspan(row_begin(r), std::size_t(cols_)); }
  std::span<const real> row(i64 r) const {
    return values().subspan(row_begin(r), std::size_t(cols_));
  }
  /// All numbers, row by row.
  std::span<real> values() { return values_; }
  std::span<const real> values() const { return values_; }
  /// "(1, 2), (3, 4)": to print, and to tell a case.
  std::string str() const {
    std::string out;
    for (i64 r = 0; r < rows_; ++r) {
      out += r ? ", (" : "(";
      for (i64 c = 0; c < cols_; ++c) out += cat(c ? ", " : "", (*this)(r, c));
      out += ')';
    }
    return out;
  }

 private:
  std::size_t row_begin(i64 r) const {
    if (r < 0 || r >= rows_)
      fail("[matrix] there is no row ", r, ": the matrix is ", rows_, " x ", cols_,
           ", counted from 0");
    return std::size_t(r * cols_);
  }
  std::size_t place(i64 r, i64 c) const {
    if (r < 0 || r >= rows_ || c < 0 || c >= cols_)
      fail("[matrix] there is no (", r, ", ", c, "): the matrix is ", rows_, " x ", cols_,
           ", counted from 0");
    return std::size_t(r * cols_ + c);
  }

  i64 rows_ = 0, cols_ = 0;
  std::vector<real> values_;
};

/// The product: (a b)(i, j) = sum over k of a(i, k) b(k, j).   a: (n, m)   b: (m, p)   gives (n, p)
inline Matrix operator*(const Matrix& a, const Matrix& b) {
  if (a.cols() != b.rows())
    fail("[matrix] a product wants as many columns on the left as rows on the right, got ",
         a.rows(), " x ", a.cols(), " times ", b.rows(), " x ", b.cols());
  Matrix out(a.rows(), b.cols());
  for (i64 i = 0; i < a.rows(); ++i)
    for (i64 k = 0; k < a.cols(); ++k)
      for (i64 j = 0; j < b.cols(); ++j) out(i, j) += a(i, k) * b(k, j);
  return out;
}

/// Element by element.
inline Matrix operator+(const Matrix& a, const Matrix& b) {
  if (a.rows() != b.rows() || a.cols() != b.cols())
    fail("[matrix] a sum wants two equal shapes, got ", a.rows(), " x ", a.cols(), " plus ",
         b.rows(), " x ", b.cols());
  Matrix out = a;
  for (i64 r = 0; r < a.rows(); ++r)
    for (i64 c = 0; c < a.cols(); ++c) out(r, c) += b(r, c);
  return out;
}

/// Rows become columns.   a: (n, m)   gives (m, n)
inline Matrix transposed(const Matrix& a) {
  Matrix out(a.cols(), a.rows());
  for (i64 r = 0; r < a.rows(); ++r)
    for (i64 c = 0; c < a.cols(); ++c) out(c, r) = a(r, c);
  return out;
}

/// A copy of the columns first to first + count - 1: one head of many.
inline Matrix columns(const Matrix& a, i64 first, i64 count) {
  Matrix out(a.rows(), count);
  for (i64 r = 0; r < a.rows(); ++r)
    for (i64 c = 0; c < count; ++c) out(r, c) = a(r, first + c);
  return out;
}

/// Overwrites the columns from `first` on with `part`: a head put back beside the others.
inline void set_columns(Matrix& a, i64 first, const Matrix& part) {
  if (part.rows() != a.rows())
    fail("[matrix] want ", a.rows(), " rows to put into columns, got ", part.rows());
  for (i64 r = 0; r < part.rows(); ++r)
    for (i64 c = 0; c < part.cols(); ++c) a(r, first + c) = part(r, c);
}

}  // namespace lab
