// How well an n-gram model guesses a text.
#pragma once
#include "engine/ngram/model.h"
#include "engine/run/session.h"

namespace lab {

/// Every token from the order-1 before it; the context runs on through the whole text (words: not
/// beyond a line). characters: what the ids spell.
Evaluation evaluate_ngram(const NgramModel& model, std::span<const i32> ids, i64 characters);

}  // namespace lab
