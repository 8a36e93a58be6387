// Training a GPT: the step in the open, evaluation over all windows, and what a checkpoint needs.
#pragma once
#include "chapters/10_gpt/recipe.h"
#include "engine/run/session.h"
#include "engine/text/batches.h"

namespace lab {

class GptSession final : public Session {
 public:
  GptSession(const GptOptions& options, const Corpus& corpus, u64 seed);

  StepResult step() override;
  i64 steps_done() const override { return steps_; }
  i64 chars_seen() const override;
  void plan_steps(i64 total) override;
  void set_lr_scale(double factor) override { lr_scale_ = factor; }
  double lr_scale() const override { return lr_scale_; }
  const Parameters& parameters() const override { return model_.parameters(); }
  std::unique_ptr<Ghost> make_ghost() const override;
  Evaluation evaluate(std::span<const i32> ids) const override;
  Evaluation evaluate_sliding(std::span<const i32> ids, i64 stride) const override;
  std::vector<TensorSource> moments() const override;
  KeyValues state() const override;
  void restore(const Checkpoint& checkpoint) override;

  const Gpt& model() const { return model_; }

 private:
  /// Forward and backward of B windows; adds weight * gradient, returns weight * loss.
  double add_gradient(const Ids& x, const Ids& y, i64 B, double weight);
  void refuse_other_recipe(const Checkpoint& checkpoint) const;
  [[noreturn]] void throw_non_finite(const Ids& x) const;

  CharVocab vocab_;
  Rng rng_;  // initial weights, then dropout keys
  Gpt model_;
  std::unique_ptr<Optimizer> optimizer_;
  Batches batches_;
  LrSchedule schedule_;
  i64 steps_ = 0;
  double lr_scale_ = 1;
};

/// Mean loss of a GPT over `ids` cut into windows of its context; see Evaluation::rule.
Evaluation evaluate_gpt(const Gpt& model, std::span<const i32> ids);
/// The same in windows `stride` places apart, each scoring what the one before it did not reach.
/// Costs context / stride times as much. Throws UsageError unless 1 <= stride <= context.
Evaluation evaluate_gpt_sliding(const Gpt& model, std::span<const i32> ids, i64 stride);

}  // namespace lab
