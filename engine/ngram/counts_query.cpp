// What was counted: questions to NgramCounts.
#include "engine/core/check.h"
#include "engine/ngram/counts.h"

namespace lab {

static std::size_t checked_order(int n, int order) {
  if (n < 1 || n > order) fail("n-grams: want an order from 1 to ", order, ", got ", n);
  return std::size_t(n);
}

i64 NgramCounts::distinct(int n) const { return levels_[checked_order(n, order())].counts[0]; }

i64 NgramCounts::distinct() const {
  i64 sum = 0;
  for (int n = 1; n <= order(); ++n) sum += distinct(n);
  return sum;
}

static std::size_t checked_class(int count) {
  if (count < 1 || count > 4) fail("counts of counts: want a count from 1 to 4, got ", count);
  return std::size_t(count);
}

i64 NgramCounts::count_of_counts(int n, int count) const {
  return levels_[checked_order(n, order())].counts[checked_class(count)];
}

i64 NgramCounts::adjusted_count_of_counts(int n, int count) const {
  return levels_[checked_order(n, order())].adjusted[checked_class(count)];
}

u32 NgramCounts::find_gram(int n, u32 context, i32 id) const {
  const GramLevel& level = levels_[std::size_t(n)];
  if (n == 1) return u32(id);
  return level.bits == 0 ? kNoGram : level.find(context, id, GramLevel::hash(context, id));
}

const Gram* NgramCounts::find(std::span<const i32> ngram) const {
  checked_order(int(ngram.size()), order());
  u32 found = 0;
  for (std::size_t n = 1; n <= ngram.size(); ++n) {
    const i32 id = ngram[n - 1];
    if (id < 0 || id >= shape_.vocab_size)
      fail("n-grams: want ids from 0 to ", shape_.vocab_size - 1, ", got ", id);
    found = find_gram(int(n), found, id);
    if (found == kNoGram) return nullptr;
  }
  return &levels_[ngram.size()].grams[found];
}

i64 NgramCounts::count(std::span<const i32> ngram) const {
  const Gram* gram = find(ngram);
  return gram ? gram->count : 0;
}

i64 NgramCounts::adjusted_count(std::span<const i32> ngram) const {
  const Gram* gram = find(ngram);
  return gram ? gram->adjusted : 0;
}

i64 NgramCounts::memory_bytes() const {
  i64 bytes = 0;
  for (const GramLevel& level : levels_) bytes += level.memory_bytes();
  return bytes;
}

NgramFollowers NgramCounts::followers(int k, u32 context) const {
  if (context == kNoGram) return {};
  const GramLevel& level = levels_[std::size_t(k)];
  const u32 followers = level.grams[context].followers;
  if (followers == kNoGram) return {};
  if (followers < kManyFollowers) {
    const Gram& only = levels_[std::size_t(k) + 1].grams[followers];
    return {only.count, only.adjusted, 1, only.adjusted == 1, only.adjusted == 2};
  }
  const FollowerRecord& record = level.records[followers - kManyFollowers];
  return {record.total, record.adjusted_total, record.types, record.once, record.twice};
}

NgramFollowers NgramCounts::raw_followers(int k, u32 context) const {
  NgramFollowers all = followers(k, context);
  all.adjusted_total = all.total;
  all.once = all.twice = 0;
  const auto see = [&](const Gram& gram) {
    all.once += gram.count == 1;
    all.twice += gram.count == 2;
  };
  if (k == 0)
    for (i64 i = 0; i < grams(1); ++i) see(gram(1, u32(i)));
  else
    for (u32 i = first_follower(k, context); i != kNoGram; i = gram(k + 1, i).next)
      see(gram(k + 1, i));
  return all;
}

u32 NgramCounts::first_follower(int k, u32 context) const {
  if (context == kNoGram) return kNoGram;
  const GramLevel& level = levels_[std::size_t(k)];
  const u32 followers = level.grams[context].followers;
  if (followers == kNoGram || followers < kManyFollowers) return followers;
  return level.records[followers - kManyFollowers].first;
}

}  // namespace lab
