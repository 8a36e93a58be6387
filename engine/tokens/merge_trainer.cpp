#include "engine/tokens/merge_trainer.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "engine/core/check.h"

namespace lab {

MergeTrainer::MergeTrainer(std::vector<std::string> tokens, std::string prefix)
    : tokens_(std::move(tokens)), prefix_(std::move(prefix)), token_counts_(tokens_.size()) {
  for (size_t id = 0; id < tokens_.size(); ++id) ids_.emplace(tokens_[id], i32(id));
}

void MergeTrainer::add_word(std::span<const i32> symbols, i64 count) {
  if (i64(places_.size() + symbols.size()) > std::numeric_limits<i32>::max())
    fail(
        "[bpe] the distinct words of this text hold more than 2^31 symbols; train on a part of it");
  const i32 first = i32(places_.size()), n = i32(symbols.size()), word = i32(counts_.size());
  firsts_.push_back(n > 0 ? first : -1);
  counts_.push_back(count);
  for (i32 i = 0; i < n; ++i)
    places_.push_back(
        {symbols[size_t(i)], i > 0 ? first + i - 1 : -1, i + 1 < n ? first + i + 1 : -1, word});
  for (const i32 symbol : symbols) token_counts_[size_t(symbol)] += count;
  for (i32 i = 0; i + 1 < n; ++i)
    gain(symbols[size_t(i)], symbols[size_t(i) + 1], count, first + i);
}

std::vector<i32> MergeTrainer::word(i64 index) const {
  std::vector<i32> symbols;
  for (i32 at = firsts_[size_t(index)]; at >= 0; at = places_[size_t(at)].after)
    symbols.push_back(places_[size_t(at)].symbol);
  return symbols;
}

i32 MergeTrainer::pair_index(i32 left, i32 right) {
  u64& place = index_[pair_key(left, right)];
  if (place == FlatMap::kNone) {
    place = pairs_.size();
    pairs_.push_back({left, right, 0, {}, false});
  }
  return i32(place);
}

void MergeTrainer::gain(i32 left, i32 right, i64 count, i32 place) {
  const i32 index = pair_index(left, right);
  Pair& pair = pairs_[size_t(index)];
  pair.count += count;
  pair.places.push_back(place);
  if (!std::exchange(pair.waits, true)) new_pairs_.push_back(index);
}

void MergeTrainer::lose(i32 left, i32 right, i64 count) {
  pairs_[size_t(index_.find(pair_key(left, right)))].count -= count;
}

/// Joins the symbol at a place with the one behind it, and corrects the counts of both neighbours.
void MergeTrainer::join_at(i32 place, i32 merged) {
  Place& left = places_[size_t(place)];
  Place& right = places_[size_t(left.after)];
  const i64 count = counts_[size_t(left.word)];
  if (left.before >= 0) {
    const i32 outer = places_[size_t(left.before)].symbol;
    lose(outer, left.symbol, count);
    gain(outer, merged, count, left.before);
  }
  if (right.after >= 0) {
    Place& outer = places_[size_t(right.after)];
    lose(right.symbol, outer.symbol, count);
    gain(merged, outer.symbol, count, place);
    outer.before = place;
  }
  token_counts_[size_t(left.symbol)] -= count;
  token_counts_[size_t(right.symbol)] -= count;
  token_counts_[size_t(merged)] += count;
  left.symbol = merged, left.after = right.after;
  right.symbol = -1;
}

// [worse]
bool MergeTrainer::worse(const Candidate& a, const Candidate& b) const {
  if (a.count != b.count || a.pair == b.pair) return a.count < b.count;
  const Pair &pa = pairs_[size_t(a.pair)], &pb = pairs_[size_t(b.pair)];
  const int left = tokens_[size_t(pa.left)].compare(tokens_[size_t(pb.left)]);
  return left != 0 ? left < 0 : tokens_[size_t(pa.right)] < tokens_[size_t(pb.right)];
}
// [/worse]

void MergeTrainer::push(Candidate candidate) {
  queue_.push_back(candidate);
  std::push_heap(queue_.begin(), queue_.end(),
                 [this](const Candidate& a, const Candidate& b) { return worse(a, b); });
}

void MergeTrainer::queue_new_pairs() {
  for (const i32 index : new_pairs_) {
    pairs_[size_t(index)].waits = false;
    push({pairs_[size_t(index)].count, index});
  }
  new_pairs_.clear();
}

/// The pair with the greatest count, out of the queue; -1 if there is none.
i32 MergeTrainer::best_pair() {
  const auto order = [this](const Candidate& a, const Candidate& b) { return worse(a, b); };
  while (!queue_.empty()) {
    std::pop_heap(queue_.begin(), queue_.end(), order);
    const Candidate top = queue_.back();
    queue_.pop_back();
    const i64 count = pairs_[size_t(top.pair)].count;
    if (count == top.count && count > 0) return top.pair;
    if (count > 0 && count < top.count) push({count, top.pair});  // it has lost since: ask again
  }
  return -1;
}

std::optional<Merge> MergeTrainer::step(i64 min_count) {
  queue_new_pairs();
  const i32 best = best_pair();
  if (best < 0) return std::nullopt;
  const Pair& pair = pairs_[size_t(best)];
  if (pair.count < min_count) {
    push({pair.count, best});
    return std::nullopt;
  }
  return join(pair.left, pair.right);
}

Merge MergeTrainer::join(i32 left, i32 right) {
  const std::string& tail = tokens_[size_t(right)];
  const size_t cut = !prefix_.empty() && tail.starts_with(prefix_) ? prefix_.size() : 0;
  const auto [entry, is_new] =
      ids_.try_emplace(tokens_[size_t(left)] + tail.substr(cut), i32(tokens_.size()));
  const i32 merged = entry->second;
  if (is_new) tokens_.push_back(entry->first), token_counts_.push_back(0);
  const i32 index = pair_index(left, right);
  const i64 count = pairs_[size_t(index)].count;
  const std::vector<i32> places = std::exchange(pairs_[size_t(index)].places, {});
  for (const i32 at : places) {
    const Place& place = places_[size_t(at)];
    if (place.symbol != left || place.after < 0) continue;
    if (places_[size_t(place.after)].symbol == right) join_at(at, merged);
  }
  pairs_[size_t(index)].count = 0;
  return {left, right, merged, count};
}

}  // namespace lab
