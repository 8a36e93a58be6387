#include "chapters/10_gpt/session.h"

#include <algorithm>
#include <cmath>

#include "chapters/10_gpt/ghost.h"
#include "engine/gemm/gemm.h"

namespace lab {
namespace {

AdamWOptions adamw_options(const GptOptions& o) {
  return {
      .beta1 = real(o.beta1), .beta2 = real(o.beta2), .decay = real(o.decay), .clip = real(o.clip)};
}

Ids share(std::span<const i32> ids) {
  return std::make_shared<const std::vector<i32>>(ids.begin(), ids.end());
}

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
      optimizer_(model_.parameters(), adamw_options(options)),
      batches_(corpus.train_ids, options.batch, options.context, splitmix64(seed)),
      schedule_{options.lr, options.lr_min, options.warmup, options.lr_decay_steps} {}

StepResult GptSession::step() {
  const GptOptions& o = model_.options();
  batches_.next();
  double loss = 0;
  for (i64 at = 0; at < o.batch;) {
    const i64 B = std::min(o.batch - at, windows_at_once(o)), n = B * o.context;
    const Ids x = share(std::span(batches_.x()).subspan(at * o.context, n));  // (B, T)
    const Ids y = share(std::span(batches_.y()).subspan(at * o.context, n));  // (B, T)
    loss += add_gradient(x, y, B, double(B) / double(o.batch));
    at += B;
  }

  const double lr = schedule_.at(steps_) * lr_scale_;
  const AdamW::Report report = optimizer_.step(real(lr));
  if (!std::isfinite(report.grad_norm)) throw_non_finite(share(batches_.x()));
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
  const Bf16Scope precision(o.bf16);

  Tape tape;  // from here every op is written down, in order; without a tape nothing is
  NoObserver nobody;
  const Tensor logits = model_(x, B, o.context, nobody, drop);  // (B, T, V)
  const Tensor loss = cross_entropy(logits, y);                 // one number, nats
  if (!std::isfinite(loss.item())) throw_non_finite(x);
  tape.backward(loss, real(weight));  // the same list, read from the end
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

std::unique_ptr<Ghost> GptSession::make_ghost() const {
  return std::make_unique<GptGhost>(model_.options(), vocab_);
}

Evaluation GptSession::evaluate(std::span<const i32> ids) const {
  return evaluate_gpt(model_, ids);
}

Evaluation evaluate_gpt(const Gpt& model, std::span<const i32> ids) {
  const i64 T = model.options().context, places = std::max<i64>(0, i64(ids.size()) - 1);
  const i64 windows_at_once = std::max<i64>(1, 4096 / T);
  NoObserver nobody;
  double nats = 0;
  for (i64 at = 0; at < places;) {
    // Whole windows go in batches; the last, shorter one goes alone.
    const i64 whole = std::min(windows_at_once, (places - at) / T);
    const i64 B = std::max<i64>(1, whole), length = whole ? T : places - at, n = B * length;
    const Tensor logits = model(share(ids.subspan(at, n)), B, length, nobody);
    nats += double(cross_entropy(logits, share(ids.subspan(at + 1, n))).item()) * double(n);
    at += n;
  }
  return {places ? nats / double(places) : 0, places,
          cat("all windows of ", T, " characters, one after the other, each started with an empty ",
              "context; every character but the text's first is predicted once")};
}

std::vector<TensorSource> GptSession::moments() const {
  std::vector<TensorSource> out;
  const std::vector<ParamShape> list = shapes(parameters());
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto& [name, shape] = list[i];
    out.emplace_back("adamw.m." + name, shape, optimizer_.first_moments()[i].data());
    out.emplace_back("adamw.v." + name, shape, optimizer_.second_moments()[i].data());
  }
  return out;
}

KeyValues GptSession::state() const {
  Json scale(lr_scale_);
  return {{"steps", cat(steps_)},
          {"adamw_steps", cat(optimizer_.steps())},
          {"schedule_total", cat(schedule_.total)},
          {"lr_scale", scale.dump()},
          {"rng", rng_.state()},
          {"batches", batches_.state()}};
}

void GptSession::restore(const Checkpoint& checkpoint) {
  const auto number = [&](const char* key) {
    return Json::parse(checkpoint.at(key), checkpoint.tensors.path());
  };
  const Parameters& all = parameters();
  const std::vector<ParamShape> list = shapes(all);
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto& [name, shape] = list[i];
    checkpoint.copy(name, shape, all[i].tensor.data());
    checkpoint.copy("adamw.m." + name, shape, optimizer_.first_moments()[i].data());
    checkpoint.copy("adamw.v." + name, shape, optimizer_.second_moments()[i].data());
  }
  steps_ = number("steps").as_i64();
  optimizer_.set_steps(number("adamw_steps").as_i64());
  schedule_.total = number("schedule_total").as_i64();
  lr_scale_ = number("lr_scale").as_double();
  rng_.set_state(checkpoint.at("rng"));
  batches_.set_state(checkpoint.at("batches"));
}

}  // namespace lab
