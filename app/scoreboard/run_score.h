// One run directory as the scoreboard sees it.
#pragma once
#include <optional>
#include <string>

#include "app/scoreboard/baselines.h"
#include "app/scoreboard/cache.h"
#include "engine/run/run_dir.h"

namespace lab {

/// What a scan of run directories finds without evaluating anything.
struct FoundRun {
  std::string path, name;
  std::string problem;  ///< not empty: why it cannot be read, and nothing below is known
  std::optional<RunDir> dir;
  std::string valid_sha256;
  double changed = 0;  ///< when something was last written, seconds of the system's clock
  bool live = false;   ///< a process trains it at this moment
};

/// The runs in a folder, or the one that it is itself; by name. A folder that is not there holds
/// none.
std::vector<FoundRun> find_runs(const std::string& folder);

/// A row of the run on its own validation text: from score.json, or evaluated where that is missing
/// or older than the checkpoint; then it is written there, unless the run is being trained.
/// Throws Error if the run has nothing to be scored.
Score score_run(const FoundRun& run, const BoardProgress& progress);

/// The same on another text; remembered in the cache. Throws Error naming the first character that
/// the model does not know.
Score score_run_on(const FoundRun& run, const std::string& text, ScoreCache& cache,
                   const BoardProgress& progress);

/// A row without evaluating anything: from score.json, or from the newest validation loss in the
/// run's log. Throws Error if there is neither.
ScoreRow quick_row(const FoundRun& run);

ScoreRow row_of(const FoundRun& run, const Score& score);
/// The row of a run that has no number, and why.
ScoreRow row_without(const FoundRun& run, const std::string& why);

}  // namespace lab
