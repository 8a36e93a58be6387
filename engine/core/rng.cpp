#include "engine/core/rng.h"

#include <bit>
#include <charconv>
#include <cmath>
#include <numbers>

#include "engine/core/check.h"

namespace lab {

Rng::Rng(u64 seed) {
  for (u64& word : s_) {
    word = splitmix64(seed);
    seed += 0x9e3779b97f4a7c15u;
  }
}

u64 Rng::next() {
  const u64 result = std::rotl(s_[0] + s_[3], 23) + s_[0];
  const u64 t = s_[1] << 17;
  s_[2] ^= s_[0];
  s_[3] ^= s_[1];
  s_[1] ^= s_[2];
  s_[0] ^= s_[3];
  s_[2] ^= t;
  s_[3] = std::rotl(s_[3], 45);
  return result;
}

u64 Rng::below(u64 n) {
  // 2^64 mod n draws are thrown away; the rest holds every remainder equally often.
  const u64 limit = -n % n;
  for (;;) {
    const u64 draw = next();
    if (draw >= limit) return draw % n;
  }
}

double Rng::uniform() { return double(next() >> 11) * 0x1p-53; }

double Rng::normal() {
  const double u = 1 - uniform();  // (0, 1]: log stays finite
  return std::sqrt(-2 * std::log(u)) * std::cos(2 * std::numbers::pi * uniform());
}

void Rng::fill_normal(std::span<real> out, real mean, real std_dev) {
  for (real& x : out) x = real(mean + std_dev * normal());
}

std::string Rng::state() const { return cat(s_[0], ' ', s_[1], ' ', s_[2], ' ', s_[3]); }

void Rng::set_state(const std::string& text) {
  std::array<u64, 4> words;
  const char* at = text.data();
  const char* const end = at + text.size();
  for (u64& word : words) {
    while (at < end && *at == ' ') ++at;
    const auto [next, error] = std::from_chars(at, end, word);
    if (error != std::errc()) fail("[rng] not a state of four numbers: \"", text, "\"");
    at = next;
  }
  if (at != end || words == std::array<u64, 4>{})
    fail("[rng] not a state of four numbers: \"", text, "\"");
  s_ = words;
}

}  // namespace lab
