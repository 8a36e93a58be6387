// The scalar types that every room shares.
#pragma once
#include <cstdint>

namespace lab {

using i8 = std::int8_t;
using i32 = std::int32_t;
using i64 = std::int64_t;
using u8 = std::uint8_t;
using u32 = std::uint32_t;
using u64 = std::uint64_t;

/// The number type of weights, activations and gradients: float, or double with -DLAB_DOUBLE=ON.
/// Gradient checks want double: finite differences agree to 4e-8 there, to 5e-2 in float.
#ifdef LAB_DOUBLE
using real = double;
inline constexpr bool kRealIsDouble = true;
#else
using real = float;
inline constexpr bool kRealIsDouble = false;
#endif

/// Width of the widest vectors that this build may use.
#if defined(__AVX512F__)
inline constexpr int kVectorBytes = 64;
#elif defined(__AVX__)
inline constexpr int kVectorBytes = 32;
#else
inline constexpr int kVectorBytes = 16;
#endif

}  // namespace lab

#define LAB_RESTRICT __restrict__
#define LAB_PRAGMA(text) _Pragma(#text)
/// Lets the compiler reorder the sum over the named variables in the next loop, and only there.
#define LAB_SIMD_SUM(...) LAB_PRAGMA(omp simd reduction(+ : __VA_ARGS__))
/// Promises that the iterations of the next loop do not depend on each other.
#define LAB_SIMD LAB_PRAGMA(omp simd)
