// How often every n-gram of a text occurred, and after how many different tokens: read on as it
// comes.
#pragma once
#include <array>
#include <span>
#include <vector>

#include "engine/core/real.h"
#include "engine/ngram/gram_store.h"

namespace lab {

/// What is counted. A text is a row of ids 0..V-1; sentences, if there are any, end in `end`.
struct NgramShape {
  int order = 5;              ///< the longest n-gram, 1..10
  i64 vocab_size = 0;         ///< V
  i32 start = -1;             ///< stands before the text and after every `end`; -1: nothing does
  i32 end = -1;               ///< ends a sentence ("</s>"); -1: the text is one run
  bool predict_start = true;  ///< false: `start` is only a mark ("<s>"), never a token of the text
  bool operator==(const NgramShape&) const = default;
};

/// [n]: a gram of order n, kNoGram where it was never seen.
using GramPath = std::array<u32, kMaxNgramOrder + 1>;

/// A place in a text as an n-gram model sees it.
struct NgramContext {
  GramPath gram{};  ///< [k]: the last k tokens as a gram; [0] is 0, the empty one
  int length = 0;   ///< tokens that can be looked back on, at most order-1
};

/// Everything that was counted after one context.
struct NgramFollowers {
  i64 total = 0;            ///< tokens seen after it
  i64 adjusted_total = 0;   ///< sum of their adjusted counts
  i64 types = 0;            ///< different tokens seen after it
  i64 once = 0, twice = 0;  ///< those with adjusted count 1 and 2; the other types have 3 or more
};

/// Counts of all n-grams of orders 1..N.
///
/// The adjusted count of an n-gram shorter than N is the number of different tokens seen before it
/// (its continuation count); an occurrence with nothing before it, at the start of a text or a
/// sentence, counts as itself. N-grams of order N, and those that begin with a start mark, which
/// has nothing before it, so keep their raw counts. Source: Chen & Goodman 1998, "An Empirical
/// Study of Smoothing Techniques for Language Modeling", section 2.7; the exception for <s>:
/// Heafield et al. 2013, "Scalable Modified Kneser-Ney Language Model Estimation", section 3.2.
///
/// All counts are right after every add(). Reading from several threads is safe while none adds. A
/// copy is a deep copy; 24 bytes per n-gram and about 8 more for its place in a table.
class NgramCounts {
 public:
  /// Throws Error unless 1 <= order <= 10, V >= 1, and start and end are ids or -1.
  explicit NgramCounts(const NgramShape& shape);

  /// Reads on where the last call stopped. Throws Error on an id outside 0..V-1, and on a mark
  /// that is never predicted; nothing after such an id is counted.
  void add(std::span<const i32> ids);
  /// The next token stands at the start of a sentence, with `start` before it (-1: nothing). Not
  /// needed where the shape names start and end.
  void begin_sentence(i32 start);

  const NgramShape& shape() const { return shape_; }
  int order() const { return shape_.order; }
  i64 vocab_size() const { return shape_.vocab_size; }
  i64 tokens() const { return tokens_; }  ///< ids read
  i64 predictable() const { return shape_.vocab_size - (shape_.predict_start ? 0 : 1); }

  i64 distinct(int n) const;  ///< different n-grams seen
  i64 distinct() const;       ///< of all orders
  /// Different n-grams seen `count` times; count 1..4.
  i64 count_of_counts(int n, int count) const;
  /// Different n-grams with the adjusted count `count`, 1..4.
  i64 adjusted_count_of_counts(int n, int count) const;

  i64 count(std::span<const i32> ngram) const;           ///< times seen; 1..N tokens
  i64 adjusted_count(std::span<const i32> ngram) const;  ///< see above
  i64 memory_bytes() const;                              ///< held now

  // Walking, for models: a context moves on token by token.

  /// The place before the first token of a text.
  NgramContext start() const;
  /// Where one stands after a text (all of it, or at least its last order-1 tokens).
  NgramContext context_of(std::span<const i32> text) const;
  /// The grams of orders 1 .. length+1 that end in id after this context.
  GramPath look_up(const NgramContext& context, i32 id) const;
  /// Moves on by id.
  void advance(NgramContext& context, i32 id) const { move_on(context, id, look_up(context, id)); }
  /// The same where look_up() was done already.
  void move_on(NgramContext& context, i32 id, const GramPath& found) const;

  /// The gram of order n >= 1 that is `id` after the gram `context`; kNoGram if it was never seen.
  u32 find_gram(int n, u32 context, i32 id) const;
  /// The gram numbered `index` of order n: counts, token, context.
  const Gram& gram(int n, u32 index) const { return levels_[std::size_t(n)].grams[index]; }
  /// Grams of order n are numbered 0 .. grams(n)-1; of order 1 there are V, some with count 0.
  i64 grams(int n) const { return levels_[std::size_t(n)].grams.size(); }
  /// What follows gram `context` of order k; k = 0: everything, its gram is 0.
  NgramFollowers followers(int k, u32 context) const;
  /// The same with raw counts in place of adjusted ones: what it would be if k+1 were the longest
  /// order. Walks through all followers.
  NgramFollowers raw_followers(int k, u32 context) const;
  /// The first gram of order k+1 after a context, k >= 1; the next is gram(k+1, i).next; the last
  /// has kNoGram.
  u32 first_follower(int k, u32 context) const;

 private:
  void begin(NgramContext& context, i32 start) const;
  void read(i32 id);
  u32 find_or_add(int n, i32 id, u64 hash, bool& fresh);
  void link(int n, u32 index);
  void count_one(int n, u32 index, bool adjust);
  void check(i32 id) const;
  const Gram* find(std::span<const i32> ngram) const;

  NgramShape shape_;
  i64 tokens_ = 0;
  std::vector<GramLevel> levels_;  // (order + 1); level 0 holds the empty gram
  NgramContext here_;
};

}  // namespace lab
