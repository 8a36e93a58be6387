#include "engine/run/checkpoint.h"

#include <charconv>

#include "engine/core/check.h"

namespace lab {
namespace {

constexpr const char* kFormat = "lmlab-checkpoint/1";
const std::string kFormatKey = "lmlab.format", kStepKey = "lmlab.step";

}  // namespace

void write_checkpoint(const std::string& path, i64 step, std::span<const TensorSource> tensors,
                      const KeyValues& state, Durability durability) {
  KeyValues metadata = state;
  if (!metadata.emplace(kFormatKey, kFormat).second ||
      !metadata.emplace(kStepKey, cat(step)).second)
    fail(path, ": state keys that start with \"lmlab.\" are reserved");
  write_safetensors(path, tensors, metadata, durability);
}

Checkpoint Checkpoint::read(const std::string& path) {
  Checkpoint checkpoint;
  checkpoint.tensors = SafetensorsFile::open(path);
  checkpoint.state = checkpoint.tensors.metadata();
  const std::string format = checkpoint.state[kFormatKey], step = checkpoint.state[kStepKey];
  if (format != kFormat)
    fail(path, ": not a checkpoint of this version: want ", kFormatKey, " = ", kFormat, ", got \"",
         format, "\"");
  const char* const end = step.data() + step.size();
  const auto [stopped, error] = std::from_chars(step.data(), end, checkpoint.step);
  if (error != std::errc() || stopped != end || checkpoint.step < 0)
    fail(path, ": ", kStepKey, ": want a step, got \"", step, "\"");
  checkpoint.state.erase(kFormatKey);
  checkpoint.state.erase(kStepKey);
  return checkpoint;
}

const std::string& Checkpoint::at(const std::string& key) const {
  const auto found = state.find(key);
  if (found == state.end())
    fail(tensors.path(), ": lacks \"", key, "\"; it was written by another version of the lab");
  return found->second;
}

}  // namespace lab
