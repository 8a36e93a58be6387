// A model of bytes that needs no training: it counts while it codes, and the decoder counts along.
#pragma once
#include <array>
#include <span>
#include <vector>

#include "engine/coding/symbols.h"

namespace lab {

/// Interpolated modified Kneser-Ney over all contexts of 0 to `order` symbols, counted on the way:
///   p_k(s | c) = (count(c s) - D(count)) / total(c) + lambda(c) * p_{k-1}(s | shorter c)
/// and 1 / symbols below order 0. The longest context counts how often it saw s; a shorter one only
/// when the next longer one saw s for the first time, which makes its counts continuation counts.
/// Whole numbers throughout: the same symbols give the same frequencies on every machine.
/// Source: Chen and Goodman 1998, "An Empirical Study of Smoothing Techniques", eq. 26 (discounts)
/// and section 4.1.6; counting by "update exclusion": Moffat 1990, "Implementing the PPM Data
/// Compression Scheme".
class AdaptiveNgram final : public SymbolModel {
 public:
  static constexpr int kMaxOrder = 16;

  /// order: symbols of context, 0 to kMaxOrder; symbols: different ones, 2 to 65536. Throws Error.
  AdaptiveNgram(int order, int symbols);

  std::span<const u32> frequencies() override;
  void append(i32 symbol) override;

  int symbols() const { return int(frequencies_.size()); }
  /// Different contexts remembered; it stops learning new ones at about 32 million (512 MB).
  i64 contexts() const { return i64(nodes_.size()); }

 private:
  static constexpr u32 kNone = 0;  // the root is nobody's child
  struct Node {                    // a string of symbols; its children are one longer
    u32 child = kNone, sibling = kNone, count = 0, symbol = 0;
  };
  struct Follower {
    u32 node = kNone, symbol = 0, count = 0;
  };
  struct Discounts {
    std::array<u64, 5> with_count{};  // n-grams that were seen 1, 2, 3, 4 times; [0] unused
    std::array<u64, 4> value{};       // D(1), D(2), D(3 and more) in 2^-16; [0] unused
    void refresh();
  };

  void add_order(std::size_t k);
  u32 find(std::size_t k, u32 symbol) const;
  u32 add_child(u32 parent, u32 symbol);
  void count(std::size_t k, u32 child);

  std::size_t order_;
  std::vector<Node> nodes_;
  std::vector<u32> frequencies_;  // (symbols)
  // (order + 1) nodes of the last 0, 1, .. symbols; known_ of them
  std::vector<u32> context_, next_;
  std::size_t known_ = 1;
  // What followed each context, laid side by side: those of context k begin at begins_[k].
  std::vector<Follower> followers_;
  std::vector<std::size_t> begins_;   // (order + 2)
  std::vector<Discounts> discounts_;  // (order + 1)
  i64 appended_ = 0;
  bool fresh_ = false;  // frequencies_ belong to the present context
};

}  // namespace lab
