// Exercise 3.4: the author's. One function counts, the other goes up from 1 / V.
#pragma once
#include <algorithm>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "engine/exercise/exercise_check.h"

namespace lab::ex {

/// c(h w) for every w: how many times h w stands in the text or, below the top order, after how
/// many different tokens.
inline std::vector<double> counts_after(std::span<const i32> text, i64 V, std::span<const i32> h,
                                        bool top) {
  std::vector<double> count(static_cast<std::size_t>(V));
  std::set<std::pair<i32, i32>> met;  // (the token before h, w)
  for (std::size_t i = h.size(); i < text.size(); ++i) {
    const std::size_t begin = i - h.size();
    const i32 w = text[i];
    if (!std::equal(h.begin(), h.end(), text.begin() + std::ptrdiff_t(begin))) continue;
    const bool counts = top || (begin > 0 && met.insert({text[begin - 1], w}).second);
    if (counts) count[std::size_t(w)] += 1;
  }
  return count;
}

inline std::vector<double> kneser_ney(std::span<const i32> text, i64 V,
                                      std::span<const i32> context, double D) {
  std::vector<double> p(std::size_t(V), 1 / double(V));
  for (std::size_t n = 1; n <= context.size() + 1; ++n) {
    const bool top = n == context.size() + 1;
    const std::vector<double> c = counts_after(text, V, context.last(n - 1), top);
    double all = 0, kinds = 0;
    for (const double count : c) {
      all += count;
      kinds += count > 0;
    }
    if (all == 0) continue;  // never seen: the shorter context speaks alone
    const double lower = D * kinds / all;
    for (std::size_t w = 0; w < p.size(); ++w) p[w] = std::max(c[w] - D, 0.0) / all + lower * p[w];
  }
  return p;
}

}  // namespace lab::ex
