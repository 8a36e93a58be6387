#include "datasets/tinytown/choice.h"

#include <cmath>
#include <numeric>

#include "engine/core/check.h"

namespace lab::tinytown {
namespace {

/// Advances the state and returns 64 mixed bits (splitmix64; constants from the paper's code).
u64 splitmix(u64& state) {
  u64 z = state += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

u64 hash_name(std::string_view name) {
  u64 hash = 0xcbf29ce484222325u;  // FNV-1a: offset basis and prime for 64 bits
  for (const unsigned char c : name) hash = (hash ^ c) * 0x100000001b3u;
  return hash;
}

}  // namespace

std::size_t Chooser::choose(std::string_view stream, std::span<const double> weights) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  if (!(sum > 0)) fail("tinytown: no option to choose from in '", stream, "'");
  const std::size_t chosen = pick(stream, weights, sum);
  nats_ -= std::log(weights[chosen] / sum);
  return chosen;
}

std::size_t RandomChooser::pick(std::string_view stream, std::span<const double> weights,
                                double sum) {
  auto found = state_.find(stream);
  if (found == state_.end())
    found = state_.emplace(stream, mix_seeds(seed_, hash_name(stream))).first;
  const double uniform = static_cast<double>(splitmix(found->second) >> 11) * 0x1p-53;
  double rest = uniform * sum;
  std::size_t last = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] <= 0) continue;
    last = i;
    if (rest < weights[i]) return i;
    rest -= weights[i];
  }
  return last;  // rounding ate the end of the line
}

std::vector<double> favourites(std::size_t n) {
  std::vector<double> weights(n);
  for (std::size_t k = 0; k < n; ++k) weights[k] = 1.0 / static_cast<double>(k + 4);
  return weights;
}

u64 mix_seeds(u64 a, u64 b) {
  u64 state = a;
  state = splitmix(state) ^ b;
  return splitmix(state);
}

}  // namespace lab::tinytown
