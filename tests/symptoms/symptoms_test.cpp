// Every rule of the symptom doctor against a real run that was broken on purpose, and all of them
// against runs that were not.
#include <algorithm>

#include "engine/core/rng.h"
#include "tests/symptoms/broken_run.h"

namespace lab::test {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

/// The one symptom there is; fails unless it has that name.
Symptom only(const Diagnosis& diagnosis, const std::string& name) {
  EXPECT_THAT(names(diagnosis), ElementsAre(name));
  return diagnosis.symptoms.empty() ? Symptom{} : diagnosis.symptoms.front();
}

void for_each_weight(const Parameters& parameters, const char* ending,
                     const std::function<void(const Tensor&)>& change) {
  for (const Parameter& p : parameters)
    if (p.name.ends_with(ending)) change(p.tensor);
}

/// Targets equal to inputs: the answer is visible.
void show_the_answer(std::vector<i32>& x, std::vector<i32>& y) { x = y; }

TEST(Symptoms, HealthyRunsHaveNone) {
  for (const u64 seed : {1, 2, 3}) {
    EXPECT_THAT(names(run_and_diagnose({.seed = seed})), IsEmpty()) << "seed " << seed;
    EXPECT_THAT(names(run_and_diagnose({.seed = seed, .data = "tinytown:ko:200k"})), IsEmpty())
        << "ko, seed " << seed;
    EXPECT_THAT(names(run_and_diagnose({.options = {{"dropout", "0.3"}}, .seed = seed})), IsEmpty())
        << "dropout, seed " << seed;
  }
}

TEST(Symptoms, HealthyRunsOfOtherRecipesHaveNone) {
  for (const KeyValues& options :
       {KeyValues{{"optimizer", "muon"}, {"muon_lr", "8e-3"}}, KeyValues{{"positions", "rotary"}},
        KeyValues{{"schedule", "wsd"}, {"lr_min", "0"}}, KeyValues{{"clip", "0"}},
        KeyValues{{"warmup", "100"}}})
    EXPECT_THAT(names(run_and_diagnose({.options = options, .steps = 400})), IsEmpty())
        << options.begin()->first;
}

TEST(Symptoms, NonFinite) {
  const Diagnosis d = run_and_diagnose(
      {.fault = {.lr_factor = kRealIsDouble ? 1e200 : 1e30, .lr_factor_from = 20}});
  EXPECT_THAT(names(d), Contains("non_finite"));
}

TEST(Symptoms, LossOverTheWrongAxis) {
  const struct {
    double factor;
    const char* detail;
  } kMistakes[] = {{32, "T"}, {8 * 32, "B × T"}, {8, "B"}, {1. / 32, "1 / T"}};
  for (const auto& mistake : kMistakes) {
    const Diagnosis d = run_and_diagnose({.steps = 50, .fault = {.loss_factor = mistake.factor}});
    ASSERT_THAT(names(d), Contains("wrong_axis")) << mistake.detail;
    EXPECT_STREQ(d.symptoms.front().detail, mistake.detail);
    EXPECT_NEAR(d.symptoms.front().against / mistake.factor, 1, 0.05);
    EXPECT_EQ(names(d).size(), 1u) << mistake.detail;
  }
}

TEST(Symptoms, StartsTooHigh) {
  const Diagnosis d =
      run_and_diagnose({.fault = {.at_start = [](const Parameters& parameters) {
                          for_each_weight(parameters, "wte.weight", [](const Tensor& t) {
                            for (i64 i = 0; i < t.numel(); ++i) t.data()[i] *= 30;
                          });
                        }}});
  ASSERT_THAT(names(d), Contains("starts_high"));
  EXPECT_GT(d.symptoms.front().found, d.symptoms.front().against + 0.5);
}

TEST(Symptoms, GradientZero) {
  const Diagnosis d = run_and_diagnose({.fault = {.gradient_factor = 0}});
  const Symptom symptom = only(d, "gradient_zero");
  EXPECT_EQ(symptom.step, 50) << "told at the first validation";
}

TEST(Symptoms, LearningRateTooLow) {
  for (const char* lr : {"0", "1e-6", "3e-5"}) {
    const Diagnosis d = run_and_diagnose({.options = {{"lr", lr}, {"lr_min", "0"}}});
    EXPECT_LT(only(d, "rate_too_low").found, 5e-4) << lr;
  }
}

TEST(Symptoms, NothingIsLearned) {
  Rng rng(7);
  const Diagnosis d =
      run_and_diagnose({.fault = {.batch = [&](std::vector<i32>&, std::vector<i32>& y) {
                          const i32 most = *std::ranges::max_element(y);
                          for (i32& id : y) id = i32(rng.uniform() * double(most + 1));
                        }}});
  const Symptom symptom = only(d, "nothing_learned");
  EXPECT_NEAR(symptom.found, symptom.against, 0.1);
}

TEST(Symptoms, StuckAtTheUnigramLine) {
  const Diagnosis d =
      run_and_diagnose({.fault = {.batch = [](std::vector<i32>& x, std::vector<i32>&) {
                          std::ranges::fill(x, 0);  // ids all equal
                        }}});
  const Symptom symptom = only(d, "stuck_unigram");
  EXPECT_NEAR(symptom.found, symptom.against, 0.15);
}

TEST(Symptoms, StuckAtTheBigramLine) {
  const Diagnosis d = run_and_diagnose(
      {.options = {{"lr", "1e-2"}},
       .steps = 800,
       .fault = {.at_start =
                     [](const Parameters& all) {
                       for_each_weight(all, "attn.proj.weight", [](const Tensor& t) {
                         std::fill_n(t.data(), t.numel(), real(0));
                       });
                     },
                 .after_step = [](const Parameters& all) {  // attention hands over nothing
                   for_each_weight(all, "attn.proj.weight", [](const Tensor& t) {
                     std::fill_n(t.data(), t.numel(), real(0));
                   });
                 }}});
  const Symptom symptom = only(d, "stuck_bigram");
  EXPECT_NEAR(symptom.found, symptom.against, 0.15);
}

TEST(Symptoms, LearningRateTooHigh) {
  const Diagnosis jump = run_and_diagnose({.fault = {.lr_factor = 100, .lr_factor_from = 100}});
  const Symptom symptom = only(jump, "rate_too_high");
  EXPECT_GT(symptom.found, symptom.against + 0.25);
  for (const char* lr : {"0.1", "0.3"}) {
    const Diagnosis always = run_and_diagnose({.options = {{"lr", lr}, {"lr_min", lr}}});
    EXPECT_THAT(names(always), Contains("steps_too_long")) << lr;
    EXPECT_THAT(names(always), Not(Contains("stuck_unigram"))) << lr << ": an effect";
  }
}

TEST(Symptoms, GradientCutAtMostSteps) {
  const Diagnosis d = run_and_diagnose({.fault = {.gradient_factor = 8 * 32}});
  const Symptom symptom = only(d, "gradient_bursts");
  EXPECT_GT(symptom.found, 5);
  EXPECT_EQ(symptom.against, 1);
}

TEST(Symptoms, DeadUnits) {
  const auto silence = [](const Parameters& all) {
    for_each_weight(all, "mlp.up.weight", [](const Tensor& t) {
      std::fill_n(t.data(), t.numel() / 2, real(0));  // the first half of the units
    });
  };
  const Diagnosis d = run_and_diagnose({.fault = {.after_step = silence}});
  only(d, "dead_units");
  EXPECT_EQ(d.units.units, 2 * 4 * 32);
  EXPECT_EQ(d.units.dead, 4 * 32);
  EXPECT_EQ(run_and_diagnose({}).units.dead, 0);
}

TEST(Symptoms, Memorising) {
  const DataSource town = load_data("tinytown:en:2k", "", 33);
  const DataSource other = load_data("tinytown:en:20k:2", "", 33);
  const Diagnosis d =
      run_and_diagnose({.options = {{"lr", "5e-3"}, {"lr_min", "5e-3"}, {"d_model", "64"}},
                        .steps = 800,
                        .valid_every = 100,
                        .text = town.corpus.train,
                        .valid = other.corpus.train});
  const Symptom symptom = only(d, "memorising");
  EXPECT_GT(symptom.found, symptom.against + 0.05);
}

TEST(Symptoms, LeakBelowTheFloor) {
  const Diagnosis d =
      run_and_diagnose({.options = {{"lr", "1e-2"}}, .fault = {.batch = show_the_answer}});
  const Symptom symptom = only(d, "leak_floor");
  EXPECT_LT(symptom.found, symptom.against);
}

TEST(Symptoms, LeakWithoutAKnownFloor) {
  const DataSource town = load_data("tinytown:en:200k", "", 33);
  const Diagnosis d = run_and_diagnose({.options = {{"lr", "1e-2"}},
                                        .text = town.corpus.train,
                                        .fault = {.batch = show_the_answer}});
  const Symptom symptom = only(d, "leak_early");
  EXPECT_LT(symptom.found, 0.5 * symptom.against);
}

TEST(Symptoms, LeakOfTheValidationText) {
  // Noise that nobody can learn, and the validation text again and again between it.
  const std::string valid = load_data("tinytown:en:2k", "", 33).corpus.train;
  std::string text;
  Rng rng(3);
  for (int i = 0; i < 40; ++i) {
    for (int k = 0; k < 2000; ++k) text += char('a' + int(rng.uniform() * 26));
    text += valid;
  }
  const Diagnosis d = run_and_diagnose({.steps = 600, .text = text, .valid = valid});
  const Symptom symptom = only(d, "leak_valid");
  EXPECT_LT(symptom.found, symptom.against - 0.2);
}

TEST(Symptoms, AreToldOnceAndAnewForAnotherRun) {
  const Diagnosis d = run_and_diagnose({.fault = {.gradient_factor = 0}});
  SymptomWatch watch;
  int grew = 0;
  for (std::size_t n = 1; n <= d.history.steps.size(); ++n)
    grew += watch.update(d.info, std::span(d.history.steps).first(n), {});
  EXPECT_EQ(grew, 1);
  EXPECT_EQ(watch.found().size(), 1u);
  EXPECT_FALSE(watch.update(d.info, {}, {}));
  EXPECT_TRUE(watch.found().empty());
}

}  // namespace
}  // namespace lab::test
