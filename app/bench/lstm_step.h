// A small character LSTM in training: the bench's `lstm_512`.
#pragma once
#include "engine/nn/linear.h"
#include "engine/ops/recurrent.h"
#include "engine/optim/adamw.h"
#include "engine/text/batches.h"

namespace lab {

struct LstmStepSize {
  i64 hidden = 512, batch = 32, time = 64, vocab = 65;  ///< the embedding is as wide as h
};

/// Embedding, one LSTM layer, linear head, cross-entropy; clipping at norm 5 and Adam at 2e-3.
/// Each window starts from zeros. The text is random ids: what they mean does not change the cost.
class LstmStep {
 public:
  explicit LstmStep(const LstmStepSize& size, u64 seed = 1);

  /// The whole training step: batch, forward, backward, clipping, update. Returns the loss in nats.
  double step();

  i64 tokens_per_step() const { return size_.batch * size_.time; }
  /// Operations of the matrix products of one step, a multiply-add counting two.
  double flops_per_step() const;
  const Parameters& parameters() const { return parameters_; }

 private:
  LstmStepSize size_;
  Rng rng_;
  Tensor table_;              // (V, H)
  RecurrentWeights weights_;  // (4H, H), (4H, H), (4H)
  Linear head_;               // (V, H), (V)
  Parameters parameters_;
  AdamW optimizer_;
  Batches batches_;
};

}  // namespace lab
