// All that a run needs to go on as if it had never stopped, in one file: one rename is the commit.
#pragma once
#include <span>
#include <string>

#include "engine/io/safetensors.h"

namespace lab {

/// Writes a checkpoint: weights and moments as tensors; every scalar (RNG, data cursor, optimizer
/// step, ...) as text in `state`. fsync: the previous checkpoint survives even a power cut.
/// Throws Error as write_safetensors does; the previous checkpoint then still stands.
void write_checkpoint(const std::string& path, i64 step, std::span<const TensorSource> tensors,
                      const KeyValues& state, Durability durability = Durability::fsync);

/// A checkpoint read back.
struct Checkpoint {
  i64 step = 0;
  KeyValues state;
  SafetensorsFile tensors;

  /// Throws Error if the file is missing, damaged or no checkpoint.
  static Checkpoint read(const std::string& path);

  /// Copies a tensor out, bit for bit. Throws Error if it is missing, of another shape, or written
  /// with another `real` (float or double build).
  void copy(const std::string& name, const std::vector<i64>& shape, real* out) const {
    tensors.copy(name, shape, out, /*exact=*/true);
  }

  /// A value of `state`. Throws Error naming the key if it is missing.
  const std::string& at(const std::string& key) const;
};

}  // namespace lab
