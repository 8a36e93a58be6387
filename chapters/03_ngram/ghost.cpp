#include "chapters/03_ngram/ghost.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "chapters/03_ngram/session.h"
#include "engine/observe/look.h"

namespace lab {
namespace {

constexpr i64 kBigramVocab = 128;      // beyond it a matrix is no picture
constexpr i64 kSparsityPlaces = 4096;  // of the validation text, evenly spread
constexpr float kImpossible = -100;    // log p of what has probability 0: e^-100 is 0 in float

float log_of(double p) { return p > 0 ? float(std::log(p)) : kImpossible; }

/// log p and rank of each token of the text, given what precedes it.
void score_text(const NgramModel& model, Frame& frame, std::vector<double>& p) {
  const std::size_t T = frame.ids.size();
  frame.log_p.assign(T, std::numeric_limits<float>::quiet_NaN());
  frame.rank.assign(T, -1);
  for (std::size_t t = 1; t < T; ++t) {
    model.distribution(std::span(frame.ids).first(t), p);
    const double own = p[std::size_t(frame.ids[t])];
    frame.log_p[t] = log_of(own);
    frame.rank[t] = i32(std::count_if(p.begin(), p.end(), [own](double x) { return x > own; }));
  }
}

}  // namespace

NgramGhost::NgramGhost(const NgramOptions& options, std::shared_ptr<const NgramText> text)
    : options_(options), text_(std::move(text)) {
  counts_.emplace(text_->shape(int(options.order)));
  model_.emplace(*counts_, options.how(), options.k);
}

NgramGhost::NgramGhost(const NgramOptions& options, std::shared_ptr<const NgramText> text,
                       const NgramModel* borrowed)
    : options_(options), text_(std::move(text)), borrowed_(borrowed) {}

void NgramGhost::load(const Weights& weights) {
  if (borrowed_) return;
  const i64 N = i64(text_->train().size());
  if (weights.values.size() != 2) fail("[ngram] want 2 weights, got ", weights.values.size());
  const i64 read = tokens_read(weights.values.data());
  if (read < 0 || read > N)
    fail("[ngram] want a place from 0 to ", N, " in the training text, got ", read);
  if (read < counts_->tokens()) {
    counts_.emplace(text_->shape(int(options_.order)));
    model_.emplace(*counts_, options_.how(), options_.k);
  }
  const i64 from = counts_->tokens();
  counts_->add(text_->train().subspan(std::size_t(from), std::size_t(read - from)));
  model_->refresh();
}

void NgramGhost::look(const Probe& probe, Frame& frame) {
  take_probe(*this, probe, kMaxProbeTokens, frame);
  std::vector<double> p(static_cast<std::size_t>(vocab_size()));
  score_text(model(), frame, p);
  model().distribution(std::span(frame.ids).first(std::size_t(asked_position(frame)) + 1), p);
  std::vector<float> logits(p.size());
  std::transform(p.begin(), p.end(), logits.begin(), log_of);
  rank_next(logits, frame);
  frame.taps.clear();
  if (probe.taps & taps::kCounts) add_taps(frame);
}

void NgramGhost::next_logits(std::span<const i32> ids, std::vector<float>& logits) {
  std::vector<double> p(static_cast<std::size_t>(vocab_size()));
  model().distribution(ids, p);
  logits.resize(p.size());
  std::transform(p.begin(), p.end(), logits.begin(), log_of);
}

void NgramGhost::add_taps(Frame& frame) {
  add_ladder(frame);
  if (steady_at_ != model().counts().tokens()) {
    steady_.clear();
    add_bigrams();
    add_sparsity();
    steady_at_ = model().counts().tokens();
  }
  frame.taps.insert(frame.taps.end(), steady_.begin(), steady_.end());
}

/// What every order says of the token after each position; where none follows, of the likeliest.
void NgramGhost::add_ladder(Frame& frame) const {
  const i64 T = i64(frame.ids.size()), N = options_.order;
  Tap ladder{"ngram.ladder", {"position", "order", "field"}, {T, N, kRungFields}, {}, {}};
  Tap target{"ngram.target", {"position"}, {T}, {}, {}};
  std::vector<double> p(static_cast<std::size_t>(vocab_size()));
  std::vector<NgramRung> rungs;
  for (i64 t = 0; t < T; ++t) {
    const auto context = std::span(frame.ids).first(std::size_t(t) + 1);
    i32 next = 0;
    if (t + 1 < T) {
      next = frame.ids[std::size_t(t) + 1];
    } else {
      model().distribution(context, p);
      next = i32(std::max_element(p.begin(), p.end()) - p.begin());
    }
    target.values.push_back(float(next));
    model().ladder(context, next, rungs);
    for (const NgramRung& r : rungs)
      for (const double field :
           {r.matched, r.context_count, r.types, r.count, r.discount, r.weight, r.own, r.p})
        ladder.values.push_back(float(field));
  }
  frame.taps.push_back(std::move(ladder));
  frame.taps.push_back(std::move(target));
}

/// p(next | previous) of the model with order 2 over the same counts, and every token's count.
void NgramGhost::add_bigrams() {
  const NgramCounts& counts = model().counts();
  const i64 V = vocab_size();
  if (V > kBigramVocab) return;
  Tap unigram{"ngram.unigram", {"token"}, {V}, {}, {}};
  for (i32 id = 0; id < i32(V); ++id)
    unigram.values.push_back(float(counts.count(std::span(&id, 1))));
  if (options_.order >= 2) {
    const NgramModel pairs(counts, options_.how(), options_.k, 2);
    Tap matrix{"ngram.bigram", {"previous", "next"}, {V, V}, {}, {}};
    std::vector<double> p(static_cast<std::size_t>(V));
    for (i32 id = 0; id < i32(V); ++id) {
      const bool mark = id == counts.shape().start && !counts.shape().predict_start;
      const auto context = mark ? counts.start() : counts.context_of(std::span(&id, 1));
      pairs.distribution(context, p);
      matrix.values.insert(matrix.values.end(), p.begin(), p.end());
    }
    steady_.push_back(std::move(matrix));
  }
  steady_.push_back(std::move(unigram));
}

void NgramGhost::add_sparsity() {
  const NgramCounts& counts = model().counts();
  const std::span<const i32> valid = text_->valid();
  Tap tap{"ngram.sparsity", {"order", "field"}, {options_.order, 5}, {}, {}};
  for (int n = 1; n <= int(options_.order); ++n) {
    const i64 places = i64(valid.size()) - n + 1, asked = std::min(places, kSparsityPlaces);
    i64 seen = 0;
    for (i64 i = 0; i < asked; ++i)
      seen += counts.count(valid.subspan(std::size_t(places * i / asked), std::size_t(n))) > 0;
    tap.values.insert(
        tap.values.end(),
        {float(counts.distinct(n)), float(counts.count_of_counts(n, 1)),
         float(n * std::log10(double(vocab_size()))),
         asked > 0 ? float(double(seen) / double(asked)) : 0.f, float(counts.tokens())});
  }
  steady_.push_back(std::move(tap));
}

}  // namespace lab
