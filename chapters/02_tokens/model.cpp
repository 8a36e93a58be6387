#include "chapters/02_tokens/model.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/core/check.h"
#include "engine/text/unicode.h"
#include "engine/tokens/byte_alphabet.h"

namespace lab {
namespace {

PreSplit split_of(const TokensOptions& options) {
  return options.split == "gpt2" ? PreSplit::gpt2 : PreSplit::none;
}

bool same_pair(const Merge& a, const Merge& b) { return a.left == b.left && a.right == b.right; }

}  // namespace

BpeUnigram::BpeUnigram(std::string text, const TokensOptions& options)
    : text_(std::move(text)),
      train_chars_(count_chars(text_)),
      split_(split_of(options)),
      trainer_({.vocab_size = options.vocab, .split = split_}),
      most_merges_(options.most_merges()),
      table_(most_merges_) {
  for (size_t i = 0; i < 256; ++i) byte_ids_[byte_order()[i]] = i32(i);
  trainer_.add_text(text_);
  refresh();
}

bool BpeUnigram::learn() {
  if (i64(merges().size()) == most_merges_) return false;
  const std::optional<Merge> merge = trainer_.step();
  if (!merge) return false;
  took(*merge);
  refresh();
  return true;
}

void BpeUnigram::replay(std::span<const Merge> wanted) {
  const std::vector<Merge>& have = merges();
  size_t same = 0;
  while (same < std::min(have.size(), wanted.size()) && same_pair(have[same], wanted[same])) ++same;
  if (same < have.size()) {  // a merge cannot be taken back: from the bytes again
    trainer_.forget();
    table_ = Merges(i64(wanted.size()));
    same = 0;
  }
  for (const Merge& merge : wanted.subspan(same)) took(trainer_.repeat(merge.left, merge.right));
  refresh();
}

void BpeUnigram::took(const Merge& merge) {
  table_.add(merge.left, merge.right, merge.merged, u32(merges().size()));
}

std::vector<i32> BpeUnigram::encode(std::string_view text) const {
  // [encode]
  std::vector<i32> ids;
  for (PieceScanner pieces(text, split_); !pieces.done();) {
    const size_t begin = ids.size();
    for (const char byte : pieces.next()) ids.push_back(byte_ids_[u8(byte)]);
    // of all pairs in the piece the one that was learned first, again and again
    const i64 left = table_.apply(ids.data() + begin, i64(ids.size() - begin));
    ids.resize(begin + size_t(left));
  }
  return ids;
  // [/encode]
}

// [unigram]
/// p(token) = (count + 1) / (all + V): what was never seen keeps a little.
void BpeUnigram::refresh() {
  counts_ = trainer_.token_counts();  // (V)
  const double all = double(std::accumulate(counts_.begin(), counts_.end(), i64(0)));
  const double V = double(counts_.size());
  log_p_.resize(counts_.size());
  for (size_t i = 0; i < counts_.size(); ++i)
    log_p_[i] = std::log((double(counts_[i]) + 1) / (all + V));
}

/// - sum of count · log p over the tokens, by the characters that they spell.
double BpeUnigram::train_nats_per_char() const {
  double nats = 0;
  for (size_t i = 0; i < log_p_.size(); ++i) nats -= double(counts_[i]) * log_p_[i];
  return nats / double(train_chars_);
}
// [/unigram]

}  // namespace lab
