// The inference-only twin of a model: shows what weights do with a text, at any step of training.
#pragma once
#include <memory>
#include <span>
#include <vector>

#include "engine/core/param_shape.h"
#include "engine/observe/frame.h"

namespace lab {

/// A copy of all weights at one step: every parameter, one after the other.
struct Weights {
  i64 step = -1;
  std::vector<real> values;
};

/// Threads: used by one thread at a time; shares nothing with the model that trains.
/// panel = draw(Frame), Frame = look(weights, probe): equal arguments give equal frames.
class Ghost {
 public:
  virtual ~Ghost() = default;
  /// Takes over the weights. Throws Error if their number is not the model's.
  virtual void load(const Weights& weights) = 0;
  /// Runs the probe through the model and fills ids, labels, log_p, rank, taps, candidates,
  /// sampled, dropped, text_tokens of `frame`, reusing its memory.
  virtual void look(const Probe& probe, Frame& frame) = 0;
  /// logits of the token after `ids` (at least one; the last `context` of them are read).
  ///   logits: (V), overwritten
  virtual void next_logits(std::span<const i32> ids, std::vector<float>& logits) = 0;
  /// From here on next_logits reads weights rounded to 8 bits: faster where memory is the limit, a
  /// little less exact. look() stays exact. Throws Error where a model does not offer it.
  virtual void use_int8_weights();
  /// Ids of the text's known characters; `dropped` counts the others.
  virtual std::vector<i32> encode(const std::string& text, i64& dropped) const = 0;
  virtual std::string decode(i32 id) const = 0;
  virtual i64 vocab_size() const = 0;
  /// What a picture prints for a token; whatever decode() gives that cannot be printed is replaced.
  virtual std::string label(i32 id) const;
  /// Names and shapes of the weights, in the order of Weights::values.
  virtual std::vector<ParamShape> shapes() const = 0;
  /// What a text is started with when nothing is given: the id of "\n", or 0.
  virtual i32 start_token() const = 0;
};

/// `count` tokens after `prompt` (a start token if empty), drawn as `options` say; p, if given,
/// receives the probability the model gave to each, before temperature and cut.
std::vector<i32> generate(Ghost& ghost, std::span<const i32> prompt, i64 count,
                          const SamplerOptions& options, std::vector<float>* p = nullptr);

}  // namespace lab
