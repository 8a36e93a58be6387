// exp, sigmoid, tanh and GELU written so that the compiler can run them on whole vectors.
#pragma once
#include <algorithm>
#include <bit>
#include <cmath>

#include "engine/core/real.h"

namespace lab {

/// e^x, relative error below 2e-7 (1 to 2 units in the last place) for -87.3 <= x <= 88.37;
/// 0 below, e^88.37 above (no infinities), NaN for NaN.
///   x = n ln2 + r with |r| <= ln2/2, e^x = 2^n e^r, e^r by its Taylor polynomial of degree 7.
/// ln2 is kept in two parts so that n ln2 loses nothing (Cody, Waite 1980).
inline float exp_vec(float x) {
  constexpr float kLog2e = 1.44269504f, kLn2High = 0.693359375f, kLn2Low = -2.12194440e-4f;
  // 88.37 < 127.5 ln2: n stays below 128, where 2^n would be infinite. NaN takes the low end.
  const float clamped = x > -87.3f ? std::min(x, 88.37f) : -87.3f;
  const float n = std::floor(clamped * kLog2e + 0.5f);
  const float r = (clamped - n * kLn2High) - n * kLn2Low;
  float p = 1.f / 5040;
  p = p * r + 1.f / 720;
  p = p * r + 1.f / 120;
  p = p * r + 1.f / 24;
  p = p * r + 1.f / 6;
  p = p * r + 0.5f;
  p = p * r + 1;
  p = p * r + 1;
  const float scaled = std::bit_cast<float>((i32(n) + 127) << 23) * p;
  return x < -87.3f ? 0.f : x != x ? x : scaled;
}
inline double exp_vec(double x) { return std::exp(x); }

inline real sigmoid(real x) { return 1 / (1 + exp_vec(-x)); }

/// tanh x, relative error below 4e-7. (1 - e^-2|x|) / (1 + e^-2|x|) cancels near 0: there the
/// Taylor polynomial of degree 9, whose next term is 8e-9 of x at 1/4.
inline float tanh_vec(float x) {
  const float size = std::abs(x), e = exp_vec(-2 * size), square = x * x;
  float p = 62.f / 2835;
  p = p * square - 17.f / 315;
  p = p * square + 2.f / 15;
  p = p * square - 1.f / 3;
  p = p * square + 1;
  return size < 0.25f ? x * p : std::copysign((1 - e) / (1 + e), x);
}
inline double tanh_vec(double x) { return std::tanh(x); }

/// GELU with the tanh approximation of GPT-2, written with a sigmoid: (1 + tanh u) / 2 = s(2u).
/// Source: Hendrycks, Gimpel 2016, "Gaussian error linear units", section 2.
// [gelu]
inline constexpr real kGeluScale = real(1.5957691216057308);  // 2 sqrt(2 / pi)
inline constexpr real kGeluCube = real(0.044715);
inline real gelu(real x) { return x * sigmoid(kGeluScale * (x + kGeluCube * x * x * x)); }
// [/gelu]
/// gelu(x) and dgelu/dx, which share the sigmoid.
struct GeluPoint {
  real value, slope;
};
inline GeluPoint gelu_point(real x) {
  const real s = sigmoid(kGeluScale * (x + kGeluCube * x * x * x));
  return {x * s, s + x * s * (1 - s) * kGeluScale * (1 + 3 * kGeluCube * x * x)};
}
inline real gelu_slope(real x) { return gelu_point(x).slope; }

}  // namespace lab
