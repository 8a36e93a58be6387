// A stored run under the doctor's eyes: its band, its symptoms, its units.
#pragma once
#include <string>

#include "engine/observe/symptoms.h"
#include "engine/run/expected_file.h"
#include "engine/run/run_log.h"

namespace lab {

struct Diagnosis {
  RunInfo info;
  RunConfig config;
  RunHistory history;
  std::vector<float> smooth;  ///< one per step record
  std::vector<Symptom> symptoms;
  UnitCount units;  ///< of the newest weights, over eight stretches of the validation text
  TextMark text;
};

/// Throws Error if the folder is no run.
Diagnosis diagnose(const std::string& run);

/// The table of bands, then the symptoms with their places in the lesson, in the language in force.
void say_diagnosis(const Diagnosis& diagnosis);
/// The same as one JSON object, with every step's numbers: make_bands.py reads it.
void print_diagnosis_json(const Diagnosis& diagnosis);

}  // namespace lab
