// A hash map from u64 to u64 made for looking up: one array, linear probing, nothing is removed.
#pragma once
#include <cstddef>
#include <utility>
#include <vector>

#include "engine/core/real.h"

namespace lab {

/// Keys and values are any u64 but kNone. A lookup is one multiplication and, nearly always, one or
/// two neighbouring slots of 16 bytes.
class FlatMap {
 public:
  static constexpr u64 kNone = ~u64(0);

  /// Room for `expected` keys without growing.
  explicit FlatMap(i64 expected = 0) { make_room(expected); }

  /// The value of a key, kNone if there is none.
  u64 find(u64 key) const {
    for (u64 at = home(key);; at = (at + 1) & mask_) {
      if (slots_[at].key == key) return slots_[at].value;
      if (slots_[at].key == kNone) return kNone;
    }
  }

  /// The place of a key's value, kNone in it if the key is new. Valid until the next call.
  u64& operator[](u64 key) {
    if (u64(size_) * 2 >= mask_) make_room(size_ * 2);
    u64 at = home(key);
    while (slots_[at].key != key && slots_[at].key != kNone) at = (at + 1) & mask_;
    if (slots_[at].key == kNone) {
      slots_[at].key = key;
      ++size_;
    }
    return slots_[at].value;
  }

  i64 size() const { return size_; }

 private:
  struct Slot {
    u64 key = kNone, value = kNone;
  };

  /// Fibonacci hashing: the top bits of key * 2^64 / golden ratio.
  u64 home(u64 key) const { return (key * 0x9e3779b97f4a7c15u) >> shift_; }

  /// Slots: a power of two, at most half of them used by `expected` keys.
  void make_room(i64 expected) {
    int bits = 4;
    while ((i64(1) << bits) < expected * 2 + 8) ++bits;
    std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(size_t(1) << bits));
    mask_ = (u64(1) << bits) - 1, shift_ = 64 - bits;
    for (const Slot& slot : old) {
      if (slot.key == kNone) continue;
      u64 at = home(slot.key);
      while (slots_[at].key != kNone) at = (at + 1) & mask_;
      slots_[at] = slot;
    }
  }

  std::vector<Slot> slots_;
  u64 mask_ = 0;
  int shift_ = 64;
  i64 size_ = 0;
};

/// Two ids as one key.
constexpr u64 pair_key(i32 left, i32 right) { return u64(u32(left)) << 32 | u32(right); }

}  // namespace lab
