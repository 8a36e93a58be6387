#include "chapters/10_gpt/session.h"

#include <algorithm>
#include <cmath>

#include "chapters/10_gpt/ghost.h"
#include "engine/gemm/gemm.h"

namespace lab {
namespace {

/// A step goes through its batch in parts of about a thousand tokens and adds their gradients up:
/// the parts' activations stay in the cache, and memory does not grow with the batch.
i64 windows_at_once(const GptOptions& o) { return std::max<i64>(1, 1024 / o.context); }

/// Remembers the first tensor of a forward pass that is not finite.
class NonFiniteFinder final : public Observer {
 public:
  std::string found;
  void on_tensor(int layer, const char* name, const Tensor& t) override {
    if (!found.empty() || first_non_finite(t.data(), t.numel()) < 0) return;
    found = layer < 0 ? name : cat("blk", layer, ".", name);
  }
};

}  // namespace

GptSession::GptSession(const GptOptions& options, const Corpus& corpus, u64 seed)
    : vocab_(corpus.vocab),
      rng_(seed),
      model_(options, corpus.vocab.size(), rng_),
      optimizer_(make_optimizer(model_)),
      batches_(corpus.train_ids, options.batch, options.context, splitmix64(seed)),
      schedule_(make_schedule(options)) {}

StepResult GptSession::step() {
  const GptOptions& o = model_.options();
  const Bf16Scope precision(o.bf16);
  batches_.next();
  double loss = 0;
  for (i64 at = 0; at < o.batch;) {
    const i64 B = std::min(o.batch - at, windows_at_once(o)), n = B * o.context;
    const Ids x = make_ids(std::span(batches_.x()).subspan(at * o.context, n));  // (B, T)
    const Ids y = make_ids(std::span(batches_.y()).subspan(at * o.context, n));  // (B, T)
    loss += add_gradient(x, y, B, double(B) / double(o.batch));
    at += B;
  }

  const double lr = schedule_.at(steps_) * lr_scale_;
  const Optimizer::Report report = optimizer_->step(real(lr));
  if (!std::isfinite(report.grad_norm)) throw_non_finite(make_ids(batches_.x()));
  ++steps_;
  return {.loss = loss,
          .lr = lr,
          .grad_norm = report.grad_norm,
          .update_norm = report.update_norm,
          .weight_norm = report.weight_norm,
          .tokens = o.batch * o.context};
}

double GptSession::add_gradient(const Ids& x, const Ids& y, i64 B, double weight) {
  const GptOptions& o = model_.options();
  const Dropout drop{real(o.dropout), o.dropout > 0 ? rng_.next() : 0};

  // [learn]
  // From here every op is written down, in order;
  // without a tape nothing is.
  Tape tape;
  NoObserver nobody;
  // logits (B, T, V); loss is one number, in nats
  const Tensor logits = model_(x, B, o.context, nobody, drop);
  const Tensor loss = cross_entropy(logits, y);
  if (!std::isfinite(loss.item())) throw_non_finite(x);
  // The same list, read from the end.
  tape.backward(loss, real(weight));
  // [/learn]
  return double(loss.item()) * weight;
}

void GptSession::throw_non_finite(const Ids& x) const {
  std::string name;
  for (const Parameter& p : parameters()) {
    if (!name.empty()) break;
    if (first_non_finite(p.tensor.data(), p.tensor.numel()) >= 0) name = "weight " + p.name;
  }
  if (name.empty()) {
    NonFiniteFinder finder;
    model_(x, i64(x->size()) / model_.options().context, model_.options().context, finder);
    name = finder.found;
  }
  for (const Parameter& p : parameters()) {
    if (!name.empty()) break;
    if (first_non_finite(p.tensor.grad(), p.tensor.numel()) >= 0) name = "gradient of " + p.name;
  }
  throw NonFinite(cat("step ", steps_ + 1, ": the loss is not a number any more; the first bad ",
                      "tensor is ", name.empty() ? "the loss" : name,
                      ". A smaller learning rate (--set lr=...) or a smaller clip may help"));
}

void GptSession::plan_steps(i64 total) {
  const i64 fixed = model_.options().lr_decay_steps;
  schedule_.total = fixed > 0 ? fixed : total;
}

i64 GptSession::chars_seen() const {
  return steps_ * model_.options().batch * model_.options().context;
}

std::unique_ptr<Ghost> GptSession::make_ghost() const {
  return std::make_unique<GptGhost>(model_.options(), vocab_);
}

Evaluation GptSession::evaluate(std::span<const i32> ids) const {
  return evaluate_gpt(model_, ids);
}

Evaluation GptSession::evaluate_sliding(std::span<const i32> ids, i64 stride) const {
  return evaluate_gpt_sliding(model_, ids, stride);
}

std::vector<TensorSource> GptSession::moments() const {
  std::vector<TensorSource> out;
  const Parameters buffers = optimizer_->moments();
  const std::vector<ParamShape> list = shapes(buffers);
  for (std::size_t i = 0; i < list.size(); ++i)
    out.emplace_back(list[i].name, list[i].shape, buffers[i].tensor.data());
  return out;
}

KeyValues GptSession::state() const {
  Json scale(lr_scale_);
  return {{"steps", cat(steps_)},
          {"optimizer", optimizer_->name()},
          {"positions", model_.options().positions},
          {"adamw_steps", cat(optimizer_->steps())},
          {"schedule_total", cat(schedule_.total)},
          {"lr_scale", scale.dump()},
          {"rng", rng_.state()},
          {"batches", batches_.state()}};
}

/// The same tensors could mean something else, or be silently left out.
void GptSession::refuse_other_recipe(const Checkpoint& checkpoint) const {
  const auto want = [&](const char* key, const std::string& wanted, const char* before) {
    const auto at = checkpoint.state.find(key);
    const std::string found = at == checkpoint.state.end() ? before : at->second;
    if (found != wanted)
      fail(checkpoint.tensors.path(), ": was trained with ", key, "=", found, ", this model has ",
           key, "=", wanted, "; a run keeps what it began with, so start a new one for the other");
  };
  want("optimizer", optimizer_->name(), "adamw");  // what there was before there was a choice
  want("positions", model_.options().positions, "learned");
}

void GptSession::restore(const Checkpoint& checkpoint) {
  refuse_other_recipe(checkpoint);
  const auto number = [&](const char* key) {
    return Json::parse(checkpoint.at(key), checkpoint.tensors.path());
  };
  Parameters all = parameters();
  for (Parameter& buffer : optimizer_->moments()) all.push_back(std::move(buffer));
  const std::vector<ParamShape> list = shapes(all);
  for (std::size_t i = 0; i < list.size(); ++i)
    checkpoint.copy(list[i].name, list[i].shape, all[i].tensor.data());
  steps_ = number("steps").as_i64();
  optimizer_->set_steps(number("adamw_steps").as_i64());
  schedule_.total = number("schedule_total").as_i64();
  lr_scale_ = number("lr_scale").as_double();
  rng_.set_state(checkpoint.at("rng"));
  batches_.set_state(checkpoint.at("batches"));
}

}  // namespace lab
