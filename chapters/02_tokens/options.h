// The knobs of chapter 02.
#pragma once
#include <string>

#include "engine/run/options.h"

namespace lab {

struct TokensOptions {
  i64 vocab = 1000;            ///< tokens in all: the 256 bytes, then one per merge
  i64 merges_per_step = 1;     ///< learned in one training step
  std::string split = "gpt2";  ///< pieces that no merge crosses: GPT-2's, or "none": the whole text

  OptionFields fields();
  i64 most_merges() const { return vocab - 256; }
  /// Steps until the vocabulary is full.
  i64 steps() const { return (most_merges() + merges_per_step - 1) / merges_per_step; }
};

}  // namespace lab
