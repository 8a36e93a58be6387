// Tables for questions: words and n-grams by 64-bit hash, made once, then only read.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/real.h"

namespace lab {

/// What an ARPA file says of an n-gram.
struct GramWeights {
  float log10_p = 0, backoff = 0;
};

/// N-grams of one order by a 64-bit hash of their words. Open addressing, at most two thirds full.
class GramTable {
 public:
  struct Entry {
    u64 key = 0;  ///< 0: free
    GramWeights weights;
  };

  /// The hash of words, the newest first: begin with 0, then one word after the other.
  static u64 extend(u64 hash, i32 word) {
    // FNV-like: mix in, multiply by an odd constant (2^64 / golden ratio), bring the high bits
    // down.
    hash = (hash ^ (u64(u32(word)) + 1)) * 0x9e3779b97f4a7c15u;
    return hash ^ (hash >> 32);
  }

  /// Makes room for `n` entries in all.
  void reserve(i64 n);
  const GramWeights* find(u64 hash) const {
    if (slots_.empty()) return nullptr;
    const u64 key = key_of(hash);
    for (u64 at = place(key);; at = at + 1 == slots_.size() ? 0 : at + 1) {
      if (slots_[at].key == key) return &slots_[at].weights;
      if (slots_[at].key == 0) return nullptr;
    }
  }
  GramWeights* find(u64 hash) {
    return const_cast<GramWeights*>(static_cast<const GramTable*>(this)->find(hash));
  }
  /// Adds an entry that find() does not find.
  GramWeights& insert(u64 hash, GramWeights weights);
  void prefetch(u64 hash) const {
    if (!slots_.empty()) __builtin_prefetch(&slots_[place(key_of(hash))]);
  }
  i64 size() const { return size_; }
  i64 memory_bytes() const { return i64(slots_.size() * sizeof(Entry)); }

 private:
  static u64 key_of(u64 hash) { return hash == 0 ? 1 : hash; }
  /// Any number of slots, not only powers of two: the high bits of a product.
  u64 place(u64 key) const {
    return u64((__extension__ static_cast<unsigned __int128>(key) * slots_.size()) >> 64);
  }

  std::vector<Entry> slots_;
  i64 size_ = 0;
};

/// Words <-> ids 0, 1, .. in the order in which they were added.
class WordTable {
 public:
  static u64 hash(std::string_view word);
  /// The id of a word, -1 if it has none; `hash` is hash(word).
  i32 find(std::string_view word, u64 hash) const;
  i32 find(std::string_view word) const { return find(word, hash(word)); }
  /// Adds a word that find() does not find. Returns its id.
  i32 add(std::string_view word);
  void prefetch(u64 hash) const { __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]); }
  const std::vector<std::string>& words() const { return words_; }
  i64 size() const { return i64(words_.size()); }
  i64 memory_bytes() const;

 private:
  struct Slot {
    u64 hash = 0;
    i32 id = -1;  ///< -1: free
  };
  void put(u64 hash, i32 id);
  std::vector<Slot> slots_ = std::vector<Slot>(1024);  // a power of two, at most half full
  std::vector<std::string> words_;
};

}  // namespace lab
