// Named sets of option values: what somebody tried, so that nobody has to type it.
#pragma once
#include <span>
#include <string>

#include "engine/io/json.h"

namespace lab {

/// For `train CHAPTER --preset NAME`. What --set and --steps say wins over it.
struct Preset {
  std::string name;
  std::string help;   ///< one line: what it is for
  KeyValues options;  ///< those that differ from the defaults
  i64 steps = 0;
  /// The text it was made for, in words, if it makes no sense on just any: then --data is wanted.
  std::string text = {};
  // How often the run is judged and saved; RunnerOptions' own where 0.
  i64 valid_every = 0, checkpoint_every = 0;
  double checkpoint_seconds = 0;
};

/// Throws UsageError naming those that exist.
const Preset& find_preset(std::span<const Preset> presets, const std::string& name);

}  // namespace lab
