// What needs no training: the lines that a model has to beat on a text.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "engine/observe/scoreboard.h"

namespace lab {

/// The two parts of a text, UTF-8.
struct TextPair {
  std::string train, valid;
};

/// Called with what is being computed, for people.
using BoardProgress = std::function<void(const std::string& doing)>;

/// uniform, unigram, kn5, kn7 and xz: learned from the training text, scored on the validation
/// text, in bits per character of it. Of a training text beyond 20 million characters only the last
/// ones are read, and the rule says so. What a text is too short for is left out.
std::vector<ScoreBaseline> compute_baselines(const TextPair& text, const BoardProgress& progress);

}  // namespace lab
