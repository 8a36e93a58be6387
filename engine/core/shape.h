// Sizes of an array, outermost first; at most six.
#pragma once
#include <array>
#include <initializer_list>
#include <string>

#include "engine/core/check.h"
#include "engine/core/real.h"

namespace lab {

class Shape {
 public:
  static constexpr int kMaxRank = 6;

  Shape() = default;
  Shape(std::initializer_list<i64> dims) : Shape(dims.begin(), int(dims.size())) {}
  Shape(const i64* dims, int rank) : rank_(rank) {
    if (rank > kMaxRank) fail("[shape] want at most ", kMaxRank, " dimensions, got ", rank);
    for (int i = 0; i < rank; ++i) {
      if (dims[i] < 0) fail("[shape] dimension ", i, " is negative: ", dims[i]);
      dims_[i] = dims[i];
    }
  }

  int rank() const { return rank_; }
  /// Size of axis i; negative i counts from the end: dim(-1) is the last.
  i64 dim(int i) const {
    const int at = i < 0 ? i + rank_ : i;
    if (at < 0 || at >= rank_) fail("[shape] axis ", i, " of ", str(), " does not exist");
    return dims_[at];
  }
  i64 operator[](int i) const { return dim(i); }
  /// Product of all sizes; 1 for a scalar.
  i64 numel() const {
    i64 n = 1;
    for (int i = 0; i < rank_; ++i) n *= dims_[i];
    return n;
  }
  bool operator==(const Shape& other) const = default;
  /// "(12, 64, 128)".
  std::string str() const {
    std::string out = "(";
    for (int i = 0; i < rank_; ++i) out += cat(i ? ", " : "", dims_[i]);
    return out + ")";
  }

 private:
  std::array<i64, kMaxRank> dims_{};
  int rank_ = 0;
};

}  // namespace lab
