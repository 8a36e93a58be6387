// What counting alone can do: the reference lines of the loss chart.
#pragma once
#include <span>
#include <vector>

#include "engine/core/real.h"

namespace lab {

/// n-gram model over token ids, interpolated Witten-Bell smoothing down to the uniform 1/V:
///   p(w | c) = (count(c w) + types(c) * p(w | shorter c)) / (count(c) + types(c))
/// where types(c) is the number of different tokens seen after c. A context never seen passes the
/// question on to the shorter one.
/// Source: Witten and Bell 1991, "The Zero-Frequency Problem", method C; in the interpolated form
/// of Chen and Goodman 1998, "An Empirical Study of Smoothing Techniques", section 2.5.
///
/// All n-grams live in one trie, numbered as they appear: exact for any vocabulary, 32 to 64 bytes
/// for each different n-gram. One thread at a time may train; any number may ask.
class CountModel {
 public:
  /// order: tokens in an n-gram, 1 to 6 (1 ignores the context). vocab_size: V, at least 1.
  /// Throws Error for anything else.
  CountModel(int order, i64 vocab_size);

  /// Counts the n-grams of `ids`; adds to what earlier calls counted. No n-gram crosses two calls.
  /// Throws Error for an id outside [0, V).
  void train(std::span<const i32> ids);

  /// p(id | context): the last order - 1 ids of `context` are used. Sums to 1 over all ids.
  double probability(std::span<const i32> context, i32 id) const;

  /// Mean of -ln p over all of `ids`, each predicted from the order - 1 ids before it (fewer at the
  /// beginning). Throws Error when `ids` is empty or holds an id outside [0, V).
  double nats_per_token(std::span<const i32> ids) const;

  int order() const { return order_; }
  i64 vocab_size() const { return vocab_size_; }
  /// Different n-grams of all lengths 1 .. order seen so far.
  i64 ngrams() const { return static_cast<i64>(nodes_.size()) - 1; }

 private:
  static constexpr int kMaxOrder = 6;
  static constexpr i32 kNone = -1, kRoot = 0;
  struct Node {        // an n-gram, and also the context of longer ones
    i32 count = 0;     // times seen
    i32 followed = 0;  // times seen with a token after it
    i32 types = 0;     // different tokens seen after it
  };
  struct Slot {
    i32 parent = kNone, token = 0, child = kNone;
  };
  /// The nodes of the last 0, 1, .. order - 1 tokens; kNone where never seen.
  struct Context {
    i32 node[kMaxOrder + 1];
  };

  Context start() const;
  i32 find(i32 parent, i32 token) const;
  i32 find_or_add(i32 parent, i32 token);
  std::size_t first_slot(i32 parent, i32 token) const;
  void grow();
  void check(i32 id) const;
  double advance(Context& context, i32 id) const;

  int order_;
  i64 vocab_size_;
  std::vector<Node> nodes_;
  std::vector<Slot> slots_;  // open addressing, size a power of two
};

}  // namespace lab
