#include "engine/ngram/arpa_builder.h"

#include "engine/core/check.h"
#include "engine/ngram/words.h"

namespace lab {

static constexpr float kMissingUnknown = -100;  // KenLM's Config::unknown_missing_logprob

ArpaBuilder::ArpaBuilder(int order) {
  if (order < 1 || order > kMaxNgramOrder)
    fail("want orders 1 to ", int{kMaxNgramOrder}, ", found ", order);
  model_.order_ = order;
  model_.listed_.resize(std::size_t(order) + 1);
  model_.tables_.resize(std::size_t(order) + 1);
  model_.vocab_.add(kUnknownWord);  // id 0
  model_.unigrams_.push_back({kMissingUnknown, 0});
}

bool ArpaBuilder::add_unigram(std::string_view word, GramWeights weights) {
  if (word == kUnknownWord || word == "<UNK>") {
    if (model_.lists_unknown_) return false;
    model_.lists_unknown_ = true;
    model_.unigrams_[0] = weights;
  } else {
    if (model_.id(word) != 0) return false;
    model_.vocab_.add(word);
    model_.unigrams_.push_back(weights);
  }
  ++model_.listed_[1];
  return true;
}

void ArpaBuilder::reserve(int n, i64 count) {
  if (n >= 2) model_.tables_[std::size_t(n)].reserve(count);
}

const GramWeights* ArpaBuilder::find(int n, i32 first, u64 key) const {
  return n == 1 ? &model_.unigrams_[std::size_t(first)] : model_.tables_[std::size_t(n)].find(key);
}

ArpaBuilder::Added ArpaBuilder::add(std::span<const i32> words, GramWeights weights) {
  const int n = int(words.size());
  std::array<u64, kMaxNgramOrder + 1> keys{}, contexts{};  // [k]: of k words, newest first
  for (std::size_t k = 1; k <= words.size(); ++k)
    keys[k] = GramTable::extend(keys[k - 1], words[k - 1]);
  for (std::size_t k = 1; k < words.size(); ++k)
    contexts[k] = GramTable::extend(contexts[k - 1], words[k]);
  GramTable& table = model_.tables_[std::size_t(n)];
  if (table.find(keys[std::size_t(n)])) return Added::twice;
  if (!find(n - 1, words[1], contexts[std::size_t(n - 1)])) return Added::without_context;
  table.insert(keys[std::size_t(n)], weights);
  ++model_.listed_[std::size_t(n)];
  if (n > 2 && !model_.tables_[std::size_t(n - 1)].find(keys[std::size_t(n - 1)]))
    add_blanks(words, keys, contexts);
  return Added::yes;
}

/// The n-gram is listed but its last n-1 words are not: they are entered with the probability that
/// backing off gives, so that a search which grows to the left arrives.
void ArpaBuilder::add_blanks(std::span<const i32> words,
                             const std::array<u64, kMaxNgramOrder + 1>& keys,
                             const std::array<u64, kMaxNgramOrder + 1>& contexts) {
  const int n = int(words.size());
  int known = n - 2;
  while (known > 1 && !model_.tables_[std::size_t(known)].find(keys[std::size_t(known)])) --known;
  float log10_p = find(known, words[0], keys[std::size_t(known)])->log10_p;
  for (int k = known + 1; k < n; ++k) {
    const GramWeights* before = find(k - 1, words[1], contexts[std::size_t(k - 1)]);
    if (before) log10_p += before->backoff;
    model_.tables_[std::size_t(k)].insert(keys[std::size_t(k)], {log10_p, 0});
  }
}

ArpaModel ArpaBuilder::finish() {
  model_.start_ = model_.id(kSentenceStart);
  model_.end_ = model_.id(kSentenceEnd);
  return std::move(model_);
}

}  // namespace lab
