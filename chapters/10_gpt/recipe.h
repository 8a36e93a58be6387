// How the GPT of chapter 10 is trained: which optimizer moves which weight, at which rate, and the
// named sets of options that were tried.
#pragma once
#include <memory>
#include <vector>

#include "chapters/10_gpt/model.h"
#include "engine/optim/optimizer.h"
#include "engine/optim/schedule.h"
#include "engine/run/preset.h"

namespace lab {

/// AdamW for everything; or Muon for the matrices of the blocks and AdamW for embeddings, head,
/// gains and biases.
std::unique_ptr<Optimizer> make_optimizer(const Gpt& model);

/// The schedule that the options describe; its length is known when the run's steps are.
LrSchedule make_schedule(const GptOptions& options);

/// For --preset; the first is the defaults.
std::vector<Preset> gpt_presets();

}  // namespace lab
