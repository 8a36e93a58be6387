#include "engine/tokens/unigram_lattice.h"

#include <cmath>
#include <limits>

#include "engine/tokens/utf8_reader.h"

namespace lab {
namespace {

constexpr double kNever = -std::numeric_limits<double>::infinity();

double log_add(double a, double b) {
  if (a < b) std::swap(a, b);
  return b == kNever ? a : a + std::log1p(std::exp(b - a));
}

}  // namespace

/// All pieces in a word. A character that no piece covers is one arc of piece -1.
void UnigramLattice::find_arcs(std::string_view word) {
  arcs_.clear();
  const char* const end = word.data() + word.size();
  for (i32 from = 0; from < i32(word.size());) {
    const i32 next = from + read_char(word.data() + from, end).length;
    bool single = false;
    i32 node = ByteTrie::kRoot;
    for (i32 to = from; to < i32(word.size());) {
      node = trie_.step(node, u8(word[size_t(to++)]));
      if (node == ByteTrie::kNowhere) break;
      if (trie_.value(node) < 0) continue;
      arcs_.push_back({from, to, trie_.value(node)});
      single = single || to == next;
    }
    if (!single) arcs_.push_back({from, next, -1});
    from = next;
  }
}

void UnigramLattice::expect(std::string_view word, i64 count, std::vector<double>& expected) {
  constexpr double kUncovered = -30;  // a way around what no piece covers
  const auto score = [&](const Arc& arc) {
    return arc.piece < 0 ? kUncovered : scores_[size_t(arc.piece)];
  };
  find_arcs(word);
  forward_.assign(word.size() + 1, kNever);
  backward_.assign(word.size() + 1, kNever);
  forward_[0] = backward_[word.size()] = 0;
  for (const Arc& arc : arcs_) {
    double& there = forward_[size_t(arc.to)];
    there = log_add(there, forward_[size_t(arc.from)] + score(arc));
  }
  for (size_t i = arcs_.size(); i-- > 0;) {
    const Arc& arc = arcs_[i];
    double& here = backward_[size_t(arc.from)];
    here = log_add(here, score(arc) + backward_[size_t(arc.to)]);
  }
  for (const Arc& arc : arcs_) {
    if (arc.piece < 0) continue;
    const double log_share =
        forward_[size_t(arc.from)] + score(arc) + backward_[size_t(arc.to)] - forward_[word.size()];
    expected[size_t(arc.piece)] += double(count) * std::exp(log_share);
  }
}

double UnigramLattice::best_cut(std::string_view word, i32 without, std::vector<i32>& cut) {
  constexpr double kUncovered = -1e6;
  find_arcs(word);
  forward_.assign(word.size() + 1, kNever);
  back_.assign(word.size() + 1, {-1, -1});
  forward_[0] = 0;
  // [viterbi]
  for (const Arc& arc : arcs_) {
    if (arc.piece == without && without >= 0) continue;
    const double score = arc.piece < 0 ? kUncovered : scores_[size_t(arc.piece)];
    const double sum = forward_[size_t(arc.from)] + score;
    if (sum <= forward_[size_t(arc.to)]) continue;
    forward_[size_t(arc.to)] = sum;
    back_[size_t(arc.to)] = {arc.from, arc.piece};
  }
  cut.clear();
  for (i32 at = i32(word.size()); at > 0 && back_[size_t(at)].first >= 0;
       at = back_[size_t(at)].first)
    cut.push_back(back_[size_t(at)].second);
  // [/viterbi]
  return forward_[word.size()];
}

}  // namespace lab
