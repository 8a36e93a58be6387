#include "engine/ngram/gram_table.h"

#include <cstring>

#include "engine/core/rng.h"

namespace lab {

void GramTable::reserve(i64 n) {
  const u64 wanted = u64(n) + u64(n) / 2 + 1;
  if (wanted <= slots_.size()) return;
  std::vector<Entry> old(wanted);
  old.swap(slots_);
  size_ = 0;
  for (const Entry& entry : old)
    if (entry.key != 0) insert(entry.key, entry.weights);
}

GramWeights& GramTable::insert(u64 hash, GramWeights weights) {
  if (u64(size_) * 3 >= slots_.size() * 2) reserve(size_ * 2 + 16);
  const u64 key = key_of(hash);
  u64 at = place(key);
  while (slots_[at].key != 0) at = at + 1 == slots_.size() ? 0 : at + 1;
  slots_[at] = {key, weights};
  ++size_;
  return slots_[at].weights;
}

u64 WordTable::hash(std::string_view word) {
  u64 h = word.size();
  const char* at = word.data();
  std::size_t left = word.size();
  for (; left > 8; at += 8, left -= 8) {  // eight bytes at a time; the last eight or fewer below
    u64 piece;
    std::memcpy(&piece, at, 8);
    h = splitmix64(h ^ piece);
  }
  u64 piece = 0;
  std::memcpy(&piece, at, left);
  return splitmix64(h ^ piece);
}

void WordTable::put(u64 hash, i32 id) {
  u64 at = hash & (slots_.size() - 1);
  while (slots_[at].id >= 0) at = (at + 1) & (slots_.size() - 1);
  slots_[at] = {hash, id};
}

i32 WordTable::add(std::string_view word) {
  if ((words_.size() + 1) * 2 > slots_.size()) {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old)
      if (slot.id >= 0) put(slot.hash, slot.id);
  }
  const i32 id = i32(words_.size());
  put(hash(word), id);
  words_.emplace_back(word);
  return id;
}

i32 WordTable::find(std::string_view word, u64 hash) const {
  for (u64 at = hash & (slots_.size() - 1); slots_[at].id >= 0; at = (at + 1) & (slots_.size() - 1))
    if (slots_[at].hash == hash && words_[std::size_t(slots_[at].id)] == word) return slots_[at].id;
  return -1;
}

i64 WordTable::memory_bytes() const {
  i64 bytes = i64(slots_.size() * sizeof(Slot));
  for (const std::string& word : words_)
    bytes += i64(sizeof(std::string) + (word.capacity() > 15 ? word.capacity() + 1 : 0));
  return bytes;
}

}  // namespace lab
