#include "engine/ngram/counts.h"

#include <algorithm>

#include "engine/core/check.h"

namespace lab {

namespace {

using Hashes = std::array<u64, kMaxNgramOrder + 1>;

void prefetch(const void* address) { __builtin_prefetch(address); }

bool is_many(u32 followers) { return followers != kNoGram && followers >= kManyFollowers; }

/// Moves one element from the class of count r to that of r + 1; classes above 4 are not kept.
void raise(std::array<i64, 5>& counts, u32 r) {
  if (r == 0) ++counts[0];
  if (r >= 1 && r <= 4) --counts[r];
  if (r <= 3) ++counts[r + 1];
}

void check_shape(const NgramShape& shape) {
  if (shape.order < 1 || shape.order > kMaxNgramOrder)
    fail("n-grams: want an order from 1 to ", int{kMaxNgramOrder}, ", got ", shape.order);
  if (shape.vocab_size < 1 || shape.vocab_size >= kManyFollowers)
    fail("n-grams: want a vocabulary of 1 to ", kManyFollowers - 1, " tokens, got ",
         shape.vocab_size);
  for (const i32 mark : {shape.start, shape.end})
    if (mark < -1 || mark >= shape.vocab_size)
      fail("n-grams: want start and end from 0 to ", shape.vocab_size - 1, " or -1, got ", mark);
  if (!shape.predict_start && (shape.start < 0 || shape.vocab_size < 2))
    fail("n-grams: a start that is never predicted wants its id, and another token beside it");
}

}  // namespace

NgramCounts::NgramCounts(const NgramShape& shape) : shape_(shape) {
  check_shape(shape);
  levels_.resize(std::size_t(shape.order) + 1);
  levels_[0].grams.push({.followers = kManyFollowers});
  levels_[0].records.push({});
  for (i32 id = 0; id < shape.vocab_size; ++id) levels_[1].grams.push({.token = id});
  here_ = start();
}

void NgramCounts::check(i32 id) const {
  if (id < 0 || id >= shape_.vocab_size)
    fail("n-grams: want ids from 0 to ", shape_.vocab_size - 1, ", got ", id);
  if (id == shape_.start && !shape_.predict_start)
    fail("n-grams: id ", id, " is the mark before a sentence; it cannot stand in a text");
}

// Places in a text.

void NgramCounts::begin(NgramContext& context, i32 start) const {
  context.length = 0;
  if (start < 0 || shape_.order == 1) return;
  context.length = 1;
  context.gram[1] = u32(start);
}

NgramContext NgramCounts::start() const {
  NgramContext context;
  begin(context, shape_.start);
  return context;
}

void NgramCounts::begin_sentence(i32 start) {
  if (start != -1 && start != shape_.start) check(start);
  begin(here_, start);
}

NgramContext NgramCounts::context_of(std::span<const i32> text) const {
  // One token more than is looked back on: it may be the end of a sentence.
  const std::size_t used = std::min(text.size(), std::size_t(shape_.order));
  NgramContext context = start();
  if (used < text.size()) context.length = 0;
  for (const i32 id : text.last(used)) {
    check(id);
    advance(context, id);
  }
  return context;
}

GramPath NgramCounts::look_up(const NgramContext& context, i32 id) const {
  Hashes hashes;
  const int longest = context.length + 1;
  const auto known = [&](int n) { return context.gram[std::size_t(n - 1)] != kNoGram; };
  const auto level = [&](int n) -> const GramLevel& { return levels_[std::size_t(n)]; };
  for (int n = 2; n <= longest; ++n) {  // all misses of the cache at once
    if (!known(n) || level(n).bits == 0) continue;
    hashes[std::size_t(n)] = GramLevel::hash(context.gram[std::size_t(n - 1)], id);
    prefetch(level(n).slot_of(hashes[std::size_t(n)]));
  }
  GramPath found;
  found[1] = u32(id);
  for (int n = 2; n <= longest; ++n)
    found[std::size_t(n)] =
        known(n) && level(n).bits != 0
            ? level(n).find(context.gram[std::size_t(n - 1)], id, hashes[std::size_t(n)])
            : kNoGram;
  return found;
}

void NgramCounts::move_on(NgramContext& context, i32 id, const GramPath& found) const {
  if (id == shape_.end) return begin(context, shape_.start);
  context.length = std::min(context.length + 1, shape_.order - 1);
  for (int k = 1; k <= context.length; ++k) context.gram[std::size_t(k)] = found[std::size_t(k)];
}

// Counting.

void NgramCounts::add(std::span<const i32> ids) {
  if (tokens_ + i64(ids.size()) > i64(kNoGram) - 1)
    fail("n-grams: want at most ", kNoGram - 1, " tokens in all, found ",
         tokens_ + i64(ids.size()));
  for (const i32 id : ids) {
    check(id);
    read(id);
  }
}

void NgramCounts::read(i32 id) {
  const int longest = here_.length + 1;
  Hashes hashes;
  for (int n = 2; n <= longest; ++n) {  // step 1: the slots of all orders, at once
    hashes[std::size_t(n)] = GramLevel::hash(here_.gram[std::size_t(n - 1)], id);
    if (levels_[std::size_t(n)].bits != 0)
      prefetch(levels_[std::size_t(n)].slot_of(hashes[std::size_t(n)]));
  }
  for (int n = 2; n <= longest; ++n) {  // step 2: the grams that they promise
    const GramLevel& level = levels_[std::size_t(n)];
    if (level.bits == 0) continue;
    const u32 gram = level.promised(hashes[std::size_t(n)]);
    if (gram != kNoGram) prefetch(&level.grams[gram]);
  }
  GramPath found;
  bool adjust = true;  // nothing stands before the longest one, or it has the full order
  for (int n = longest; n >= 1; --n) {  // step 3: one more of each
    bool fresh = false;
    found[std::size_t(n)] = n == 1 ? u32(id) : find_or_add(n, id, hashes[std::size_t(n)], fresh);
    count_one(n, found[std::size_t(n)], adjust);
    adjust = fresh;  // a new (n+1)-gram: its last n tokens have one more token before them
  }
  move_on(here_, id, found);
  for (int k = 1; k <= here_.length; ++k) {  // step 4: what the next token will count in
    const GramLevel& level = levels_[std::size_t(k)];
    const u32 followers = level.grams[here_.gram[std::size_t(k)]].followers;
    if (is_many(followers)) prefetch(&level.records[followers - kManyFollowers]);
  }
  ++tokens_;
}

u32 NgramCounts::find_or_add(int n, i32 id, u64 hash, bool& fresh) {
  GramLevel& level = levels_[std::size_t(n)];
  const u32 context = here_.gram[std::size_t(n - 1)];
  u32 index = level.bits == 0 ? kNoGram : level.find(context, id, hash);
  fresh = index == kNoGram;
  if (fresh) {
    index = level.insert(context, id, hash);
    link(n, index);
  }
  return index;
}

/// Enters a new gram among the followers of its context.
void NgramCounts::link(int n, u32 index) {
  Gram& gram = levels_[std::size_t(n)].grams[index];
  GramLevel& above = levels_[std::size_t(n - 1)];
  u32& followers = above.grams[gram.context].followers;
  if (followers == kNoGram) {
    followers = index;
    return;
  }
  if (!is_many(followers)) {  // the second follower: a record is opened, with what the first had
    const Gram& first = levels_[std::size_t(n)].grams[followers];
    followers = kManyFollowers + above.records.push({.total = first.count,
                                                     .adjusted_total = first.adjusted,
                                                     .types = 1,
                                                     .once = first.adjusted == 1,
                                                     .twice = first.adjusted == 2,
                                                     .first = followers});
  }
  FollowerRecord& record = above.records[followers - kManyFollowers];
  gram.next = record.first;
  record.first = index;
}

/// One more occurrence of a gram; `adjust`: one more token before it, too.
void NgramCounts::count_one(int n, u32 index, bool adjust) {
  GramLevel& level = levels_[std::size_t(n)];
  GramLevel& above = levels_[std::size_t(n - 1)];
  Gram& gram = level.grams[index];
  const u32 followers = above.grams[gram.context].followers;
  FollowerRecord* record =
      is_many(followers) ? &above.records[followers - kManyFollowers] : nullptr;
  if (record) {
    record->types += gram.count == 0;
    ++record->total;
  }
  raise(level.counts, gram.count++);
  if (!adjust) return;
  if (record) {
    ++record->adjusted_total;
    record->once += u32(gram.adjusted == 0) - u32(gram.adjusted == 1);
    record->twice += u32(gram.adjusted == 1) - u32(gram.adjusted == 2);
  }
  raise(level.adjusted, gram.adjusted++);
}

}  // namespace lab
