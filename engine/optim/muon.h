// Muon: for a matrix, the step that is best if its size is measured by what it does to a vector.
#pragma once
#include <vector>

#include "engine/optim/adamw.h"
#include "engine/optim/newton_schulz.h"

namespace lab {

/// A hidden layer's weight, (parts * rows, cols): `parts` matrices stacked, as in the packed
/// queries, keys and values. Each part is orthogonalised by itself: they are three maps, not one.
struct MuonMatrix {
  Parameter parameter;
  i64 parts = 1;
};

struct MuonOptions {
  real momentum = real(0.95);
  real lr_factor = 1;  ///< rate of the matrices, as a multiple of step()'s lr
  int iterations = 5;  ///< of Newton and Schulz
  AdamWOptions adamw;  ///< of all other parameters; its decay and clip hold for the matrices too
};

/// Momentum whose direction is orthogonalised, so that every direction of a hidden matrix moves by
/// the same amount however small its share of the gradient; AdamW for embeddings, head, gains and
/// biases.
///   M <- momentum M + G;   W <- W - lr (0.2 sqrt(max(rows, cols)) NS(momentum M + G) + decay W)
/// The scale: an orthogonal (rows, cols) matrix has elements of size 1 / sqrt(max(rows, cols)) on
/// average (root mean square), AdamW's updates are measured near 0.2 of the learning rate. With
/// the factor both move a weight alike, and AdamW's learning rate and decay carry over; with
/// Jordan's own sqrt(max(1, rows / cols)) each shape would need a rate of its own.
/// Source: Jordan et al. 2024, "Muon: an optimizer for hidden layers in neural networks"; the scale
/// and the decay: Liu et al. 2025, "Muon is scalable for LLM training", section 2.2, eq. 4.
class Muon final : public Optimizer {
 public:
  /// Every matrix has two axes, the first a multiple of its parts. `rest`: all other parameters.
  Muon(const std::vector<MuonMatrix>& matrices, Parameters rest, const MuonOptions& options);

  const char* name() const override { return "muon"; }
  /// "muon.m.*" of the matrices, then AdamW's of the rest.
  Parameters moments() const override;

 private:
  UpdateSums update(real lr, real grad_scale) override;

  std::vector<MuonMatrix> matrices_;
  MuonOptions options_;
  std::vector<Tensor> m_;  // momentum of each matrix
  AdamW rest_;
  Buffer direction_;  // work space: the largest part
  NewtonSchulz orthogonalize_;
};

}  // namespace lab
