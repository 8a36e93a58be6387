#include "chapters/02_tokens/ghost.h"

#include <algorithm>
#include <limits>

#include "chapters/02_tokens/session.h"
#include "chapters/02_tokens/texts.h"
#include "engine/core/check.h"
#include "engine/core/rng.h"
#include "engine/text/unicode.h"
#include "engine/text/vocab.h"
#include "engine/tokens/char_class.h"
#include "engine/tokens/utf8_reader.h"

namespace lab {
namespace {

/// Runs of characters without white space.
i64 count_words(std::string_view text) {
  i64 words = 0;
  bool inside = false;
  for_each_char(text, [&](Utf8Char c, std::string_view) {
    const bool space = CharClasses::table().of(c.code_point) & kSpace;
    words += !space && !inside;
    inside = !space;
  });
  return words;
}

/// log p and rank of each token: what stands before it changes neither.
void score_text(const std::vector<double>& log_p, Frame& frame) {
  const size_t T = frame.ids.size();
  frame.log_p.assign(T, std::numeric_limits<float>::quiet_NaN());
  frame.rank.assign(T, -1);
  for (size_t t = 1; t < T; ++t) {
    const double own = log_p[size_t(frame.ids[t])];
    frame.log_p[t] = float(own);
    frame.rank[t] =
        i32(std::count_if(log_p.begin(), log_p.end(), [own](double other) { return other > own; }));
  }
}

}  // namespace

void TokensGhost::load(const Weights& weights) {
  const i64 wanted = options_.most_merges() * 3;
  if (i64(weights.values.size()) != wanted)
    fail("[tokens] want ", wanted, " weights (", options_.most_merges(), " merges), got ",
         weights.values.size());
  model_->replay(merges_from(weights.values));
}

void TokensGhost::look(const Probe& probe, Frame& frame) {
  frame.probe = probe;
  frame.ids = model_->encode(probe.text);
  i64 text_tokens = i64(frame.ids.size());
  for (const i32 id : probe.forced)
    if (id >= 0 && id < vocab_size()) frame.ids.push_back(id);
  if (frame.ids.empty()) frame.ids.push_back(start_token());
  // the end of the text stays
  const i64 excess = std::max<i64>(0, i64(frame.ids.size()) - kMaxProbeTokens);
  frame.dropped = 0;
  for (const i32 id : std::span(frame.ids).first(size_t(excess)))
    frame.dropped += count_chars(model_->bytes(id));
  frame.ids.erase(frame.ids.begin(), frame.ids.begin() + excess);
  frame.text_tokens = std::max<i64>(0, text_tokens - excess);
  frame.labels.clear();
  for (const i32 id : frame.ids) frame.labels.push_back(label(id));

  score_text(model_->log_p(), frame);
  std::vector<float> logits;
  next_logits(frame.ids, logits);
  rank_candidates(logits, probe.sampler, frame.candidates);
  frame.u = Rng(probe.sampler.seed).uniform();
  frame.sampled = i32(pick(frame.candidates, frame.u));
  frame.taps.clear();
  if (probe.taps & taps::kPieces) add_taps(frame);
}

void TokensGhost::add_taps(Frame& frame) const {
  frame.taps.push_back(merges_tap());
  frame.taps.push_back(vocab_tap());
  frame.taps.push_back(bytes_tap(frame.ids));
  frame.taps.push_back(fertility_tap(frame.probe.text));
  for (size_t i = 0; i < kSampleTexts.size(); ++i) frame.taps.push_back(sample_tap(i));
}

Tap TokensGhost::merges_tap() const {
  Tap tap{"tokens.merges", {"merge", "field"}, {i64(model_->merges().size()), 3}, {}, {}};
  for (const Merge& merge : model_->merges()) {
    tap.labels.push_back(label(merge.merged));
    for (const i64 value : {i64(merge.left), i64(merge.right), merge.count})
      tap.values.push_back(float(value));
  }
  return tap;
}

Tap TokensGhost::vocab_tap() const {
  Tap tap{"tokens.vocab", {"token", "field"}, {vocab_size(), 2}, {}, {}};
  for (i32 id = 0; id < i32(vocab_size()); ++id) {
    tap.labels.push_back(label(id));
    tap.values.push_back(float(model_->count(id)));
    tap.values.push_back(float(model_->bytes(id).size()));
  }
  return tap;
}

Tap TokensGhost::bytes_tap(const std::vector<i32>& ids) const {
  Tap tap{"tokens.bytes", {"position"}, {i64(ids.size())}, {}, {}};
  for (const i32 id : ids) tap.values.push_back(float(model_->bytes(id).size()));
  return tap;
}

Tap TokensGhost::fertility_tap(std::string_view probe) const {
  Tap tap{"tokens.fertility", {"text", "field"}, {i64(kSampleTexts.size()) + 1, 4}, {}, {}};
  const auto add = [&](const char* name, std::string_view text) {
    tap.labels.emplace_back(name);
    for (const i64 value :
         {i64(text.size()), count_chars(text), count_words(text), i64(model_->encode(text).size())})
      tap.values.push_back(float(value));
  };
  for (const SampleText& sample : kSampleTexts) add(sample.name, sample.text);
  add("probe", probe);
  return tap;
}

Tap TokensGhost::sample_tap(size_t index) const {
  const std::vector<i32> ids = model_->encode(kSampleTexts[index].text);
  Tap tap{cat("tokens.sample.", index), {"piece", "field"}, {i64(ids.size()), 1}, {}, {}};
  for (const i32 id : ids) {
    tap.labels.push_back(label(id));
    tap.values.push_back(float(id));
  }
  return tap;
}

void TokensGhost::next_logits(std::span<const i32> /*ids*/, std::vector<float>& logits) {
  logits.assign(model_->log_p().begin(), model_->log_p().end());
}

std::vector<i32> TokensGhost::encode(const std::string& text, i64& dropped) const {
  dropped = 0;
  return model_->encode(text);
}

std::string TokensGhost::decode(i32 id) const {
  const std::string& bytes = model_->bytes(id);
  return find_utf8_error(bytes) ? cat("‹", printable_text(bytes), "›") : bytes;
}

std::string TokensGhost::label(i32 id) const { return printable_text(model_->bytes(id)); }

i32 TokensGhost::start_token() const { return model_->encode("\n")[0]; }

}  // namespace lab
