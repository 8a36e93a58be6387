// A trie over bytes: which tokens start here?
#pragma once
#include <string_view>
#include <vector>

#include "engine/core/real.h"
#include "engine/tokens/flat_map.h"

namespace lab {

/// Nodes are numbers, 0 the root; an edge is a lookup of (node, byte) in one hash table.
class ByteTrie {
 public:
  static constexpr i32 kRoot = 0, kNowhere = -1;

  void insert(std::string_view text, i32 value) {
    i32 node = kRoot;
    for (const char byte : text) {
      u64& child = edges_[key(node, u8(byte))];
      if (child == FlatMap::kNone) {
        child = values_.size();
        values_.push_back(-1);
      }
      node = i32(child);
    }
    values_[size_t(node)] = value;
  }

  /// The node behind an edge, kNowhere if there is none.
  i32 step(i32 node, u8 byte) const { return i32(edges_.find(key(node, byte))); }

  /// The node behind a text from the root, kNowhere if none of the texts begins so.
  i32 walk(std::string_view text) const {
    i32 node = kRoot;
    for (const char byte : text)
      if (node != kNowhere) node = step(node, u8(byte));
    return node;
  }

  /// The value of the text that ends here, -1 if none does.
  i32 value(i32 node) const { return values_[size_t(node)]; }

 private:
  static u64 key(i32 node, u8 byte) { return u64(node) << 8 | byte; }
  FlatMap edges_;
  std::vector<i32> values_ = {-1};
};

}  // namespace lab
