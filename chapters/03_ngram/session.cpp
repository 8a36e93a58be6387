#include "chapters/03_ngram/session.h"

#include <cmath>

#include "chapters/03_ngram/evaluate.h"
#include "chapters/03_ngram/ghost.h"
#include "engine/text/unicode.h"

namespace lab {

i64 tokens_read(const real* read) { return i64(read[0]) * kReadUnit + i64(read[1]); }

NgramSession::NgramSession(const NgramOptions& options, std::shared_ptr<const NgramText> text,
                           const CharVocab& chars)
    : options_(options),
      text_(std::move(text)),
      chars_(chars),
      counts_(text_->shape(int(options.order))),
      model_(counts_, options.how(), options.k),
      parameters_{{"read", Tensor::zeros({2})}} {}

StepResult NgramSession::step() {
  const i64 before = text_->chars_of(read_);
  const i64 left = total_ - base_step_, made = steps_ + 1 - base_step_;
  const i64 N = i64(text_->train().size());
  const i64 until = left > 0 ? std::min(N, base_read_ + (N - base_read_) * made / left) : N;
  const auto piece = text_->train().subspan(std::size_t(read_), std::size_t(until - read_));
  // [learn]
  // Guess the piece first: its loss is that of an unread text.
  const bool certain = options_.how() == Smoothing::mle;  // gives 0 to all that it has not seen
  double nats = certain ? 0 : score(piece);
  // Then count it. That is the whole training.
  counts_.add(piece);
  // New counts of counts, new discounts.
  model_.refresh();
  if (certain) nats = score(piece);
  // [/learn]
  read_ = until;
  ++steps_;
  note_place();
  const i64 chars = text_->chars_of(read_) - before;
  return {.loss = chars > 0 ? nats / double(chars) : 0, .tokens = chars};
}

/// Nats of the piece that begins where reading stands.
double NgramSession::score(std::span<const i32> piece) const {
  return model_.nats(piece, text_->train().first(std::size_t(read_)));
}

void NgramSession::note_place() {
  real* read = parameters_[0].tensor.data();
  const i64 high = read_ / kReadUnit, low = read_ % kReadUnit;
  read[0] = real(high), read[1] = real(low);
}

void NgramSession::plan_steps(i64 total) {
  if (total == total_) return;
  if (steps_ > 0 && total > steps_ && read_ == i64(text_->train().size()))
    throw UsageError(cat("the whole text is counted after ", steps_,
                         " steps; more steps would count it twice, which says nothing new. Give "
                         "another text with a new run"));
  total_ = total, base_step_ = steps_, base_read_ = read_;
}

std::unique_ptr<Ghost> NgramSession::make_ghost() const {
  return std::make_unique<NgramGhost>(options_, text_);
}

std::unique_ptr<Ghost> NgramSession::make_writer() const {
  return std::make_unique<NgramGhost>(options_, text_, &model_);
}

Evaluation NgramSession::evaluate(std::span<const i32> ids) const {
  if (options_.words()) return evaluate_text({}, chars_.decode(ids));
  return evaluate_ngram(model_, ids, i64(ids.size()));
}

Evaluation NgramSession::evaluate_text(const CharVocab&, std::string_view text) const {
  i64 unknown = 0;
  const std::vector<i32> ids = text_->encode(text, unknown);
  Evaluation result = evaluate_ngram(model_, ids, count_chars(text));
  result.unknown = unknown;
  if (unknown > 0) result.spelling_nats = text_->spelling_nats(text);
  return result;
}

KeyValues NgramSession::state() const {
  return {{"steps", cat(steps_)},         {"read", cat(read_)},
          {"base_step", cat(base_step_)}, {"base_read", cat(base_read_)},
          {"total", cat(total_)},         {"tokens", cat(text_->train().size())}};
}

void NgramSession::restore(const Checkpoint& checkpoint) {
  const auto number = [&](const char* key) {
    return Json::parse(checkpoint.at(key), checkpoint.tensors.path()).as_i64();
  };
  const i64 N = i64(text_->train().size()), read = number("read");
  if (number("tokens") != N || read < 0 || read > N)
    fail(checkpoint.tensors.path(), ": stands at token ", read, " of ", number("tokens"),
         ", but the run's training text has ", N, " tokens; the text was changed");
  steps_ = number("steps"), read_ = read;
  base_step_ = number("base_step"), base_read_ = number("base_read"), total_ = number("total");
  counts_ = NgramCounts(counts_.shape());
  counts_.add(text_->train().first(std::size_t(read)));
  model_.refresh();
  note_place();
}

}  // namespace lab
