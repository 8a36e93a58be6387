// The symptom doctor: what a run's numbers say is wrong with it. Pure functions of the history;
// sentences for people are in viz/i18n, the lesson's table is in chapters/NN.
#pragma once
#include <span>
#include <vector>

#include "engine/observe/frame.h"
#include "engine/observe/smooth_loss.h"
#include "engine/observe/watch.h"

namespace lab {

/// In brackets: the evidence, Symptom::found and Symptom::against. Losses in nats/token.
enum class SymptomKind : u8 {
  non_finite,       ///< the run ended with numbers that are none
  wrong_axis,       ///< the first loss is a multiple of ln V [first loss, the multiple]
  starts_high,      ///< [loss at the start, ln V]
  gradient_zero,    ///< [steps in a row]
  rate_too_low,     ///< [largest update / weights so far, what a healthy run has at least]
  nothing_learned,  ///< [loss, ln V]
  stuck_unigram,    ///< [loss, the line of counting characters]
  stuck_bigram,     ///< [loss, the line of counting pairs]
  rate_too_high,    ///< it rose after it had fallen [loss, the lowest before]
  steps_too_long,   ///< [largest update / weights so far, what no healthy run reaches]
  gradient_bursts,  ///< most gradients are cut to a fraction [their median, clip]
  dead_units,       ///< [units of the MLPs that never answer, all of them]
  memorising,       ///< validation rises while training falls [validation, its lowest]
  leak_valid,       ///< validation far below training [validation, training]
  leak_floor,       ///< below the entropy of the text [loss, floor]
  leak_early,       ///< training far below what counting reaches, before the text was read twice
                    ///< [loss, the line of runs of five]
  count_
};

/// "rate_too_high": the key of its sentences, of its row in the lesson, and in --json.
const char* name_of(SymptomKind kind);

struct Symptom {
  SymptomKind kind = SymptomKind::count_;
  bool serious = true;  ///< going on will not mend it
  i64 step = 0;         ///< when it could first be told
  double found = 0, against = 0;
  const char* detail = "";  ///< wrong_axis: what was not divided by, "B × T" or "1 / T"
};

/// Hidden units of the MLPs, and how many of them stayed silent over all that was looked at.
struct UnitCount {
  i64 units = 0, dead = 0;
};

/// Counts over frames that hold the taps `blk{l}.mlp.act`: a unit is dead if its largest answer
/// stays below a thousandth of its layer's largest. Nothing to count: {0, 0}.
UnitCount count_dead_units(std::span<const Frame> frames);

/// What the history so far shows, causes before effects. Records without a number (NaN) are
/// passed over; a rule whose reference line is missing is silent.
std::vector<Symptom> find_symptoms(const RunInfo& info, std::span<const StepRecord> steps,
                                   std::span<const EventRecord> events);

/// Follows a run and tells each symptom once, as soon as a validation step shows it.
class SymptomWatch {
 public:
  /// Looks at the validation steps that are new, and at the end of a failed run; starts again when
  /// the history did. True if found() grew.
  bool update(const RunInfo& info, std::span<const StepRecord> steps,
              std::span<const EventRecord> events);
  /// Takes in what only looks at the weights can tell: dead units, if they are a quarter or more.
  bool add(UnitCount units, i64 step);
  const std::vector<Symptom>& found() const { return found_; }

 private:
  bool take(const std::vector<Symptom>& symptoms);
  std::vector<Symptom> found_;
  std::size_t seen_steps_ = 0, seen_events_ = 0;
  i64 first_step_ = -1;
};

/// The step at which a person first changed the learning rate; the largest number if nobody did.
i64 first_lr_change(std::span<const EventRecord> events);

}  // namespace lab
