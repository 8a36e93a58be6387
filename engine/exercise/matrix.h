// Matrices for exercises: formulas can be written as they stand in a lesson, and an index beyond
// the edge is told instead of read. Plain and slow; what the engine computes with is core/tensor.h.
#pragma once
#include <algorithm>
#include <initializer_list>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/check.h"
#include "engine/core/real.h"

namespace lab {

/// A matrix used in a way that it does not allow; what() in Korean too.
class MatrixError : public Error {
 public:
  MatrixError(const std::string& said, std::string said_ko) : Error(said), ko(std::move(said_ko)) {}
  std::string ko;
};

/// rows x cols numbers. m(r, c) is row r, column c, both counted from 0.
/// Errors: an index beyond the edge and shapes that do not fit throw MatrixError naming both.
class Matrix {
 public:
  Matrix() = default;
  /// All zeros.
  Matrix(i64 rows, i64 cols) : rows_(rows), cols_(cols) {
    if (rows < 0 || cols < 0)
      throw MatrixError(cat("a matrix of ", rows, " x ", cols, ": a size cannot be negative"),
                        cat(rows, " × ", cols, " 행렬: 크기는 음수일 수 없습니다"));
    values_.resize(std::size_t(rows * cols));
  }
  /// Row by row: Matrix({{1, 2}, {3, 4}}).
  Matrix(std::initializer_list<std::initializer_list<real>> rows)
      : rows_(i64(rows.size())), cols_(rows.size() ? i64(rows.begin()->size()) : 0) {
    for (const auto& row : rows) {
      if (i64(row.size()) != cols_)
        throw MatrixError(cat("a matrix needs ", cols_,
                              " numbers in each row, as in the first; got ", row.size()),
                          cat("행렬의 모든 행에는 첫 행처럼 수가 ", cols_, "개 있어야 하는데 ",
                              row.size(), "개인 행이 있습니다"));
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
    if (r < 0 || r >= rows_) out_of_range(cat("row ", r), cat(r, "번 행"));
    return std::size_t(r * cols_);
  }
  std::size_t place(i64 r, i64 c) const {
    if (r < 0 || r >= rows_ || c < 0 || c >= cols_)
      out_of_range(cat("(", r, ", ", c, ")"), cat("(", r, ", ", c, ")"));
    return std::size_t(r * cols_ + c);
  }

  [[noreturn]] void out_of_range(const std::string& what, const std::string& what_ko) const {
    throw MatrixError(cat("an index beyond the edge of a matrix: ", what, ". The matrix is ", rows_,
                          " x ", cols_, ", counted from 0"),
                      cat("행렬의 범위를 벗어났습니다: ", what_ko, ". 이 행렬은 ", rows_, " × ",
                          cols_, "이고 번호는 0부터입니다"));
  }

  i64 rows_ = 0, cols_ = 0;
  std::vector<real> values_;
};

/// The product: (a b)(i, j) = sum over k of a(i, k) b(k, j).   a: (n, m)   b: (m, p)   gives (n, p)
inline Matrix operator*(const Matrix& a, const Matrix& b) {
  if (a.cols() != b.rows())
    throw MatrixError(cat("a product needs as many columns on the left as rows on the right, got ",
                          a.rows(), " x ", a.cols(), " times ", b.rows(), " x ", b.cols()),
                      cat("행렬 곱에서는 왼쪽의 열 수와 오른쪽의 행 수가 같아야 합니다: ", a.rows(),
                          " × ", a.cols(), " 곱하기 ", b.rows(), " × ", b.cols()));
  Matrix out(a.rows(), b.cols());
  for (i64 i = 0; i < a.rows(); ++i)
    for (i64 k = 0; k < a.cols(); ++k)
      for (i64 j = 0; j < b.cols(); ++j) out(i, j) += a(i, k) * b(k, j);
  return out;
}

/// Element by element.
inline Matrix operator+(const Matrix& a, const Matrix& b) {
  if (a.rows() != b.rows() || a.cols() != b.cols())
    throw MatrixError(cat("a sum needs two equal shapes, got ", a.rows(), " x ", a.cols(), " plus ",
                          b.rows(), " x ", b.cols()),
                      cat("행렬 합에서는 두 모양이 같아야 합니다: ", a.rows(), " × ", a.cols(),
                          " 더하기 ", b.rows(), " × ", b.cols()));
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
    throw MatrixError(
        cat("columns of ", part.rows(), " rows do not fit into a matrix of ", a.rows(), " rows"),
        cat("행이 ", part.rows(), "개인 열은 행이 ", a.rows(), "개인 행렬에 들어가지 않습니다"));
  for (i64 r = 0; r < part.rows(); ++r)
    for (i64 c = 0; c < part.cols(); ++c) a(r, first + c) = part(r, c);
}

}  // namespace lab
