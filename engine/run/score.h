// What a finished run reached, beside it on disk: score.json, read by the scoreboard.
#pragma once
#include <optional>

#include "engine/run/run_dir.h"
#include "engine/run/session.h"

namespace lab {

struct Score {
  i64 step = 0;  ///< of the weights that were scored
  Evaluation evaluation;
  i64 parameters = 0;        ///< Session::model_size()
  double seconds = 0;        ///< of training, all processes together
  i64 chars_seen = 0;        ///< of training text, each reading counted
  std::string valid_sha256;  ///< of valid.txt; filled by write_score
};

/// As it stands in a file; throws Error naming the member that is missing or of another kind.
Json score_json(const Score& score);
Score score_from(const Json& json);
/// Writes `score.json` ("lmlab-score/1") into the run's folder, atomically.
void write_score(const RunDir& dir, Score score);
/// Nothing if there is none. Throws Error naming file and member if it cannot be read.
std::optional<Score> read_score(const RunDir& dir);

}  // namespace lab
