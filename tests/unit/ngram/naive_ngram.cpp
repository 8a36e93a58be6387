#include "tests/unit/ngram/naive_ngram.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "engine/core/rng.h"

namespace lab::test {

NaiveNgrams::NaiveNgrams(const NgramShape& shape, std::span<const i32> text) : shape_(shape) {
  const auto fresh = [&] { return shape.start >= 0 ? Sentence{shape.start} : Sentence{}; };
  Sentence now = fresh();
  for (const i32 id : text) {
    now.push_back(id);
    if (id != shape.end) continue;
    sentences_.push_back(now);
    now = fresh();
  }
  sentences_.push_back(now);
}

static bool matches(const std::vector<i32>& sentence, std::size_t at, const Ngram& ngram) {
  return at + ngram.size() <= sentence.size() &&
         std::equal(ngram.begin(), ngram.end(), sentence.begin() + std::ptrdiff_t(at));
}

i64 NaiveNgrams::count(const Ngram& ngram) const {
  i64 count = 0;
  const std::size_t marks = shape_.start >= 0 ? 1 : 0;  // the mark itself is no token
  for (const Sentence& sentence : sentences_)
    for (std::size_t at = 0; at < sentence.size(); ++at)
      count += at + ngram.size() > marks && matches(sentence, at, ngram);
  return count;
}

i64 NaiveNgrams::adjusted(const Ngram& ngram) const {
  if (int(ngram.size()) == shape_.order) return count(ngram);
  std::set<i32> before;
  i64 alone = 0;
  const std::size_t marks = shape_.start >= 0 ? 1 : 0;
  for (const Sentence& sentence : sentences_)
    for (std::size_t at = 0; at < sentence.size(); ++at) {
      if (at + ngram.size() <= marks || !matches(sentence, at, ngram)) continue;
      if (at == 0)
        ++alone;
      else
        before.insert(sentence[at - 1]);
    }
  return alone + i64(before.size());
}

std::map<Ngram, i64> NaiveNgrams::all(int n, bool adjust) const {
  std::map<Ngram, i64> found;
  for (const Sentence& sentence : sentences_)
    for (std::size_t end = std::size_t(n); end <= sentence.size(); ++end) {
      const Ngram ngram(sentence.begin() + std::ptrdiff_t(end) - n,
                        sentence.begin() + std::ptrdiff_t(end));
      if (shape_.start >= 0 && end == 1) continue;
      found[ngram] = 0;
    }
  for (auto& [ngram, c] : found) c = adjust ? adjusted(ngram) : count(ngram);
  return found;
}

std::vector<double> NaiveNgrams::discounts(Smoothing smoothing, int n) const {
  double n1 = 0, n2 = 0, n3 = 0, n4 = 0;
  for (const auto& [ngram, c] : all(n, true))
    n1 += c == 1, n2 += c == 2, n3 += c == 3, n4 += c == 4;
  const double Y = n1 / (n1 + 2 * n2);
  if (smoothing == Smoothing::kneser_ney) {
    const double D = n1 == 0 || n2 == 0 ? 0.5 : Y;
    return {0, D, D, D};
  }
  const std::vector<double> fallback = {0, 0.5, 1, 1.5};
  if (n1 == 0 || n2 == 0 || n3 == 0) return fallback;
  const std::vector<double> D = {0, 1 - 2 * Y * n2 / n1, 2 - 3 * Y * n3 / n2, 3 - 4 * Y * n4 / n3};
  for (std::size_t r = 1; r <= 3; ++r)
    if (D[r] < 0 || D[r] > double(r)) return fallback;
  return D;
}

double NaiveNgrams::probability(Smoothing smoothing, double k, const Ngram& context, i32 id) const {
  Ngram seen;  // since the last start of a sentence
  if (shape_.start >= 0) seen.push_back(shape_.start);
  for (const i32 token : context) {
    seen.push_back(token);
    if (token == shape_.end) seen = shape_.start >= 0 ? Ngram{shape_.start} : Ngram{};
  }
  const std::size_t used = std::min(seen.size(), std::size_t(shape_.order) - 1);
  return p(smoothing, k, Ngram(seen.end() - std::ptrdiff_t(used), seen.end()), id);
}

double NaiveNgrams::p(Smoothing smoothing, double k, const Ngram& context, i32 id) const {
  const int n = int(context.size()) + 1;
  const double V = double(shape_.vocab_size) - (shape_.predict_start ? 0 : 1);
  const bool mark = !shape_.predict_start && id == shape_.start;
  const double uniform = mark ? 0 : 1 / V;
  const bool kneser =
      smoothing == Smoothing::kneser_ney || smoothing == Smoothing::modified_kneser_ney;
  double total = 0, types = 0, own = 0, taken = 0;
  const std::vector<double> D = kneser ? discounts(smoothing, n) : std::vector<double>(4);
  for (i32 w = 0; w < shape_.vocab_size; ++w) {
    if (!shape_.predict_start && w == shape_.start) continue;
    Ngram ngram = context;
    ngram.push_back(w);
    const i64 c = kneser ? adjusted(ngram) : count(ngram);
    total += double(c), types += c > 0;
    taken += D[std::size_t(std::min<i64>(c, 3))];
    if (w == id) own = double(c) - D[std::size_t(std::min<i64>(c, 3))];
  }
  const auto shorter = [&] {
    return n == 1 ? uniform : p(smoothing, k, Ngram(context.begin() + 1, context.end()), id);
  };
  if (smoothing == Smoothing::add_k)
    return total == 0 ? uniform : mark ? 0 : (own + k) / (total + k * V);
  if (total == 0) return shorter();
  if (smoothing == Smoothing::mle) return own / total;
  if (smoothing == Smoothing::witten_bell) return (own + types * shorter()) / (total + types);
  return own / total + taken / total * shorter();
}

std::vector<i32> random_text(const NgramShape& shape, i64 length, u64 seed) {
  Rng rng(seed);
  std::vector<i32> text;
  while (i64(text.size()) < length) {
    const double u = rng.uniform();
    const i32 id = i32(double(shape.vocab_size) * u * u * u);
    if (id == shape.start && !shape.predict_start) continue;
    text.push_back(rng.below(6) == 0 && shape.end >= 0 ? shape.end : id);
  }
  return text;
}

}  // namespace lab::test
