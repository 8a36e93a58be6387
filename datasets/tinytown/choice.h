// Every choice that a storyteller makes goes through a Chooser, which keeps the account.
#pragma once
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/real.h"

namespace lab::tinytown {

/// Makes choices and adds up what they cost.
class Chooser {
 public:
  virtual ~Chooser() = default;

  /// Picks option i with probability weights[i] / sum(weights); options of weight 0 are never
  /// picked. `stream` names the source of randomness: two streams never influence each other.
  std::size_t choose(std::string_view stream, std::span<const double> weights);

  /// -ln of the probability of all choices so far.
  double nats() const { return nats_; }

 protected:
  virtual std::size_t pick(std::string_view stream, std::span<const double> weights,
                           double sum) = 0;

 private:
  double nats_ = 0;
};

/// Chooses at random. Each stream is a generator of its own, seeded by `seed` and the stream's
/// name: what the English wording draws can never move what happens in the story. Carries its own
/// generator (splitmix64), so the corpus of a seed stays the same for ever. Source: Steele, Lea,
/// Flood 2014, "Fast Splittable Pseudorandom Number Generators", figure 17.
class RandomChooser : public Chooser {
 public:
  explicit RandomChooser(u64 seed) : seed_(seed) {}

 protected:
  std::size_t pick(std::string_view stream, std::span<const double> weights, double sum) override;

 private:
  u64 seed_;
  std::map<std::string, u64, std::less<>> state_;
};

/// Weights of a list whose first entries are the favourites: 1/(k+4) for k = 0 .. n-1,
/// Zipf's law with a flattened head (Mandelbrot's shift).
std::vector<double> favourites(std::size_t n);

/// One seed out of two numbers, well mixed.
u64 mix_seeds(u64 a, u64 b);

}  // namespace lab::tinytown
