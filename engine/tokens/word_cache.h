// The ids of pieces met before: most of a text is the same few thousand words.
#pragma once
#include <algorithm>
#include <cstring>
#include <string_view>
#include <vector>

#include "engine/core/real.h"

namespace lab {

/// A piece of at most 24 bytes as three words, zero-padded: what the cache compares.
struct PieceKey {
  static constexpr i64 kMaxBytes = 24;
  u64 words[3] = {0, 0, 0};
  u8 length = 0;

  /// REQUIRES: 1 <= piece.size() <= kMaxBytes. Bytes from the piece's start to `readable_end` may
  /// be read: whole words are loaded where the text is long enough, and masked.
  static PieceKey of(std::string_view piece, const char* readable_end) {
    PieceKey key;
    const i64 n = i64(piece.size());
    key.length = u8(n);
    if (readable_end - piece.data() < kMaxBytes) {
      std::memcpy(key.words, piece.data(), size_t(n));
      return key;
    }
    std::memcpy(key.words, piece.data(), kMaxBytes);
    for (i64 i = 0; i < 3; ++i) {
      const i64 bytes = n - 8 * i;  // of the piece in this word
      key.words[i] &= bytes >= 8 ? ~u64(0) : bytes <= 0 ? 0 : (u64(1) << (8 * bytes)) - 1;
    }
    return key;
  }

  u64 hash() const {
    u64 h = words[0] * 0x9e3779b97f4a7c15u ^ (words[1] + length) * 0xc2b2ae3d27d4eb4fu ^
            words[2] * 0x165667b19e3779f9u;
    h ^= h >> 32;
    return h * 0x9e3779b97f4a7c15u;
  }
};

/// Direct-mapped like a CPU's cache: each piece has one place of 64 bytes, and the newest keeps it.
/// So it never grows, and what it holds changes no result. One thread at a time.
class WordCache {
 public:
  static constexpr i64 kMaxIds = 9;

  WordCache() : entries_(size_t(1) << kBits) {}

  /// Appends the ids of a piece if they are here.
  bool append(const PieceKey& key, u64 hash, std::vector<i32>& ids) const {
    const Entry& entry = entries_[hash >> (64 - kBits)];
    if (entry.length != key.length || entry.words[0] != key.words[0] ||
        entry.words[1] != key.words[1] || entry.words[2] != key.words[2])
      return false;
    ids.insert(ids.end(), entry.ids, entry.ids + entry.count);
    return true;
  }

  /// Remembers ids if there are at most kMaxIds.
  void keep(const PieceKey& key, u64 hash, const i32* ids, i64 n) {
    if (n > kMaxIds) return;
    Entry& entry = entries_[hash >> (64 - kBits)];
    std::copy(key.words, key.words + 3, entry.words);
    entry.length = key.length, entry.count = u8(n);
    std::copy(ids, ids + n, entry.ids);
  }

 private:
  static constexpr int kBits = 16;  // 4 MB
  struct alignas(64) Entry {
    u64 words[3];
    i32 ids[kMaxIds];
    u8 length = 0;  // 0: empty
    u8 count = 0;
  };
  static_assert(sizeof(Entry) == 64);
  std::vector<Entry> entries_;
};

}  // namespace lab
