#include "chapters/02_tokens/options.h"

namespace lab {

OptionFields TokensOptions::fields() {
  return {
      {"vocab", &vocab, 257, 100'000, "tokens in all: 256 bytes and one for each merge"},
      {"merges_per_step", &merges_per_step, 1, 100'000, "merges learned in one training step"},
      {"split", Words{&split, {"gpt2", "none"}}, 0, 0,
       "merges stay within words, numbers and signs (gpt2), or may cross anything (none)"},
  };
}

}  // namespace lab
