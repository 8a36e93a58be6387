#include "engine/run/preset.h"

#include "engine/core/check.h"

namespace lab {

const Preset& find_preset(std::span<const Preset> presets, const std::string& name) {
  std::string known;
  for (const Preset& preset : presets) {
    if (preset.name == name) return preset;
    known += cat(known.empty() ? "" : ", ", preset.name);
  }
  throw UsageError(cat("there is no preset \"", name, "\"; ",
                       known.empty() ? "this chapter has none" : cat("the presets are: ", known)));
}

}  // namespace lab
