// One model being trained: what the runner, the run directory and the viewer need of a chapter.
#pragma once
#include <cmath>
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
  double loss = 0;  ///< nats per character of this batch, before the update
  double lr = 0, grad_norm = 0, update_norm = 0, weight_norm = 0;
  i64 tokens = 0;  ///< characters trained on in this step
};

/// A loss that is NaN or infinite; what() names the first bad tensor and the step.
class NonFinite : public Error {
 public:
  using Error::Error;
};

/// The mean over a text, each place counted once. Models that cut text into other pieces than
/// characters are compared by nats per character: all their nats over all the text's characters.
struct Evaluation {
  double nats_per_token = 0;  ///< infinity where the model calls something impossible
  i64 tokens = 0;             ///< pieces predicted
  std::string rule;           ///< which context each place had, in words
  i64 characters = 0;         ///< of the text that they spell; 0 = one each
  i64 unknown = 0;            ///< pieces that the vocabulary lacks
  double spelling_nats = 0;   ///< to spell those, beyond nats_per_token; 0 where a model cannot
  i64 impossible = 0;         ///< pieces given probability 0

  i64 chars() const { return characters ? characters : tokens; }
  double nats() const { return nats_per_token * double(tokens) + spelling_nats; }
  bool spelled() const { return unknown == 0 || spelling_nats > 0; }
  double nats_per_char() const { return nats() / double(chars() ? chars() : 1); }
  double perplexity() const { return std::exp(nats_per_token); }
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
  /// A ghost for the trainer's own thread, so it may read what the session learns from.
  virtual std::unique_ptr<Ghost> make_writer() const { return make_ghost(); }
  /// ids: characters, numbered by the corpus' vocabulary. Draws from no random stream of the
  /// training.
  virtual Evaluation evaluate(std::span<const i32> ids) const = 0;
  /// The same for any text. Throws Error naming the first character that the model cannot read.
  virtual Evaluation evaluate_text(const CharVocab& vocab, std::string_view text) const {
    return evaluate(vocab.encode(text));
  }
  /// The same, with (nearly) as much context for every place as the model can have: windows
  /// `stride` places apart. Throws Error where a model has no windows.
  virtual Evaluation evaluate_sliding(std::span<const i32>, i64 /*stride*/) const {
    fail("--rule sliding: this model carries its context along and has no windows to slide");
  }

  /// Characters of training text read so far, each reading counted.
  virtual i64 chars_seen() const = 0;
  /// Numbers learned so far: weights, or for a model of counts the different things it counts.
  virtual i64 model_size() const { return count(parameters()); }

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
  /// False: there is nothing to train (chapter 1), and none of the rest is called.
  virtual bool trains() const { return true; }
  virtual i64 default_steps() const = 0;
  /// Steps between the keyframes of a run of so many steps, besides the early ones; at most 256 are
  /// kept in all. More often where weights are few and every step is worth a look.
  virtual i64 keyframe_every(i64 /*steps*/) const { return 50; }
  /// Steps between two looks at the validation sample; 0 = the runner's own habit.
  virtual i64 valid_every() const { return 0; }
  virtual i64 context() const = 0;
  virtual std::unique_ptr<Session> make_session(const Corpus& corpus, u64 seed) const = 0;
  /// For looking at stored weights. The text is the run's own: a model of counts is its text, up
  /// to the place that its weights name.
  virtual std::unique_ptr<Ghost> make_ghost(const Corpus& corpus) const = 0;
};

}  // namespace lab
