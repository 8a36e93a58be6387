// What the scoreboard has worked out before, in one small file beside the runs.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/observe/scoreboard.h"
#include "engine/run/score.h"

namespace lab {

/// Everything is found by sha256 of what it was made from, so that nothing in it can be out of
/// date. A file that is missing, damaged or of another version is an empty one; one that cannot be
/// written is no mistake.
class ScoreCache {
 public:
  explicit ScoreCache(std::string path);

  const std::vector<ScoreBaseline>* baselines(const std::string& key) const;
  void keep(const std::string& key, std::vector<ScoreBaseline> baselines);

  /// What a run reached on a text that is not its own.
  const Score* score(const std::string& key) const;
  void keep(const std::string& key, Score score);

  /// Writes the file if anything was added.
  void save() const;

 private:
  void read();

  std::string path_;
  std::map<std::string, std::vector<ScoreBaseline>> baselines_;
  std::map<std::string, Score> scores_;
  bool changed_ = false;
};

}  // namespace lab
