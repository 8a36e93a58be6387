// Real runs of the tiny preset, some of them broken on purpose: the same step as the chapter's,
// with one mistake in it.
#pragma once
#include <gmock/gmock.h>

#include <functional>
#include <set>

#include "app/data_source.h"
#include "app/diagnosis.h"
#include "chapters/10_gpt/session.h"
#include "engine/run/runner.h"
#include "tests/unit/io/temp_dir.h"

namespace lab::test {

/// One planted mistake; the default is none.
struct Fault {
  /// Changes inputs and targets, in training and in evaluation alike.
  std::function<void(std::vector<i32>& x, std::vector<i32>& y)> batch;
  std::function<void(const Parameters&)> at_start, after_step;
  double loss_factor = 1;      ///< of the loss that is told and learned from
  double gradient_factor = 1;  ///< of the gradient alone
  double lr_factor = 1;
  i64 lr_factor_from = 0;  ///< the step from which lr_factor holds
};

struct RunRequest {
  KeyValues options;  ///< besides those of the preset `smoke`
  i64 steps = 200, valid_every = 50;
  u64 seed = 1;
  std::string data = "tinytown:en:200k";
  std::string text, valid;  ///< instead of `data`
  Fault fault;
};

/// Trains in a folder of its own and lets the doctor look at what was stored.
Diagnosis run_and_diagnose(const RunRequest& request);

/// The symptoms by name.
std::set<std::string> names(const Diagnosis& diagnosis);
/// Validation losses outside of the run's band.
i64 outside(const Diagnosis& diagnosis);

}  // namespace lab::test
