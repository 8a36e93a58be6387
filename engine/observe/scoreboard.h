// Every model on one text, in one unit: what the table, the chart and the panel show. Plain data,
// made by app/scoreboard.
#pragma once
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/real.h"

namespace lab {

/// What something simpler than a model, or the text's own maker, needs for the same text.
struct ScoreBaseline {
  std::string key;  ///< "uniform", "unigram", "kn5", "kn7", "xz", "floor": a key of the i18n tables
  double bits = 0;  ///< per character of the validation text
  std::string rule;  ///< how it is measured, one sentence
};

/// One model. Equal texts and equal rules make rows comparable, whatever their tokenizers.
struct ScoreRow {
  enum class Kind : u8 {
    scored,     ///< `bits` is a number of the whole text
    unspelled,  ///< `bits` leaves out words that the model does not know: listed apart, not ranked
    preset,     ///< not trained here: `command` trains it, `low` to `high` is what it should reach
    absent,     ///< no number: `note` says why
  };
  Kind kind = Kind::absent;
  std::string name;      ///< of the run directory, or of the preset
  std::string chapter;   ///< "gpt"
  i64 parameters = 0;    ///< weights; different n-grams where a model counts; 0 = unknown
  double seconds = 0;    ///< of training; 0 = unknown
  i64 chars_seen = 0;    ///< characters read while training, counted as often as they were read
  i64 step = 0;          ///< whose weights were scored
  bool finished = true;  ///< false: the run stands before its last step
  bool current = false;  ///< the run that the viewer shows
  double bits = std::numeric_limits<double>::quiet_NaN();  ///< per character
  double low = 0, high = 0;  ///< expected bits per character; 0, 0 = nothing was measured
  std::string rule;          ///< which context each character had
  i64 unknown = 0;           ///< tokens outside the vocabulary
  std::string note;          ///< absent: why
  std::string command;       ///< preset: what trains it
};

/// The models that were scored on one text.
struct Scoreboard {
  std::string data;    ///< "tinytown en 1.0 MB": for people
  std::string sha256;  ///< of the validation text
  i64 chars = 0;       ///< of the validation text
  std::vector<ScoreBaseline>
      baselines;               ///< by falling bits; what could not be computed is left out
  std::vector<ScoreRow> rows;  ///< scored, by rising bits; then unspelled, presets, absent

  const ScoreBaseline* find(std::string_view key) const {
    for (const ScoreBaseline& baseline : baselines)
      if (baseline.key == key) return &baseline;
    return nullptr;
  }
};

/// How far a model lies ahead of a baseline, bits per character; negative: behind it.
inline double ahead_of(const ScoreBaseline& baseline, const ScoreRow& row) {
  return baseline.bits - row.bits;
}

/// Where a viewer has its scoreboard from; it evaluates models on a thread of its own.
/// Threads: called from the UI thread only; neither function blocks.
class ScoreboardSource {
 public:
  virtual ~ScoreboardSource() = default;
  /// The newest, nullptr until there is one. Called by a panel that is in sight: the first call
  /// begins the work, later ones look now and then whether a run has changed.
  virtual std::shared_ptr<const Scoreboard> newest() = 0;
  /// What is being worked on, "gpt-tinytown-1: 40 %"; empty = nothing.
  virtual std::string working_on() = 0;
};

}  // namespace lab
