// One model being trained: what the runner, the run directory and the viewer need of a chapter.
#pragma once
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "engine/core/check.h"
#include "engine/nn/parameter.h"
#include "engine/observe/ghost.h"
#include "engine/observe/watch.h"
#include "engine/run/checkpoint.h"
#include "engine/run/options.h"
#include "engine/run/preset.h"
#include "engine/text/corpus.h"

namespace lab {

struct StepResult {
  double loss = 0;  ///< nats per token of this batch, before the update
  double lr = 0, grad_norm = 0, update_norm = 0, weight_norm = 0;
  i64 tokens = 0;  ///< trained on in this step
};

/// A loss that is NaN or infinite; what() names the first bad tensor and the step.
class NonFinite : public Error {
 public:
  using Error::Error;
};

/// The mean over a text, each place counted once.
struct Evaluation {
  double nats_per_token = 0;
  i64 tokens = 0;    ///< places predicted
  std::string rule;  ///< which context each place had, in words
};

/// Threads: owned by the trainer; make_ghost() results are independent.
class Session {
 public:
  virtual ~Session() = default;
  /// The lesson's loop body: batch, forward, loss, backward, update. Throws NonFinite before the
  /// update if the loss is not a number: the weights stay as they were.
  virtual StepResult step() = 0;
  virtual i64 steps_done() const = 0;
  /// Steps the schedule is laid out for.
  virtual void plan_steps(i64 total) = 0;
  /// A factor on the schedule's learning rate, from the next step on.
  virtual void set_lr_scale(double factor) = 0;
  virtual double lr_scale() const = 0;

  virtual const Parameters& parameters() const = 0;
  virtual std::unique_ptr<Ghost> make_ghost() const = 0;
  /// Draws from no random stream of the training.
  virtual Evaluation evaluate(std::span<const i32> ids) const = 0;
  /// The same, with (nearly) as much context for every place as the model can have: windows
  /// `stride` places apart. Throws Error where a model has no windows.
  virtual Evaluation evaluate_sliding(std::span<const i32>, i64 /*stride*/) const {
    fail("--rule sliding: this model carries its context along and has no windows to slide");
  }

  /// All that a bit-exact continuation needs besides the weights.
  virtual std::vector<TensorSource> moments() const = 0;
  virtual KeyValues state() const = 0;
  /// Puts weights, moments and state back. Throws Error if they belong to another model.
  virtual void restore(const Checkpoint& checkpoint) = 0;
};

/// What a chapter offers: options and a session made from them. The table of all chapters is
/// chapters/registry.cpp.
class ChapterModel {
 public:
  virtual ~ChapterModel() = default;
  /// Its options by name, with defaults; pointers into this object.
  virtual OptionFields options() = 0;
  /// Sizes for RunInfo: layers, heads, width, context, batch, optimizer line.
  virtual void describe(RunInfo& info) const = 0;
  /// Named sets of options, for --preset.
  virtual std::vector<Preset> presets() const { return {}; }
  /// Its expected/bands.json, as engine/run/expected_file.h reads it; empty = nothing measured.
  virtual std::string_view expected() const { return {}; }
  virtual i64 default_steps() const = 0;
  virtual i64 context() const = 0;
  virtual std::unique_ptr<Session> make_session(const Corpus& corpus, u64 seed) const = 0;
  /// Without a corpus: for looking at stored weights only.
  virtual std::unique_ptr<Ghost> make_ghost(const CharVocab& vocab) const = 0;
};

}  // namespace lab
