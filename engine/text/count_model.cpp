#include "engine/text/count_model.h"

#include <algorithm>
#include <cmath>

#include "engine/core/check.h"

namespace lab {

CountModel::CountModel(int order, i64 vocab_size) : order_(order), vocab_size_(vocab_size) {
  if (order < 1 || order > kMaxOrder)
    fail("count model: want an order from 1 to ", int{kMaxOrder}, ", got ", order);
  if (vocab_size < 1) fail("count model: want a vocabulary of at least 1 token, got ", vocab_size);
  nodes_.resize(1);  // the root: the empty context
  slots_.resize(1024);
}

CountModel::Context CountModel::start() const {
  Context context;
  std::fill(std::begin(context.node), std::end(context.node), kNone);
  context.node[0] = kRoot;
  return context;
}

std::size_t CountModel::first_slot(i32 parent, i32 token) const {
  // Multiplicative hashing; the constant is 2^64 / golden ratio (Knuth, TAOCP vol. 3, 6.4).
  const u64 key = static_cast<u64>(static_cast<u32>(parent)) << 32 | static_cast<u32>(token);
  const u64 hash = (key ^ (key >> 29)) * 0x9e3779b97f4a7c15u;
  return static_cast<std::size_t>(hash >> 20) & (slots_.size() - 1);
}

i32 CountModel::find(i32 parent, i32 token) const {
  for (std::size_t i = first_slot(parent, token);; i = (i + 1) & (slots_.size() - 1)) {
    const Slot& slot = slots_[i];
    if (slot.child == kNone) return kNone;
    if (slot.parent == parent && slot.token == token) return slot.child;
  }
}

i32 CountModel::find_or_add(i32 parent, i32 token) {
  std::size_t i = first_slot(parent, token);
  for (; slots_[i].child != kNone; i = (i + 1) & (slots_.size() - 1))
    if (slots_[i].parent == parent && slots_[i].token == token) return slots_[i].child;
  const i32 child = static_cast<i32>(nodes_.size());
  slots_[i] = {parent, token, child};
  nodes_.emplace_back();
  ++nodes_[static_cast<std::size_t>(parent)].types;
  if (nodes_.size() * 2 > slots_.size()) grow();
  return child;
}

void CountModel::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.child == kNone) continue;
    std::size_t i = first_slot(slot.parent, slot.token);
    while (slots_[i].child != kNone) i = (i + 1) & (slots_.size() - 1);
    slots_[i] = slot;
  }
}

void CountModel::check(i32 id) const {
  if (id < 0 || id >= vocab_size_)
    fail("count model: want ids from 0 to ", vocab_size_ - 1, ", got ", id);
}

void CountModel::train(std::span<const i32> ids) {
  Context context = start();
  for (const i32 id : ids) {
    check(id);
    Context next = start();
    for (int k = 0; k < order_ && context.node[k] != kNone; ++k) {  // k: tokens in the context
      const i32 child = find_or_add(context.node[k], id);
      ++nodes_[static_cast<std::size_t>(child)].count;
      ++nodes_[static_cast<std::size_t>(context.node[k])].followed;
      next.node[k + 1] = child;
    }
    context = next;
  }
}

/// p(id | context), and moves the context on by id.
double CountModel::advance(Context& context, i32 id) const {
  Context next = start();
  double p = 1.0 / static_cast<double>(vocab_size_);
  for (int k = 0; k < order_ && context.node[k] != kNone; ++k) {
    const Node& before = nodes_[static_cast<std::size_t>(context.node[k])];
    if (before.followed == 0) continue;
    const i32 child = find(context.node[k], id);
    const double count = child == kNone ? 0 : nodes_[static_cast<std::size_t>(child)].count;
    p = (count + before.types * p) / (static_cast<double>(before.followed) + before.types);
    next.node[k + 1] = child;
  }
  context = next;
  return p;
}

double CountModel::probability(std::span<const i32> context, i32 id) const {
  check(id);
  const std::size_t used = std::min(context.size(), static_cast<std::size_t>(order_ - 1));
  Context nodes = start();
  for (const i32 before : context.last(used)) {
    check(before);
    advance(nodes, before);
  }
  return advance(nodes, id);
}

double CountModel::nats_per_token(std::span<const i32> ids) const {
  if (ids.empty()) fail("count model: want at least one token to score, got an empty text");
  Context context = start();
  double nats = 0;
  for (const i32 id : ids) {
    check(id);
    nats -= std::log(advance(context, id));
  }
  return nats / static_cast<double>(ids.size());
}

}  // namespace lab
