#include "engine/observe/symptoms.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string_view>

namespace lab {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// The history with what every rule asks of it. Comparisons with a line that is unknown are false.
struct History {
  const RunInfo& info;
  std::span<const StepRecord> steps;
  std::span<const EventRecord> events;
  std::vector<float> smooth;
  double uniform, unigram, bigram, order5, floor;

  History(const RunInfo& about, std::span<const StepRecord> records,
          std::span<const EventRecord> what_happened)
      : info(about), steps(records), events(what_happened) {
    SmoothLoss mean;
    mean.update(steps);
    smooth = mean.values();
    uniform = line("uniform"), unigram = line("unigram"), bigram = line("bigram");
    order5 = line("order5"), floor = line("floor");
  }

  double line(std::string_view key) const {
    for (const ReferenceLine& reference : info.references)
      if (reference.key == key) return double(reference.nats);
    return kUnknown;
  }
  i64 now() const { return steps.back().step; }
  double loss() const { return double(smooth.back()); }
  /// Where the smoothed loss stood when half of the steps were made.
  double half_way() const { return double(smooth[steps.size() / 2]); }
  double first_loss() const {
    for (const StepRecord& r : steps)
      if (r.step <= 1 && std::isfinite(r.loss)) return double(r.loss);
    return kUnknown;
  }
  /// Enough was made to judge: `least` steps, and a share of what is planned.
  bool made(i64 least, i64 share_of_plan) const {
    return now() >= std::max(least, info.total_steps / share_of_plan);
  }
  /// The schedule still goes up: what comes may be better than what was.
  bool warming_up() const { return steps.back().lr > steps[steps.size() * 3 / 4].lr * 1.01f; }
  double texts_read() const {
    return double(now() * info.chars_per_step) / std::max(1.0, info.train_chars);
  }
};

Symptom serious(SymptomKind kind, const History& h, double found, double against = 0,
                const char* detail = "") {
  return {kind, true, h.now(), found, against, detail};
}
Symptom warning(SymptomKind kind, const History& h, double found, double against = 0) {
  return {kind, false, h.now(), found, against};
}
using Found = std::optional<Symptom>;

Found non_finite(const History& h) {
  for (const EventRecord& event : h.events)
    if (event.kind == "error" && event.text.find("not a number") != std::string::npos)
      return Symptom{SymptomKind::non_finite, true, event.step};
  return std::nullopt;
}

/// A fresh model guesses evenly: its first loss is ln V. A multiple that equals a size of the
/// batch was made by a sum, or by a mean over another axis.
Found wrong_axis(const History& h) {
  const double B = double(h.info.batch), T = double(h.info.context), V = double(h.info.vocab);
  const struct {
    double factor;
    const char* times;
    const char* over;
  } kSizes[] = {
      {T, "T", "1 / T"}, {B, "B", "1 / B"}, {B * T, "B × T", "1 / (B × T)"}, {V, "V", "1 / V"}};
  const double ratio = h.first_loss() / h.uniform;
  if (!(ratio > 1.3 || ratio < 0.7)) return std::nullopt;
  constexpr double kNear = 0.1;  // of the logarithm: a model's first loss is ln V within a few %
  double best = kNear;
  const char* detail = nullptr;
  for (const auto& size : kSizes) {
    if (size.factor < 2) continue;
    const double up = std::abs(std::log(ratio / size.factor));
    const double down = std::abs(std::log(ratio * size.factor));
    if (up < best) best = up, detail = size.times;
    if (down < best) best = down, detail = size.over;
  }
  if (!detail) return std::nullopt;
  return serious(SymptomKind::wrong_axis, h, h.first_loss(), ratio, detail);
}

Found starts_high(const History& h) {
  if (!(h.first_loss() > h.uniform + std::max(0.5, 0.1 * h.uniform))) return std::nullopt;
  return warning(SymptomKind::starts_high, h, h.first_loss(), h.uniform);
}

Found gradient_zero(const History& h) {
  i64 in_a_row = 0;
  for (std::size_t i = h.steps.size(); i-- > 0 && h.steps[i].grad_norm < 1e-12f;) ++in_a_row;
  if (in_a_row < 5) return std::nullopt;
  return serious(SymptomKind::gradient_zero, h, double(in_a_row));
}

/// How far a step moves all weights, as a share of their length: 0.002 to 0.04 at the height of
/// every healthy run that was looked at, AdamW and Muon.
double largest_move(const History& h) {
  double largest = kUnknown;
  for (const StepRecord& r : h.steps)
    if (const double move = double(r.update_norm / r.weight_norm); !(move <= largest))
      if (std::isfinite(move)) largest = move;
  return largest;
}

Found rate_too_low(const History& h) {
  constexpr double kHealthy = 5e-4;
  const double largest = largest_move(h);
  if (std::isnan(largest) || largest >= kHealthy || !h.made(60, 20) || h.warming_up())
    return std::nullopt;
  if (!(h.loss() > h.unigram)) return std::nullopt;  // a trained model may be trained on gently
  return serious(SymptomKind::rate_too_low, h, largest, kHealthy);
}

Found nothing_learned(const History& h) {
  const double gap = std::isnan(h.unigram) ? 1 : h.uniform - h.unigram;
  if (!h.made(60, 20) || h.warming_up()) return std::nullopt;
  if (!(std::abs(h.loss() - h.uniform) < 0.1 * gap)) return std::nullopt;
  return serious(SymptomKind::nothing_learned, h, h.loss(), h.uniform);
}

/// Near a line of counting, and no lower than when half of the steps were made.
Found stuck_at(SymptomKind kind, const History& h, double line, double above) {
  const double gap = above - line;
  const bool near = std::abs(h.loss() - line) < 0.15 * gap;
  const bool flat = h.half_way() - h.loss() < 0.06 * gap && h.half_way() - line < 0.2 * gap;
  if (!near || !flat || !h.made(200, 4) || h.warming_up()) return std::nullopt;
  return serious(kind, h, h.loss(), line);
}

/// The lowest smoothed loss before the last, beginning where the mean has calmed down.
double lowest_before(const History& h) {
  constexpr std::size_t kCalm = 10;
  double lowest = kUnknown;
  for (std::size_t i = kCalm; i < h.smooth.size(); ++i)
    if (!(double(h.smooth[i]) >= lowest)) lowest = double(h.smooth[i]);
  return lowest;
}

/// Healthy runs rise by at most 0.06 above what they had reached.
Found rate_too_high(const History& h) {
  const double lowest = std::min(lowest_before(h), h.first_loss());
  if (!(h.loss() - lowest > std::max(0.25, 0.08 * lowest))) return std::nullopt;
  return serious(SymptomKind::rate_too_high, h, h.loss(), lowest);
}

/// So long that nothing was found on the way: the run is no better than counting pairs.
Found steps_too_long(const History& h) {
  constexpr double kHealthy = 0.1;
  const double largest = largest_move(h);
  if (!(largest > kHealthy) || !(h.loss() > h.bigram) || !h.made(60, 20)) return std::nullopt;
  return serious(SymptomKind::steps_too_long, h, largest, kHealthy);
}

Found gradient_bursts(const History& h) {
  constexpr std::size_t kLast = 50;
  if (!(h.info.clip > 0) || h.steps.size() <= kLast) return std::nullopt;
  std::vector<float> norms;
  for (const StepRecord& r : h.steps.last(kLast))
    if (std::isfinite(r.grad_norm)) norms.push_back(r.grad_norm);
  if (norms.size() < kLast) return std::nullopt;
  std::nth_element(norms.begin(), norms.begin() + kLast / 2, norms.end());
  const double median = double(norms[kLast / 2]);
  if (!(median > 5 * h.info.clip)) return std::nullopt;
  return warning(SymptomKind::gradient_bursts, h, median, h.info.clip);
}

Found memorising(const History& h) {
  std::size_t lowest = 0, last = 0;
  bool any = false;
  for (std::size_t i = 0; i < h.steps.size(); ++i) {
    if (!std::isfinite(h.steps[i].valid)) continue;
    if (!any || h.steps[i].valid < h.steps[lowest].valid) lowest = i;
    last = i, any = true;
  }
  if (!any) return std::nullopt;
  const double now = double(h.steps[last].valid), best = double(h.steps[lowest].valid);
  const bool training_falls = double(h.smooth[last]) < double(h.smooth[lowest]) - 0.02;
  if (!(now > best + std::max(0.05, 0.03 * best)) || !training_falls) return std::nullopt;
  return warning(SymptomKind::memorising, h, now, best);
}

/// With dropout the training loss is told by a weakened model: it may well be the larger one.
Found leak_valid(const History& h) {
  const StepRecord& last = h.steps.back();
  if (h.info.dropout > 0 || !std::isfinite(last.valid) || !h.made(100, 10)) return std::nullopt;
  const std::size_t before = h.steps.size() - std::min<std::size_t>(h.steps.size(), 50);
  if (double(h.smooth[before]) - h.loss() > 0.05) return std::nullopt;  // the mean lags behind
  const double valid = double(last.valid);
  if (!(h.loss() - valid > std::max(0.2, 0.1 * h.loss()))) return std::nullopt;
  return serious(SymptomKind::leak_valid, h, valid, h.loss());
}

Found leak_floor(const History& h) {
  const double least = h.floor - std::max(0.03, 0.15 * h.floor);
  const double valid = double(h.steps.back().valid);
  if (h.now() >= 10 && h.loss() < least && h.texts_read() < 3)  // later it may know it by heart
    return serious(SymptomKind::leak_floor, h, h.loss(), h.floor);
  if (valid < least) return serious(SymptomKind::leak_floor, h, valid, h.floor);
  return std::nullopt;
}

Found leak_early(const History& h) {
  if (!std::isnan(h.floor) || h.now() < 10 || h.texts_read() >= 2) return std::nullopt;
  if (!(h.loss() < 0.5 * h.order5)) return std::nullopt;
  return serious(SymptomKind::leak_early, h, h.loss(), h.order5);
}

/// What is left of the symptoms once their causes are named.
void drop_effects(std::vector<Symptom>& found) {
  using enum SymptomKind;
  constexpr std::pair<SymptomKind, SymptomKind> kCauses[] = {
      {wrong_axis, starts_high},         {wrong_axis, rate_too_high},
      {wrong_axis, nothing_learned},     {wrong_axis, leak_floor},
      {wrong_axis, leak_early},          {wrong_axis, leak_valid},
      {wrong_axis, gradient_bursts},     {gradient_zero, rate_too_low},
      {gradient_zero, nothing_learned},  {rate_too_low, nothing_learned},
      {rate_too_high, stuck_unigram},    {rate_too_high, stuck_bigram},
      {rate_too_high, nothing_learned},  {rate_too_high, steps_too_long},
      {steps_too_long, stuck_unigram},   {steps_too_long, stuck_bigram},
      {steps_too_long, nothing_learned}, {starts_high, steps_too_long}};
  const auto has = [&](SymptomKind kind) {
    return std::ranges::any_of(found, [&](const Symptom& s) { return s.kind == kind; });
  };
  for (const auto& [cause, effect] : kCauses)
    if (has(cause)) std::erase_if(found, [&](const Symptom& s) { return s.kind == effect; });
}

}  // namespace

