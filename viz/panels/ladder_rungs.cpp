#include "viz/panels/ladder_rungs.h"

#include <algorithm>
#include <cmath>

namespace lab {
namespace {

enum Field { matched, seen, kinds, count, discount, weight, part, p, kFields };

const Tap* fitting(const Frame& frame, std::string_view name, std::size_t axes) {
  const Tap* tap = frame.find(name);
  if (!tap || tap->shape.size() != axes) return nullptr;
  i64 size = 1;
  for (const i64 n : tap->shape) size *= n;
  return size == i64(tap->values.size()) ? tap : nullptr;
}

Rung read_rung(const float* values) {
  Rung rung;
  rung.matched = values[matched] > 0;
  rung.seen = values[seen], rung.kinds = values[kinds];
  rung.count = values[count], rung.discount = values[discount];
  rung.weight = values[weight], rung.part = values[part], rung.p = values[p];
  return rung;
}

/// The even guess at the foot: it has what no order kept for itself. The taps come in single
/// precision: what differs from 1/V by no more than that is 1/V.
void add_foot(Ladder& ladder, double arrives, i64 vocab) {
  const double even = 1 / double(vocab);
  double rest = ladder.p;
  for (i32 n = 1; n <= ladder.order; ++n) rest -= ladder.rungs[std::size_t(n)].part;
  const bool is_even = std::abs(rest - arrives * even) <= 1e-6 * ladder.p;
  Rung& foot = ladder.rungs[0];
  foot.matched = foot.reached = true;
  foot.weight = 0;
  foot.arrives = arrives;
  foot.part = is_even ? arrives * even : std::max(rest, 0.);
  foot.p = foot.own = is_even || arrives <= 0 ? even : foot.part / arrives;
}

}  // namespace

i32 Ladder::longest_seen() const {
  for (i32 n = order; n > 0; --n)
    if (rungs[std::size_t(n)].matched) return n;
  return 0;
}

double Ladder::below(i32 n) const {
  return n <= 0 ? 0 : rungs[std::size_t(straight ? 0 : n - 1)].p;
}

bool Ladder::is_discounted(i32 n) const {
  const Rung& r = rungs[std::size_t(n)];
  if (!r.matched || r.seen <= 0 || r.discount < 0) return false;
  return std::abs((r.count - r.discount) / r.seen - r.own) < 1e-4 * std::max(r.own, 1e-3);
}

std::optional<Ladder> read_ladder(const Frame& frame, i32 position, i64 vocab) {
  const Tap* rungs = fitting(frame, "ngram.ladder", 3);
  const Tap* targets = fitting(frame, "ngram.target", 1);
  if (!rungs || !targets || rungs->shape[2] != kFields || position < 0) return std::nullopt;
  if (position >= rungs->shape[0] || position >= targets->shape[0] || vocab <= 0)
    return std::nullopt;
  const i64 orders = rungs->shape[1];
  if (orders < 1 || orders > kMaxLadderOrder) return std::nullopt;
  Ladder ladder{.order = i32(orders), .position = position};
  ladder.target = i32(targets->values[std::size_t(position)]);
  ladder.follows = position + 1 < i32(frame.ids.size());
  const float* at = rungs->slice(position);
  for (i32 n = 1; n <= ladder.order; ++n) {
    Rung& rung = ladder.rungs[std::size_t(n)] = read_rung(at + (n - 1) * kFields);
    rung.reached = n - 1 <= position + 1;
    ladder.straight |= rung.discount < 0;
  }
  ladder.p = ladder.rungs[std::size_t(ladder.order)].p;
  double arrives = 1;
  bool kept = false;  // add-k: what the longest order hands down passes all others by
  for (i32 n = ladder.order; n > 0; --n) {
    Rung& rung = ladder.rungs[std::size_t(n)];
    rung.arrives = kept ? 0 : arrives;
    rung.own = rung.arrives > 0 ? rung.part / rung.arrives : 0;
    if (!kept) arrives *= rung.weight;
    kept |= ladder.straight && rung.reached;
  }
  add_foot(ladder, arrives, vocab);
  return ladder;
}

}  // namespace lab
