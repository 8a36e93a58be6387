#include "engine/tokens/piece_model.h"

#include <algorithm>

#include "engine/tokens/utf8_reader.h"

namespace lab {

void UnigramModel::add(std::string_view piece, i32 id, float score) {
  trie_.insert(piece, i32(entries_.size()));
  entries_.push_back({id, score, false});
  min_score_ = std::min(min_score_, score);
  max_score_ = std::max(max_score_, score);
}

void UnigramModel::add_forced(std::string_view piece, i32 id) {
  trie_.insert(piece, i32(entries_.size()));
  entries_.push_back({id, 0, true});
}

/// A forced piece of n bytes costs 0.1 less than n of the best pieces.
/// Source: google/sentencepiece, src/unigram_model.cc, EncodeOptimized.
double UnigramModel::score_of(i32 value, i64 length) const {
  const Entry& entry = entries_[size_t(value)];
  return entry.forced ? float(length) * max_score_ - 0.1 : entry.score;
}

void UnigramModel::cut(std::string_view text, std::vector<PieceCut>& pieces) const {
  const i32 size = i32(text.size());
  const char* const end = text.data() + size;
  const float unknown = min_score_ - kUnknownPenalty;
  std::vector<Best> best(size_t(size) + 1);  // best[i]: the best way to cut text[0, i)
  const auto offer = [&](i32 from, i32 to, i32 id, double score) {
    Best& there = best[size_t(to)];
    const double sum = score + best[size_t(from)].score;
    if (there.from < 0 || sum > there.score) there = {from, id, float(sum)};
  };
  for (i32 from = 0; from < size;) {
    const i32 next = from + read_char(text.data() + from, end).length;
    bool single = false;  // the character is a piece by itself
    i32 node = ByteTrie::kRoot;
    for (i32 to = from; to < size;) {
      node = trie_.step(node, u8(text[size_t(to++)]));
      if (node == ByteTrie::kNowhere) break;
      const i32 value = trie_.value(node);
      if (value < 0) continue;
      offer(from, to, entries_[size_t(value)].id, score_of(value, to - from));
      single = single || to == next;
    }
    if (!single) offer(from, next, kUnknownPiece, unknown);
    from = next;
  }
  const size_t begin = pieces.size();
  for (i32 at = size; at > 0; at = best[size_t(at)].from)
    pieces.push_back({best[size_t(at)].id, best[size_t(at)].from, at});
  std::reverse(pieces.begin() + i64(begin), pieces.end());
}

i32 CharBpeModel::symbol_of(u32 code_point) {
  u64& symbol = chars_[code_point];
  if (symbol == FlatMap::kNone) symbol = lengths_.size() + u64(extra_++);
  return i32(symbol);
}

void CharBpeModel::cut(std::string_view text, std::vector<PieceCut>& pieces) const {
  const char* const end = text.data() + text.size();
  std::vector<i32> run;  // symbols between two forced pieces
  i32 at = 0;
  const auto flush = [&] {
    run.resize(size_t(merges_.apply(run.data(), i64(run.size()))));
    for (const i32 symbol : run) {
      const bool known = symbol < i32(lengths_.size());
      const i32 length = known ? lengths_[size_t(symbol)] : read_char(text.data() + at, end).length;
      pieces.push_back({known ? symbol : kUnknownPiece, at, at + length});
      at += length;
    }
    run.clear();
  };
  for (const char* here = text.data(); here < end;) {
    i32 node = ByteTrie::kRoot, id = -1, length = 0;
    for (const char* next = here; next < end; ++next) {
      node = forced_.step(node, u8(*next));
      if (node == ByteTrie::kNowhere) break;
      if (forced_.value(node) >= 0) id = forced_.value(node), length = i32(next + 1 - here);
    }
    if (id >= 0) {
      flush();
      pieces.push_back({id, at, at + length});
      at += length, here += length;
      continue;
    }
    const Utf8Char c = read_char(here, end);
    const u64 symbol = chars_.find(c.code_point);
    run.push_back(symbol == FlatMap::kNone ? kNoSymbol : i32(symbol));
    here += c.length;
  }
  flush();
}

}  // namespace lab
