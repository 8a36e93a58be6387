// N-gram counts and probabilities once more, from the definitions: maps, recursion, whole texts.
#pragma once
#include <map>
#include <vector>

#include "engine/ngram/model.h"

namespace lab::test {

using Ngram = std::vector<i32>;

/// Reads the whole text anew for every question.
class NaiveNgrams {
 public:
  NaiveNgrams(const NgramShape& shape, std::span<const i32> text);

  i64 count(const Ngram& ngram) const;
  /// Kneser-Ney's: different left neighbours, an occurrence without one counting itself.
  i64 adjusted(const Ngram& ngram) const;
  /// All n-grams of order n that can be predicted, with counts of either kind.
  std::map<Ngram, i64> all(int n, bool adjusted) const;

  /// p(id | the last order-1 of `context`, cut at the beginning of its sentence).
  double probability(Smoothing smoothing, double k, const Ngram& context, i32 id) const;

 private:
  using Sentence = std::vector<i32>;  // with its start mark, if there is one
  double p(Smoothing smoothing, double k, const Ngram& context, i32 id) const;
  std::vector<double> discounts(Smoothing smoothing, int n) const;

  NgramShape shape_;
  std::vector<Sentence> sentences_;
};

/// A random text over the shape's predictable ids, some of them much more frequent than others;
/// sentence ends are sprinkled in where the shape has them.
std::vector<i32> random_text(const NgramShape& shape, i64 length, u64 seed);

}  // namespace lab::test
