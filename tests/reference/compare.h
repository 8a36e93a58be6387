// Inputs that look random and are the same everywhere, and comparisons with a stated tolerance.
#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/core/rng.h"
#include "engine/core/tensor.h"
#include "engine/ops/ops.h"
#include "tests/reference/error_of.h"
#include "tests/reference/naive.h"

namespace lab::test {

using naive::Doubles;

/// How far a float (double) result may lie from its naive twin, as a share of the largest value.
inline constexpr double kClose = kRealIsDouble ? 1e-12 : 2e-5;

/// A multiple of 2^-24 in [-1/2, 1/2): exact in float; the same formula as in make_golden.py.
inline double hash_unit(u64 key) {
  return double(i64(splitmix64(key) >> 40) - (1 << 23)) / double(1 << 24);
}

/// scale * hash_unit(stream, i).
inline Tensor filled(const Shape& shape, u64 stream, double scale = 2, bool needs_grad = true) {
  const Tensor t = Tensor::empty(shape);
  for (i64 i = 0; i < t.numel(); ++i)
    t.data()[i] = real(scale * hash_unit((stream << 32) + u64(i)));
  return t.set_needs_grad(needs_grad);
}

inline Doubles doubles(const real* values, i64 n) { return {values, values + n}; }
inline Doubles values_of(const Tensor& t) { return doubles(t.data(), t.numel()); }
inline Doubles grad_of(const Tensor& t) { return doubles(t.grad(), t.numel()); }

inline Ids ids_of(std::vector<i32> ids) { return std::make_shared<const std::vector<i32>>(ids); }
/// n ids below `vocab`, with repeats.
inline std::vector<i32> some_ids(i64 n, i64 vocab, u64 stream = 9) {
  std::vector<i32> ids;
  for (i64 i = 0; i < n; ++i) ids.push_back(i32(splitmix64((stream << 32) + u64(i)) % u64(vocab)));
  return ids;
}

/// Every element within `tolerance` times the largest wanted magnitude (at least `smallest`).
inline void expect_close(const std::string& what, const Doubles& got, const Doubles& want,
                         double tolerance = kClose, double smallest = 1e-6) {
  ASSERT_EQ(got.size(), want.size()) << what;
  double largest = smallest;
  for (const double w : want) largest = std::max(largest, std::abs(w));
  for (size_t i = 0; i < want.size(); ++i)
    ASSERT_LE(std::abs(got[i] - want[i]), tolerance * largest)  // also false for NaN
        << what << " [" << i << "]: got " << got[i] << ", want " << want[i];
}

/// Writes `dy` into the gradient of `y` and walks the tape back from there: the loss is <dy, y>.
inline void backward_from(Tape& tape, const Tensor& y, const Doubles& dy) {
  const Tensor loss = Tensor::zeros({1});
  record("seed", loss, [=] {
    for (i64 i = 0; i < y.numel(); ++i) y.grad()[i] += loss.grad()[0] * real(dy[size_t(i)]);
  });
  tape.backward(loss);
}

}  // namespace lab::test
