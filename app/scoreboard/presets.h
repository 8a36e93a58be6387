// The models that come with the lab and were not trained here.
#pragma once
#include <string>
#include <vector>

#include "app/scoreboard/baselines.h"
#include "engine/run/run_dir.h"

namespace lab {

/// A row for every preset of every chapter that no run of `trained` was made with: the command that
/// trains it on `spec`, and, where the chapter measured this text, what it should reach.
std::vector<ScoreRow> preset_rows(const TextPair& text, const std::string& spec,
                                  const std::vector<const RunConfig*>& trained);

}  // namespace lab
