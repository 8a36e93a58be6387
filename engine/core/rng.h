// Random numbers whose whole state can be written down: xoshiro256++ seeded by splitmix64.
#pragma once
#include <array>
#include <span>
#include <string>

#include "engine/core/real.h"

namespace lab {

/// One step of splitmix64; also a good hash of a counter (dropout masks).
/// Source: Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators".
inline u64 splitmix64(u64 x) {
  x += 0x9e3779b97f4a7c15u;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

/// Source: Blackman, Vigna 2021, "Scrambled linear pseudorandom number generators", xoshiro256++.
class Rng {
 public:
  explicit Rng(u64 seed);
  u64 next();
  /// Uniform in 0..n-1, without bias; n >= 1.
  u64 below(u64 n);
  /// Uniform in [0, 1) with 53 random bits.
  double uniform();
  /// Standard normal (Box and Muller 1958); one draw uses two uniforms, none is kept back.
  double normal();
  void fill_normal(std::span<real> out, real mean, real std_dev);

  /// The state as text, and back; throws Error if the text is not a state.
  std::string state() const;
  void set_state(const std::string& text);

 private:
  std::array<u64, 4> s_;
};

}  // namespace lab
