#include "tests/symptoms/broken_run.h"

#include <cmath>

#include "chapters/10_gpt/chapter.h"
#include "chapters/10_gpt/ghost.h"
#include "engine/core/threads.h"
#include "engine/io/files.h"
#include "engine/text/batches.h"

namespace lab::test {
namespace {

/// The step of chapters/10_gpt/session.cpp for batches that fit at once, with a fault in it.
class BrokenSession final : public Session {
 public:
  BrokenSession(const GptOptions& options, const Corpus& corpus, u64 seed, Fault fault)
      : vocab_(corpus.vocab),
        rng_(seed),
        model_(options, corpus.vocab.size(), rng_),
        optimizer_(make_optimizer(model_)),
        batches_(corpus.train_ids, options.batch, options.context, splitmix64(seed)),
        schedule_(make_schedule(options)),
        fault_(std::move(fault)) {
    if (fault_.at_start) fault_.at_start(parameters());
  }

  StepResult step() override {
    const GptOptions& o = model_.options();
    batches_.next();
    std::vector<i32> x = batches_.x(), y = batches_.y();
    if (fault_.batch) fault_.batch(x, y);
    Tape tape;
    NoObserver nobody;
    const Dropout drop{real(o.dropout), o.dropout > 0 ? rng_.next() : 0};
    const Tensor logits = model_(make_ids(x), o.batch, o.context, nobody, drop);
    const Tensor loss = cross_entropy(logits, make_ids(y));
    if (!std::isfinite(loss.item())) throw NonFinite("the loss is not a number any more");
    tape.backward(loss, real(fault_.loss_factor * fault_.gradient_factor));
    double lr = schedule_.at(steps_) * lr_scale_;
    if (steps_ >= fault_.lr_factor_from) lr *= fault_.lr_factor;
    const Optimizer::Report report = optimizer_->step(real(lr));
    if (!std::isfinite(report.grad_norm)) throw NonFinite("the loss is not a number any more");
    if (fault_.after_step) fault_.after_step(parameters());
    ++steps_;
    return {.loss = double(loss.item()) * fault_.loss_factor,
            .lr = lr,
            .grad_norm = report.grad_norm,
            .update_norm = report.update_norm,
            .weight_norm = report.weight_norm,
            .tokens = o.batch * o.context};
  }

  Evaluation evaluate(std::span<const i32> ids) const override {
    if (!fault_.batch) return evaluate_gpt(model_, ids);
    const i64 T = model_.options().context, B = (i64(ids.size()) - 1) / T;
    std::vector<i32> x(ids.begin(), ids.begin() + B * T),
        y(ids.begin() + 1, ids.begin() + B * T + 1);
    fault_.batch(x, y);
    NoObserver nobody;
    const Tensor logits = model_(make_ids(x), B, T, nobody);
    return {double(cross_entropy(logits, make_ids(y)).item()), B * T, "as it was trained"};
  }

  i64 steps_done() const override { return steps_; }
  i64 chars_seen() const override { return 0; }
  void plan_steps(i64 total) override { schedule_.total = total; }
  void set_lr_scale(double factor) override { lr_scale_ = factor; }
  double lr_scale() const override { return lr_scale_; }
  const Parameters& parameters() const override { return model_.parameters(); }
  std::unique_ptr<Ghost> make_ghost() const override {
    return std::make_unique<GptGhost>(model_.options(), vocab_);
  }
  std::vector<TensorSource> moments() const override { return {}; }
  KeyValues state() const override { return {}; }
  void restore(const Checkpoint&) override {}

 private:
  CharVocab vocab_;
  Rng rng_;
  Gpt model_;
  std::unique_ptr<Optimizer> optimizer_;
  Batches batches_;
  LrSchedule schedule_;
  Fault fault_;
  i64 steps_ = 0;
  double lr_scale_ = 1;
};

DataSource data_of(const RunRequest& request, i64 min_chars) {
  if (request.text.empty()) return load_data(request.data, "", min_chars);
  const TempDir temp;
  write_file_atomic(temp / "text", request.text, Durability::none);
  if (request.valid.empty()) return load_data(temp / "text", "", min_chars);
  write_file_atomic(temp / "valid", request.valid, Durability::none);
  return load_data(temp / "text", temp / "valid", min_chars);
}

}  // namespace

Diagnosis run_and_diagnose(const RunRequest& request) {
  flush_denormals();
  GptOptions options;
  const OptionFields fields = options.fields();
  const std::vector<Preset> presets = gpt_presets();
  for (const auto& [key, value] : find_preset(presets, "smoke").options)
    set_option(fields, key, value);
  for (const auto& [key, value] : request.options) set_option(fields, key, value);
  const DataSource data = data_of(request, options.context + 1);

  const TempDir temp;
  RunConfig config{.chapter = "gpt",
                   .options = option_values(fields),
                   .data = data.title,
                   .seed = request.seed,
                   .steps = request.steps,
                   .vocab = data.corpus.vocab.save(),
                   .references = data.references};
  const RunDir dir = RunDir::create(temp / "run", config, data.corpus.train, data.corpus.valid);
  BrokenSession session(options, data.corpus, request.seed, request.fault);
  session.plan_steps(request.steps);
  KeyframeStore keyframes(dir.keyframes_path());
  const RunnerOptions runner{.steps = request.steps,
                             .keyframe_every = request.steps,
                             .checkpoint_every = request.steps,
                             .checkpoint_seconds = 1e9,
                             .valid_every = request.valid_every,
                             .sample_tokens = 1};
  Runner(dir, session, data.corpus, keyframes, runner, {}, nullptr, nullptr).run();
  return diagnose(dir.path());
}

std::set<std::string> names(const Diagnosis& diagnosis) {
  std::set<std::string> out;
  for (const Symptom& symptom : diagnosis.symptoms) out.insert(name_of(symptom.kind));
  return out;
}

i64 outside(const Diagnosis& diagnosis) {
  i64 count = 0;
  for (const StepRecord& r : diagnosis.history.steps)
    if (const auto at = diagnosis.info.band.valid_at(r.step); at && std::isfinite(r.valid))
      count += !at->holds(r.valid);
  return count;
}

}  // namespace lab::test
