// A run from its first check to its last word, in a window or in the terminal.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/app.h"
#include "app/view_choice.h"
#include "chapters/registry.h"

namespace lab {

struct TrainRequest {
  std::string chapter = "gpt", data = "tinytown", valid, out;
  std::vector<std::pair<std::string, std::string>> options;  ///< --set key=value
  std::string preset;                                        ///< --preset; empty = none
  bool data_given = false;                                   ///< --data stood on the command line
  std::optional<i64> steps;
  u64 seed = 1;
  bool about_a_minute = false;  ///< main job in the terminal: choose the steps by the clock
  bool main_job = false;
};

/// How a run ended, for the verbs.
struct TrainResult {
  RunOutcome outcome;
  std::string path;
  bool in_window = false;
  int exit_code() const { return outcome.end == RunOutcome::End::failed ? 1 : 0; }
};

/// Checks everything, measures a few steps, says how long it will take, makes the run directory,
/// trains. Throws Error before anything is written.
TrainResult train_new(const TrainRequest& request, const ViewChoice& view, Program& program);

/// Goes on from the last checkpoint until `steps` in total (default: as planned).
TrainResult train_on(const std::string& path, std::optional<i64> steps, const ViewChoice& view,
                     Program& program);

/// Shows a stored run in a window; without one says how to look at it. Returns the exit code.
int open_stored(const std::string& path, const ViewChoice& view, Program& program);

/// Turns true at the first Ctrl-C from here on; a second one ends the program.
const std::atomic<bool>& caught_interrupts();

/// The chapter of a run with the run's options. Throws Error naming config.json if one is unknown.
std::unique_ptr<ChapterModel> model_of(const RunDir& dir);

}  // namespace lab
