#include "app/report.h"

#include <fmt/core.h>

#include <cmath>

#include "app/diagnosis.h"
#include "app/terminal_view.h"
#include "engine/io/files.h"

namespace lab {
namespace {

/// "to compare, bits/char on the same text: ln V 6.02, 1-gram 4.83 ...".
void say_references(const std::string& path) {
  constexpr std::pair<const char*, const char*> kNames[] = {{"uniform", "knowing nothing"},
                                                            {"unigram", "1-gram counts"},
                                                            {"bigram", "2-gram"},
                                                            {"order5", "5-gram"},
                                                            {"floor", "floor"}};
  std::string out;
  const RunDir dir = RunDir::open(path);
  for (const ReferenceLine& line : dir.config().references)
    for (const auto& [key, name] : kNames)
      if (line.key == key)
        out += fmt::format("{}{} {:.2f}", out.empty() ? "" : ", ", name,
                           double(line.nats) / std::log(2.0));
  if (!out.empty()) fmt::print("to compare, bits/char on the same text: {}\n", out);
}

/// What was told while it trained, once more, and what only the weights tell: dead units.
void say_symptoms(const std::string& path) {
  const Diagnosis diagnosis = diagnose(path);
  for (const Symptom& symptom : diagnosis.symptoms)
    fmt::print("symptom since step {}: {}\n", symptom.step,
               symptom_line(symptom, diagnosis.info.trouble));
  if (!diagnosis.symptoms.empty()) fmt::print("more: ./lab doctor {}\n", shell_word(path));
}

}  // namespace

std::string score_line(const Evaluation& e) {
  if (e.impossible > 0)
    return fmt::format(
        "infinite: {} of {} pieces have probability 0 under this model; smoothing mends that",
        grouped_number(double(e.impossible)), grouped_number(double(e.tokens)));
  const double nats = e.nats_per_char();
  std::string line = fmt::format("{:.4f} nats/char = {:.4f} bits/char over {} characters", nats,
                                 nats / std::log(2.0), grouped_number(double(e.chars())));
  if (e.chars() != e.tokens)
    line += fmt::format("; {} pieces, perplexity {:.2f}", grouped_number(double(e.tokens)),
                        e.perplexity());
  if (e.unknown > 0)
    line += fmt::format("; {} of them unknown{}", grouped_number(double(e.unknown)),
                        e.spelled() ? ", spelled by characters" : " and not spelled");
  return line;
}

void say_how_it_ended(const TrainResult& result) {
  const RunOutcome& o = result.outcome;
  if (o.end == RunOutcome::End::finished) {
    fmt::print("validation: {}\n", score_line(o.final));
    fmt::print("rule: {}\n", o.final.rule);
    say_references(result.path);
    say_symptoms(result.path);
    fmt::print("{} steps in {} of training; the run: {}\n", o.step, clock_text(o.seconds),
               shell_word(result.path));
    if (!result.in_window)
      fmt::print("next: ./lab shot {0} -o screen.png  ·  ./lab sample {0}  ·  ./lab open {0}\n",
                 shell_word(result.path));
  } else if (o.end == RunOutcome::End::stopped) {
    fmt::print("stopped at step {} and saved. To go on: ./lab resume {}\n", o.step,
               shell_word(result.path));
  } else {
    fmt::print(stderr, "lab: {}\n", o.error);
    if (file_exists(cat(result.path, "/checkpoint.safetensors")))
      fmt::print(stderr, "lab: the last checkpoint stands: ./lab resume {}\n",
                 shell_word(result.path));
  }
}

void say_what_comes(const RunInfo& info, i64 steps, double step_seconds) {
  const double chars = double(info.chars_per_step);
  const std::string what = info.summary.empty()
                               ? cat(grouped_number(double(info.parameters)), " parameters")
                               : info.summary;
  fmt::print("{} on {}: {}, {} steps of {} characters ({})\n", info.chapter, info.data, what, steps,
             grouped_number(chars), info.build);
  fmt::print("measured {:.1f} ms/step = {} characters/s: about {}\n", step_seconds * 1e3,
             grouped_number(chars / step_seconds), clock_text(double(steps) * step_seconds));
  std::fflush(stdout);
}

}  // namespace lab