const char* name_of(SymptomKind kind) {
  constexpr const char* kNames[] = {
      "non_finite",    "wrong_axis",      "starts_high",     "gradient_zero",
      "rate_too_low",  "nothing_learned", "stuck_unigram",   "stuck_bigram",
      "rate_too_high", "steps_too_long",  "gradient_bursts", "dead_units",
      "memorising",    "leak_valid",      "leak_floor",      "leak_early"};
  static_assert(std::size(kNames) == std::size_t(SymptomKind::count_));
  return kNames[std::size_t(kind)];
}

std::vector<Symptom> find_symptoms(const RunInfo& info, std::span<const StepRecord> steps,
                                   std::span<const EventRecord> events) {
  // The rules know nets: what counts instead has no gradient, and no rate that could be wrong.
  if (steps.empty() || !info.summary.empty()) return {};
  const History h(info, steps, events);
  std::vector<Symptom> found;
  for (const auto rule : {non_finite, wrong_axis, starts_high, gradient_zero, rate_too_low,
                          rate_too_high, steps_too_long, nothing_learned, gradient_bursts})
    if (const Found symptom = rule(h)) found.push_back(*symptom);
  if (const Found s = stuck_at(SymptomKind::stuck_unigram, h, h.unigram, h.uniform))
    found.push_back(*s);
  if (const Found s = stuck_at(SymptomKind::stuck_bigram, h, h.bigram, h.unigram))
    found.push_back(*s);
  for (const auto rule : {memorising, leak_valid, leak_floor, leak_early})
    if (const Found symptom = rule(h)) found.push_back(*symptom);
  drop_effects(found);
  return found;
}

}  // namespace lab
