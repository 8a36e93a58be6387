// Every model on one text: runs, presets, baselines, put together.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "app/scoreboard/baselines.h"

namespace lab {

struct BoardRequest {
  std::string runs = "runs";  ///< a folder of run directories, or one of them
  std::string data;           ///< --data, as load_data reads it; empty = the runs' own texts
  std::string valid;          ///< --valid, with data
  std::string current;        ///< path of the run that a viewer shows; its text's board comes first
  /// For a viewer: the first board only, nothing is evaluated (a run without score.json stands with
  /// its newest validation loss), and texts beyond 5 MB have baselines only if they were computed
  /// before.
  bool quick = false;
};

/// What was found: a board per validation text, that of the newest run first; with `data` one.
struct Boards {
  std::vector<Scoreboard> boards;
  std::vector<ScoreRow> broken;  ///< runs that cannot be read: their notes say why
};

/// Reads score.json of each run, evaluates those that have none, computes the baselines (kept in
/// RUNS/.scoreboard.json). A run that cannot be read or scored is a row that says why.
/// Throws Error for `data` that cannot be read.
Boards make_boards(const BoardRequest& request, const BoardProgress& progress);

}  // namespace lab
