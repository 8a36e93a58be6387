// Where n-grams lie: in blocks that never move, found through a table of 4-byte slots.
#pragma once
#include <array>
#include <span>
#include <vector>

#include "engine/core/real.h"
#include "engine/core/rng.h"

namespace lab {

inline constexpr int kMaxNgramOrder = 10;
inline constexpr u32 kNoGram = 0xffffffff;

/// An n-gram: its last token after a context, which is an (n-1)-gram. 24 bytes.
struct Gram {
  u32 context = 0;          ///< the gram of the tokens before the last
  i32 token = 0;            ///< the last token
  u32 count = 0;            ///< times seen
  u32 adjusted = 0;         ///< see NgramCounts
  u32 next = kNoGram;       ///< another gram with this context, or kNoGram
  u32 followers = kNoGram;  ///< none: kNoGram; one: that gram; more: kManyFollowers + a record
};
inline constexpr u32 kManyFollowers = 0x80000000;

/// What is known of a context that more than one token followed.
struct FollowerRecord {
  u32 total = 0, adjusted_total = 0, types = 0, once = 0, twice = 0;  // see NgramFollowers
  u32 first = kNoGram;                                                // head of the list by `next`
};

/// A growing array whose elements stay where they are: no copy when it grows, no slack beyond one
/// block.
template <class T>
class Blocks {
 public:
  static constexpr u32 kBits = 14;
  T& operator[](u32 i) { return blocks_[i >> kBits][i & (kSize - 1)]; }
  const T& operator[](u32 i) const { return blocks_[i >> kBits][i & (kSize - 1)]; }
  i64 size() const { return size_; }
  i64 memory_bytes() const { return i64(blocks_.size()) * kSize * i64(sizeof(T)); }
  /// Returns the number of the new element.
  u32 push(const T& value) {
    if ((size_ & (kSize - 1)) == 0) blocks_.emplace_back(kSize);
    (*this)[u32(size_)] = value;
    return u32(size_++);
  }

 private:
  static constexpr u32 kSize = 1u << kBits;
  std::vector<std::vector<T>> blocks_;
  i64 size_ = 0;
};

/// The grams of one order, by (context, token).
///
/// Open addressing in a table of 2^b slots, at most 3/4 full. A slot holds the gram's number, which
/// needs b bits, and in the bits that remain a piece of the key's hash: a slot of another key is
/// recognised without a look at its gram, which would be a miss of the cache.
struct GramLevel {
  Blocks<Gram> grams;
  Blocks<FollowerRecord> records;  ///< of the contexts that are grams of this order
  std::array<i64, 5> counts{};     ///< [r]: grams with count r; [0]: grams with count > 0
  std::array<i64, 5> adjusted{};   ///< [r]: grams with adjusted count r
  std::vector<u32> slots;
  int bits = 0;

  /// Where the search for a key begins; the slot may be prefetched.
  static u64 hash(u32 context, i32 token) { return splitmix64(u64(context) << 32 | u32(token)); }
  const u32* slot_of(u64 hash) const { return slots.data() + (hash >> (64 - bits)); }
  /// The gram that the first slot of this hash promises, to be prefetched; kNoGram: none.
  u32 promised(u64 hash) const;
  u32 find(u32 context, i32 token, u64 hash) const;
  /// Adds a gram that find() did not find. Throws Error where 2^31 grams are exceeded.
  u32 insert(u32 context, i32 token, u64 hash);
  i64 memory_bytes() const;

 private:
  u32 tag(u64 hash) const { return u32(hash) << bits; }  // the low bits, above the number
  void put(u32 index, u64 hash);
  void grow();
};

}  // namespace lab
