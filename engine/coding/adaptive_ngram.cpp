#include "engine/coding/adaptive_ngram.h"

#include <algorithm>

#include "engine/core/check.h"

namespace lab {
namespace {

constexpr std::size_t kMaxNodes = std::size_t(1) << 25;
constexpr u64 kOne = u64(1) << 30;    // probability 1
constexpr u64 kWhole = u64(1) << 16;  // a count of 1, as discounts measure it
constexpr i64 kRefreshEvery = 64;     // symbols between two estimates of the discounts
constexpr std::array<u64, 5> kPrior = {0, 32, 12, 6,
                                       4};  // n-grams seen 1 .. 4 times, before any was

}  // namespace

/// D(i) = i - (i + 1) Y n(i+1) / n(i), Y = n1 / (n1 + 2 n2). Source: Chen and Goodman 1998, eq. 26.
void AdaptiveNgram::Discounts::refresh() {
  const auto n = [&](std::size_t i) { return with_count[i] + kPrior[i]; };
  const u64 y = (n(1) << 16) / (n(1) + 2 * n(2));
  for (u64 i = 1; i <= 3; ++i) {
    const u64 less = (i + 1) * y * n(i + 1) / n(i);
    const u64 most = i * kWhole - kWhole / 16, least = i * kWhole / 8;
    value[i] = less >= i * kWhole ? least : std::clamp(i * kWhole - less, least, most);
  }
}

AdaptiveNgram::AdaptiveNgram(int order, int symbols) : order_(std::size_t(order)) {
  if (order < 0 || order > kMaxOrder)
    fail("adaptive n-gram: want an order from 0 to ", int{kMaxOrder}, ", got ", order);
  if (symbols < 2 || symbols > 65536)
    fail("adaptive n-gram: want 2 to 65536 symbols, got ", symbols);
  nodes_.resize(1);
  frequencies_.resize(std::size_t(symbols));
  context_.assign(order_ + 1, kNone);
  next_ = context_;
  begins_.resize(order_ + 2);
  discounts_.resize(order_ + 1);
  for (Discounts& discounts : discounts_) discounts.refresh();
}

/// One step of the recursion: frequencies_ holds p_{k-1} and becomes p_k, in 2^-30.
void AdaptiveNgram::add_order(std::size_t k) {
  begins_[k] = followers_.size();
  const std::array<u64, 4>& discount = discounts_[k].value;
  u64 total = 0, mass = 0;
  for (u32 i = nodes_[context_[k]].child; i != kNone; i = nodes_[i].sibling) {
    const Node& node = nodes_[i];
    followers_.push_back({i, node.symbol, node.count});
    total += node.count;
    mass += discount[std::min<u32>(node.count, 3)];
  }
  if (total == 0) return;
  const u64 inverse = (u64(1) << 46) / total, lambda = mass * inverse >> 32;
  for (u32& p : frequencies_) p = u32(p * lambda >> 30);
  for (std::size_t i = begins_[k]; i < followers_.size(); ++i) {
    const u64 n = followers_[i].count, kept = n * kWhole - discount[std::min<u64>(n, 3)];
    frequencies_[followers_[i].symbol] += u32(kept * inverse >> 32);
  }
}

std::span<const u32> AdaptiveNgram::frequencies() {
  if (!fresh_) {
    std::fill(frequencies_.begin(), frequencies_.end(), u32(kOne / frequencies_.size()));
    followers_.clear();
    for (std::size_t k = 0; k < known_; ++k) add_order(k);
    begins_[known_] = followers_.size();
    for (u32& p : frequencies_) p = (p >> 6) + 1;  // sums to at most 2^24 + symbols
    fresh_ = true;
  }
  return frequencies_;
}

/// The node of context k continued by the symbol, among those that frequencies() has laid out.
u32 AdaptiveNgram::find(std::size_t k, u32 symbol) const {
  for (std::size_t i = begins_[k]; i < begins_[k + 1]; ++i)
    if (followers_[i].symbol == symbol) return followers_[i].node;
  return kNone;
}

u32 AdaptiveNgram::add_child(u32 parent, u32 symbol) {
  if (nodes_.size() >= kMaxNodes) return kNone;
  const u32 child = u32(nodes_.size());
  nodes_.push_back({kNone, nodes_[parent].child, 0, symbol});
  nodes_[parent].child = child;
  return child;
}

void AdaptiveNgram::count(std::size_t k, u32 child) {
  const u32 n = ++nodes_[child].count;
  std::array<u64, 5>& with_count = discounts_[k].with_count;
  if (n >= 2 && n <= 5) --with_count[n - 1];
  if (n <= 4) ++with_count[n];
}

void AdaptiveNgram::append(i32 symbol) {
  if (symbol < 0 || symbol >= symbols())
    fail("adaptive n-gram: want symbols from 0 to ", symbols() - 1, ", got ", symbol);
  (void)frequencies();  // lays the followers out
  std::size_t next_known = 1;
  bool counting = true;  // until a context is met that saw this symbol before
  for (std::size_t k = known_; k-- > 0;) {
    u32 child = find(k, u32(symbol));
    const bool seen = child != kNone;
    if (!seen) child = add_child(context_[k], u32(symbol));
    if (counting && child != kNone) count(k, child);
    counting = counting && !seen;
    if (k == order_ || child == kNone) continue;
    next_[k + 1] = child;
    next_known = std::max(next_known, k + 2);
  }
  context_.swap(next_);
  known_ = next_known;
  if (++appended_ % kRefreshEvery == 0)
    for (Discounts& discounts : discounts_) discounts.refresh();
  fresh_ = false;
}

}  // namespace lab
