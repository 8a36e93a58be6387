// From counts to probabilities: five answers to "what about that which was never seen?".
#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "engine/ngram/counts.h"

namespace lab {

enum class Smoothing : u8 { mle, add_k, witten_bell, kneser_ney, modified_kneser_ney };

/// "mle", "addk", "wb", "kn", "mkn", as the command line says them.
std::string_view smoothing_name(Smoothing smoothing);
/// The inverse. Throws UsageError naming the five.
Smoothing smoothing_from(std::string_view name);

/// What is taken from an n-gram seen once, twice, three times or more; index 0 is 0.
using Discounts = std::array<double, 4>;

/// One step of the back-off ladder: what the n-grams of one order say about a token.
struct NgramRung {
  double matched = 0;        ///< 1 if the context of this length was seen
  double context_count = 0;  ///< tokens seen after the context (adjusted counts for Kneser-Ney)
  double types = 0;          ///< different tokens seen after it
  double count = 0;          ///< of the n-gram: raw, or adjusted for Kneser-Ney
  double discount = 0;       ///< taken from that count (add-k: what is added, as -k)
  double weight = 0;         ///< lambda: goes to the next lower order (add-k: to 1/V; MLE: 0 or 1)
  double own = 0;            ///< this order's part of the final probability
  double p = 0;              ///< p(token | context of this length)
};
inline constexpr int kRungFields = 8;

/// An n-gram language model over counts that go on growing. A view: the counts must outlive it.
///
/// Every smoothing is a proper distribution over the predictable tokens for every context: an
/// unseen context leaves everything to the next shorter one (add-k: to 1/V). Below the unigrams
/// stands 1/V, V without a start mark that is never predicted. Const members are safe in several
/// threads while nobody adds to the counts or refreshes.
class NgramModel {
 public:
  /// `k` is what add-k adds. `order` 0 means that of the counts; a lower one asks the shorter
  /// n-grams of the same counts, as if no longer ones were counted (slower for Kneser-Ney: made for
  /// the matrix of bigrams). Throws Error if k is not positive or the order not 0..N.
  NgramModel(const NgramCounts& counts, Smoothing smoothing, double k = 1, int order = 0);

  /// Estimates the discounts again; needed after add() for Kneser-Ney, cheap.
  void refresh();

  const NgramCounts& counts() const { return *counts_; }
  Smoothing smoothing() const { return smoothing_; }
  double k() const { return k_; }
  int order() const { return order_; }
  /// D1, D2, D3+ of order n at index 1, 2, 3. Where counts of counts are zero or give a discount
  /// outside [0, r], as in tiny texts: 0.5, 1, 1.5 (KenLM's --discount_fallback); `estimated` says
  /// which. One-discount Kneser-Ney falls back to 0.5.
  const Discounts& discounts(int n) const { return discounts_[std::size_t(n)]; }
  bool estimated(int n) const { return estimated_[std::size_t(n)]; }

  /// p(id | context). `context` is the text so far, or at least its last order-1 tokens.
  double probability(std::span<const i32> context, i32 id) const;
  double probability(const NgramContext& context, i32 id) const;
  /// The same, and moves the context on by id: a text is scored with order lookups per token.
  double step(NgramContext& context, i32 id) const;

  /// p (V): of every token; sums to 1.
  void distribution(std::span<const i32> context, std::span<double> p) const;
  void distribution(const NgramContext& context, std::span<double> p) const;

  /// rungs (order): unigram first, the longest last; the last p is the probability.
  void ladder(std::span<const i32> context, i32 id, std::vector<NgramRung>& rungs) const;
  void ladder(const NgramContext& context, i32 id, std::vector<NgramRung>& rungs) const;

  /// Total nats of ids that come after `before`: -sum log p. Infinite if one has p = 0 (MLE).
  double nats(std::span<const i32> ids, std::span<const i32> before = {}) const;

  /// Draws `n` tokens after `before`, appended to `out`; `u()` gives numbers in [0, 1). Stops after
  /// the shape's end token if `stop_at_end`.
  template <class Uniform>
  void generate(i64 n, std::span<const i32> before, Uniform&& u, std::vector<i32>& out,
                bool stop_at_end = false) const {
    std::vector<double> p(std::size_t(counts_->vocab_size()));
    NgramContext context = counts_->context_of(before);
    for (; n > 0; --n) {
      distribution(context, p);
      const i32 id = draw(p, u());
      out.push_back(id);
      counts_->advance(context, id);
      if (stop_at_end && id == counts_->shape().end) return;
    }
  }

  /// What one order adds: p(w | context) = own(w) + weight * p(w | shorter context).
  struct Mix {
    double own = 0, weight = 1;
  };
  /// The mix of an n-gram with this count (count_used) after its context. Add-k: the weight goes
  /// to 1/V. A context that was never seen: {0, 1}.
  Mix mix(int n, const NgramFollowers& after, double count) const;
  /// What was seen after a context of n-1 tokens, and how often an n-gram counts: as this model
  /// takes them.
  NgramFollowers followers(int k, u32 context) const;
  double count_used(int n, u32 gram) const;
  /// What stands below the unigrams: 1/V, or 0 for a start mark. Throws Error if `id` is none.
  double lowest(i32 id) const;

 private:
  bool adjusts(int n) const;
  double mix_all(const NgramContext& context, i32 id, const GramPath& found) const;
  static i32 draw(std::span<const double> p, double u);

  const NgramCounts* counts_;
  Smoothing smoothing_;
  double k_;
  int order_;
  std::vector<Discounts> discounts_;  // (order + 1)
  std::vector<bool> estimated_;
};

}  // namespace lab
