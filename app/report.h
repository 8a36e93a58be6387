// What the terminal says of a run before its first step and after its last.
#pragma once
#include "app/training.h"

namespace lab {

/// "1.5165 nats/char = 2.1879 bits/char over 111,540 characters", and what else there is to say.
std::string score_line(const Evaluation& evaluation);

/// Size of the model and the run, and how long it will take.
void say_what_comes(const RunInfo& info, i64 steps, double step_seconds);

/// The validation score beside what counting reaches, or how to go on; errors go to stderr.
void say_how_it_ended(const TrainResult& result);

}  // namespace lab
