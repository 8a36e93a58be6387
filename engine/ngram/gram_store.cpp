#include "engine/ngram/gram_store.h"

#include "engine/core/check.h"

namespace lab {

static constexpr int kFirstBits = 10;

u32 GramLevel::promised(u64 hash) const {
  const u32 slot = *slot_of(hash), number = (1u << bits) - 1;
  return slot != kNoGram && (slot & ~number) == tag(hash) ? slot & number : kNoGram;
}

u32 GramLevel::find(u32 context, i32 token, u64 hash) const {
  const u32 number = (1u << bits) - 1;
  for (u64 at = hash >> (64 - bits);; at = (at + 1) & number) {
    const u32 slot = slots[at];
    if (slot == kNoGram) return kNoGram;
    if ((slot & ~number) != tag(hash)) continue;
    const Gram& gram = grams[slot & number];
    if (gram.context == context && gram.token == token) return slot & number;
  }
}

u32 GramLevel::insert(u32 context, i32 token, u64 hash) {
  if (grams.size() >= i64(3) << 29)
    fail("n-grams: want at most ", i64(3) << 29, " different ones of one order, found more; ",
         "read less text, or choose a smaller order");
  if ((grams.size() + 1) * 4 > i64(slots.size()) * 3) grow();
  const u32 index = grams.push({.context = context, .token = token});
  put(index, hash);
  return index;
}

void GramLevel::put(u32 index, u64 hash) {
  const u64 mask = (u64(1) << bits) - 1;
  u64 at = hash >> (64 - bits);
  while (slots[at] != kNoGram) at = (at + 1) & mask;
  slots[at] = tag(hash) | index;
}

void GramLevel::grow() {
  bits = bits == 0 ? kFirstBits : bits + 1;
  std::vector<u32>().swap(slots);  // all that it held can be made again from the grams
  slots.assign(u64(1) << bits, kNoGram);
  for (i64 i = 0; i < grams.size(); ++i) {
    const Gram& gram = grams[u32(i)];
    put(u32(i), GramLevel::hash(gram.context, gram.token));
  }
}

i64 GramLevel::memory_bytes() const {
  return grams.memory_bytes() + records.memory_bytes() + i64(slots.size() * sizeof(u32));
}

}  // namespace lab
