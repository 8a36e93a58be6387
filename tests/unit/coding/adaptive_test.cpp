// The adaptive n-gram against its formula, written out with maps and doubles.
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "engine/coding/adaptive_ngram.h"
#include "engine/core/rng.h"
#include "tests/reference/error_of.h"

namespace lab::test {
namespace {

using Text = std::vector<i32>;

/// Interpolated modified Kneser-Ney with counts of contexts, straight from the paper.
class Oracle {
 public:
  Oracle(std::size_t order, int symbols) : order_(order), symbols_(symbols), d_(order + 1) {
    refresh();
  }

  double p(i32 symbol) const {
    double p = 1.0 / symbols_;
    for (std::size_t k = 0; k <= std::min(order_, text_.size()); ++k) {
      const auto found = after_.find(context(k));
      if (found == after_.end()) continue;
      double total = 0, mass = 0, own = 0;
      for (const auto& [s, n] : found->second) {
        const double d = d_[k][std::size_t(std::min<i64>(n, 3))];
        total += double(n), mass += d;
        if (s == symbol) own = double(n) - d;
      }
      p = own / total + mass / total * p;
    }
    return p;
  }

  void append(i32 symbol) {
    bool counting = true;
    for (std::size_t k = std::min(order_, text_.size()) + 1; k-- > 0;) {
      // A context that was only ever passed over counts nothing, but it is known from then on.
      auto& counts = after_[context(k)];
      const bool seen = counts.count(symbol) > 0;
      counts[symbol] += counting;
      counting = counting && !seen;
    }
    text_.push_back(symbol);
    if (text_.size() % 64 == 0) refresh();
  }

 private:
  Text context(std::size_t k) const { return {text_.end() - std::ptrdiff_t(k), text_.end()}; }

  void refresh() {
    for (std::size_t k = 0; k <= order_; ++k) {
      double n[5] = {0, 32, 12, 6, 4};
      for (const auto& [c, counts] : after_)
        if (c.size() == k)
          for (const auto& [s, count] : counts)
            if (count >= 1 && count <= 4) n[count] += 1;
      const double y = n[1] / (n[1] + 2 * n[2]);
      for (int i = 1; i <= 3; ++i)
        d_[k][std::size_t(i)] =
            std::clamp(i - (i + 1) * y * n[i + 1] / n[i], i / 8.0, i - 1 / 16.0);
    }
  }

  std::size_t order_;
  int symbols_;
  Text text_;
  std::map<Text, std::map<i32, i64>> after_;
  std::vector<std::array<double, 4>> d_;
};

/// A text with repetitions in it, so that long contexts come back.
Text repeating_text(Rng& rng, std::size_t n, int symbols) {
  Text text;
  while (text.size() < n) {
    if (text.size() > 20 && rng.next() % 4) {
      const std::size_t from = rng.next() % (text.size() - 8);
      for (std::size_t i = 0; i < 8; ++i) text.push_back(text[from + i]);
    } else {
      text.push_back(i32(rng.next() % u64(symbols)));
    }
  }
  return text;
}

TEST(AdaptiveNgram, EqualsItsFormula) {
  Rng rng(3);
  for (const int order : {0, 1, 2, 4}) {
    constexpr int kSymbols = 7;
    AdaptiveNgram model(order, kSymbols);
    Oracle oracle(std::size_t(order), kSymbols);
    for (const i32 symbol : repeating_text(rng, 500, kSymbols)) {
      const std::span<const u32> frequencies = model.frequencies();
      double sum = 0;
      for (const u32 f : frequencies) sum += f;
      EXPECT_NEAR(sum, 1 << 24, 64);
      for (i32 s = 0; s < kSymbols; ++s)
        ASSERT_NEAR(frequencies[std::size_t(s)] / sum, oracle.p(s), 2e-5)
            << "order " << order << ", symbol " << s;
      model.append(symbol);
      oracle.append(symbol);
    }
  }
}

TEST(AdaptiveNgram, LearnsWhatRepeats) {
  AdaptiveNgram model(3, 256);
  const std::string text = "a rose is a rose is a rose is ";
  for (const char c : text) model.append(static_cast<unsigned char>(c));
  const std::span<const u32> frequencies = model.frequencies();
  EXPECT_GT(frequencies['a'], u32(1) << 23);  // more than a half
}

TEST(AdaptiveNgram, WhatMakesNoSenseIsRefused) {
  EXPECT_NE(error_of([] { AdaptiveNgram(-1, 256); }).find("order"), std::string::npos);
  EXPECT_NE(error_of([] { AdaptiveNgram(17, 256); }).find("order"), std::string::npos);
  EXPECT_NE(error_of([] { AdaptiveNgram(1, 1); }).find("symbols"), std::string::npos);
  AdaptiveNgram model(2, 4);
  EXPECT_NE(error_of([&] { model.append(4); }).find("0 to 3"), std::string::npos);
  EXPECT_NE(error_of([&] { model.append(-1); }).find("0 to 3"), std::string::npos);
}

}  // namespace
}  // namespace lab::test
