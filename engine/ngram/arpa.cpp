#include "engine/ngram/arpa.h"

#include <cmath>
#include <limits>

#include "engine/ngram/words.h"

namespace lab {

double ScoreTotals::perplexity() const {
  return words == 0 ? std::numeric_limits<double>::quiet_NaN()
                    : std::pow(10.0, -log10_p / double(words));
}

double ScoreTotals::perplexity_of_known() const {
  return words == unknown ? std::numeric_limits<double>::quiet_NaN()
                          : std::pow(10.0, -(log10_p - log10_unknown) / double(words - unknown));
}

ScoreTotals& ScoreTotals::operator+=(const ScoreTotals& other) {
  log10_p += other.log10_p, log10_unknown += other.log10_unknown;
  words += other.words, unknown += other.unknown, sentences += other.sentences;
  return *this;
}

i64 ArpaModel::memory_bytes() const {
  i64 bytes = vocab_.memory_bytes() + i64(unigrams_.size() * sizeof(GramWeights));
  for (const GramTable& table : tables_) bytes += table.memory_bytes();
  return bytes;
}

ArpaModel::State ArpaModel::sentence_start() const {
  State state;
  if (order_ == 1) return state;
  state.words[0] = start_;
  state.backoff[1] = unigrams_[std::size_t(start_)].backoff;
  state.length = 1;
  return state;
}

ArpaModel::Score ArpaModel::resolve(State& state, i32 id, const Keys& keys) const {
  const int longest = std::min(state.length + 1, order_);
  std::array<float, kMaxNgramOrder + 1> backoff;
  GramWeights best = unigrams_[std::size_t(id)];
  int matched = 1;
  backoff[1] = best.backoff;
  for (int n = 2; n <= longest; ++n) {
    const GramWeights* found = tables_[std::size_t(n)].find(keys[std::size_t(n)]);
    if (!found) break;
    best = *found;
    matched = n;
    backoff[std::size_t(n)] = best.backoff;
  }
  float log10_p = best.log10_p;
  for (int k = matched; k <= state.length; ++k) log10_p += state.backoff[std::size_t(k)];
  state.length = std::min(matched, order_ - 1);
  for (int k = 1; k <= state.length; ++k) state.backoff[std::size_t(k)] = backoff[std::size_t(k)];
  for (int k = order_ - 2; k > 0; --k)
    state.words[std::size_t(k)] = state.words[std::size_t(k - 1)];
  state.words[0] = id;
  return {log10_p, matched};
}

/// [n]: the hash of an n-gram that ends in id after the words of a state.
ArpaModel::Keys ArpaModel::keys_of(const State& state, int length, i32 id) const {
  Keys keys;
  u64 hash = GramTable::extend(0, id);
  for (int n = 2; n <= std::min(length + 1, order_); ++n)
    keys[std::size_t(n)] = hash = GramTable::extend(hash, state.words[std::size_t(n - 2)]);
  return keys;
}

ArpaModel::Score ArpaModel::score(State& state, i32 id) const {
  return resolve(state, id, keys_of(state, state.length, id));
}

/// Words on their way through the stations of score_text: each station touches memory for all of
/// them before the next one needs it.
class ArpaModel::Batch {
 public:
  Batch(const ArpaModel& model, const std::function<void(const ScoredWord&)>& visit)
      : model_(model), visit_(visit), state_(model.sentence_start()), ahead_(state_) {}

  /// A word of the text, or the end of its line.
  void add(std::string_view word, bool ends) {
    Word& slot = words_[std::size_t(size_)];
    slot.text = word, slot.ends = ends, slot.id = model_.end_;
    if (!ends) {
      slot.hash = WordTable::hash(word);
      model_.vocab_.prefetch(slot.hash);
    }
    if (++size_ == kSize) flush();
  }

  void flush() {
    for (int i = 0; i < size_; ++i) look_up(words_[std::size_t(i)]);
    for (int i = 0; i < size_; ++i) score(words_[std::size_t(i)]);
    size_ = 0;
  }

  const ScoreTotals& totals() const { return totals_; }

 private:
  static constexpr int kSize = 32;
  struct Word {
    std::string_view text;
    u64 hash = 0;
    i32 id = 0;
    bool ends = false;  // the sentence; it is no word of the text
    Keys keys;
  };

  void look_up(Word& word) {
    if (!word.ends) word.id = model_.id(word.text, word.hash);
    word.keys = model_.keys_of(ahead_, ahead_.length, word.id);
    for (int n = 2; n <= std::min(ahead_.length + 1, model_.order_); ++n)
      model_.tables_[std::size_t(n)].prefetch(word.keys[std::size_t(n)]);
    if (word.ends) {
      ahead_ = model_.sentence_start();
      return;
    }
    for (int k = model_.order_ - 2; k > 0; --k)
      ahead_.words[std::size_t(k)] = ahead_.words[std::size_t(k - 1)];
    ahead_.words[0] = word.id;
    ahead_.length = std::min(ahead_.length + 1, model_.order_ - 1);
  }

  void score(const Word& word) {
    const Score score = model_.resolve(state_, word.id, word.keys);
    totals_.log10_p += score.log10_p;
    ++totals_.words;
    if (word.id == 0) {
      totals_.log10_unknown += score.log10_p;
      ++totals_.unknown;
    }
    if (visit_) visit_({word.text, word.id, score.log10_p, score.matched, word.ends});
    if (!word.ends) return;
    ++totals_.sentences;
    state_ = model_.sentence_start();
  }

  const ArpaModel& model_;
  const std::function<void(const ScoredWord&)>& visit_;
  State state_, ahead_;  // ahead_: words only, of the station before
  std::array<Word, kSize> words_;
  int size_ = 0;
  ScoreTotals totals_;
};

ScoreTotals ArpaModel::score_text(std::string_view text,
                                  const std::function<void(const ScoredWord&)>& visit) const {
  Batch batch(*this, visit);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    for_each_word(text.substr(at, end - at),
                  [&](std::string_view word) { batch.add(word, false); });
    batch.add(kSentenceEnd, true);
    at = end + 1;
  }
  batch.flush();
  return batch.totals();
}

}  // namespace lab
