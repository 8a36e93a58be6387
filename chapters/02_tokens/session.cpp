#include "chapters/02_tokens/session.h"

#include <algorithm>
#include <cmath>

#include "chapters/02_tokens/ghost.h"
#include "engine/core/check.h"
#include "engine/observe/watch.h"
#include "engine/text/unicode.h"

namespace lab {

TokensSession::TokensSession(const TokensOptions& options, const Corpus& corpus)
    : options_(options),
      vocab_(corpus.vocab),
      train_(corpus.train),
      model_(std::make_shared<BpeUnigram>(corpus.train, options)),
      parameters_{{"merges", Tensor::zeros({options.most_merges(), 3})}},
      planned_(options.steps()) {}

StepResult TokensSession::step() {
  // [learn]
  const double loss = model_->train_nats_per_char();  // before the merges of this step
  for (i64 i = 0; i < options_.merges_per_step; ++i)
    if (!model_->learn()) break;
  // [/learn]
  write_merges();
  ++steps_;
  const double none = double(kNone);
  return {.loss = loss,
          .lr = none,
          .grad_norm = none,
          .update_norm = none,
          .weight_norm = none,
          .tokens = model_->train_chars() / std::max<i64>(1, planned_)};
}

void TokensSession::write_merges() {
  real* row = parameters_[0].tensor.data();
  for (const Merge& merge : model_->merges())
    for (const i64 value : {i64(merge.left), i64(merge.right), merge.count}) *row++ = real(value);
}

std::vector<Merge> merges_from(std::span<const real> rows) {
  std::vector<Merge> merges;
  for (size_t at = 0; at + 3 <= rows.size() && rows[at + 2] > 0; at += 3) {
    const double known = 256 + double(merges.size());
    const auto id = [&](real value) {
      if (!(value >= 0 && double(value) < known) || value != std::floor(value))
        fail("merge ", merges.size(), " joins token ", value, "; want a whole number from 0 to ",
             known - 1);
      return i32(value);
    };
    merges.push_back({.left = id(rows[at]), .right = id(rows[at + 1])});
  }
  return merges;
}

std::unique_ptr<Ghost> TokensSession::make_ghost() const {
  return std::make_unique<TokensGhost>(std::make_shared<BpeUnigram>(train_, options_), options_);
}

std::unique_ptr<Ghost> TokensSession::make_writer() const {
  return std::make_unique<TokensGhost>(model_, options_);
}

Evaluation evaluate_unigram(const BpeUnigram& model, std::string_view text) {
  const std::vector<i32> ids = model.encode(text);
  double nats = 0;
  for (const i32 id : ids) nats -= model.log_p()[size_t(id)];
  return {.nats_per_token = ids.empty() ? 0 : nats / double(ids.size()),
          .tokens = i64(ids.size()),
          .rule = cat("every one of ", model.vocab_size(),
                      " tokens by itself, as often as in the training text (counts plus one); ",
                      "nothing before it is looked at"),
          .characters = count_chars(text)};
}

Evaluation TokensSession::evaluate(std::span<const i32> ids) const {
  return evaluate_unigram(*model_, vocab_.decode(ids));
}

Evaluation TokensSession::evaluate_text(const CharVocab&, std::string_view text) const {
  return evaluate_unigram(*model_, text);
}

KeyValues TokensSession::state() const {
  return {{"steps", cat(steps_)}, {"split", options_.split}, {"lr_scale", Json(lr_scale_).dump()}};
}

void TokensSession::restore(const Checkpoint& checkpoint) {
  const std::string& path = checkpoint.tensors.path();
  if (const std::string& split = checkpoint.at("split"); split != options_.split)
    fail(path, ": was trained with split=", split, ", this model has split=", options_.split,
         "; a run keeps what it began with, so start a new one for the other");
  const Tensor& rows = parameters_[0].tensor;
  Tensor read = Tensor::empty(rows.shape());
  checkpoint.copy("merges", shapes(parameters_)[0].shape, read.data());
  try {
    model_->replay(merges_from({read.data(), size_t(read.numel())}));
  } catch (const Error& error) {
    fail(path, ": ", error.what());
  }
  std::copy_n(read.data(), read.numel(), rows.data());
  const auto number = [&](const char* key) { return Json::parse(checkpoint.at(key), path); };
  steps_ = number("steps").as_i64();
  lr_scale_ = number("lr_scale").as_double();
}

}  // namespace lab
