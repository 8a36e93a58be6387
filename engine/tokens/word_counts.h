// How often each piece stands in a text.
#pragma once
#include <algorithm>
#include <cstring>
#include <string_view>
#include <vector>

#include "engine/core/real.h"

namespace lab {

/// Distinct pieces in the order in which they first came, with their counts. Pieces are views: the
/// text must outlive this.
class WordCounts {
 public:
  struct Word {
    std::string_view text;
    i64 count = 0;
  };

  void add(std::string_view piece, i64 count = 1) {
    if (words_.size() * 2 >= slots_.size()) grow();
    const u64 hash = hash_of(piece);
    u64 at = hash >> shift_;
    while (slots_[at].word >= 0 && (slots_[at].hash != hash || text(slots_[at]) != piece))
      at = (at + 1) & (slots_.size() - 1);
    Slot& slot = slots_[at];
    if (slot.word < 0) {
      slot = {hash, i64(words_.size())};
      words_.push_back({piece, 0});
    }
    words_[size_t(slot.word)].count += count;
  }

  const std::vector<Word>& words() const { return words_; }

 private:
  struct Slot {
    u64 hash = 0;
    i64 word = -1;
  };

  std::string_view text(const Slot& slot) const { return words_[size_t(slot.word)].text; }

  /// Eight bytes at a time; good enough for words, not meant against an adversary.
  static u64 hash_of(std::string_view piece) {
    u64 h = piece.size() * 0xc2b2ae3d27d4eb4fu;
    for (size_t at = 0; at < piece.size(); at += 8) {
      u64 word = 0;
      std::memcpy(&word, piece.data() + at, std::min<size_t>(8, piece.size() - at));
      h = (h ^ word) * 0x9e3779b97f4a7c15u;
      h ^= h >> 32;
    }
    return h * 0x9e3779b97f4a7c15u;
  }

  void grow() {
    const size_t bigger = slots_.empty() ? size_t(1) << 12 : slots_.size() * 2;
    std::vector<Slot> old(bigger);
    old.swap(slots_);
    shift_ = 64;
    for (size_t n = bigger; n > 1; n /= 2) --shift_;
    for (const Slot& slot : old) {
      if (slot.word < 0) continue;
      u64 at = slot.hash >> shift_;
      while (slots_[at].word >= 0) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = slot;
    }
  }

  std::vector<Slot> slots_;
  std::vector<Word> words_;
  int shift_ = 64;
};

}  // namespace lab
