// The learning rate of each step: warm-up, perhaps a plateau, and a way down.
#pragma once
#include "engine/core/real.h"

namespace lab {

/// Learning rate of update `step` (0 = the first): linear warm-up to `peak`, constant until the
/// last `decay_share` of the `total` steps, then down to `floor` at `total`, `floor` from there on.
/// share 1, cosine: Loshchilov, Hutter 2017, "SGDR", eq. 5, without restarts; as in Radford et al.
/// 2018 for GPT.
/// share below 1, linear: "warm-up, stable, decay" of Hu et al. 2024, "MiniCPM", section 4; the
/// linear way down is that of Hägele et al. 2024, "Scaling laws and compute-optimal training
/// beyond fixed training durations", section 3.
struct LrSchedule {
  enum class Decay : u8 { cosine, linear };

  double peak = 1e-3, floor = 1e-4;
  i64 warmup = 100, total = 2000;
  Decay decay = Decay::cosine;
  double decay_share = 1;  ///< of the total, 0 to 1; the warm-up is never shortened

  double at(i64 step) const;
};

}  // namespace lab
