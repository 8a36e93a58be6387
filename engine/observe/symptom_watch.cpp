#include <algorithm>
#include <cmath>
#include <string>

#include "engine/observe/symptoms.h"

namespace lab {

UnitCount count_dead_units(std::span<const Frame> frames) {
  UnitCount count;
  std::vector<float> answers;  // largest of each unit, of one layer
  for (int layer = 0;; ++layer) {
    const std::string name = "blk" + std::to_string(layer) + ".mlp.act";
    answers.clear();
    for (const Frame& frame : frames) {
      const Tap* tap = frame.find(name);  // (T, units)
      if (!tap || tap->shape.size() != 2) continue;
      const std::size_t units = std::size_t(tap->shape[1]);
      answers.resize(units);
      for (std::size_t i = 0; i < tap->values.size(); ++i)
        answers[i % units] = std::max(answers[i % units], std::abs(tap->values[i]));
    }
    if (answers.empty()) return count;
    const float silent = 1e-3f * *std::ranges::max_element(answers);
    count.units += i64(answers.size());
    count.dead += std::ranges::count_if(answers, [&](float a) { return !(a > silent); });
  }
}

bool SymptomWatch::update(const RunInfo& info, std::span<const StepRecord> steps,
                          std::span<const EventRecord> events) {
  const i64 first = steps.empty() ? -1 : steps.front().step;
  if (first != first_step_ || steps.size() < seen_steps_ || events.size() < seen_events_) {
    found_.clear();
    seen_steps_ = seen_events_ = 0;
    first_step_ = first;
  }
  std::vector<std::size_t> ends;  // of the histories to judge
  for (std::size_t i = seen_steps_; i < steps.size(); ++i)
    if (std::isfinite(steps[i].valid)) ends.push_back(i + 1);
  // A long stored run is judged at some of its validation steps, so that a viewer opens at once.
  constexpr std::size_t kMost = 64;
  const std::size_t stride = (ends.size() + kMost - 1) / kMost;
  bool grew = false;
  for (std::size_t i = 0; i < ends.size(); ++i)
    if (stride < 2 || i % stride == 0 || i + 1 == ends.size())
      grew |= take(find_symptoms(info, steps.first(ends[i]), events.first(0)));
  if (seen_events_ < events.size()) grew |= take(find_symptoms(info, steps, events));
  seen_steps_ = steps.size();
  seen_events_ = events.size();
  return grew;
}

bool SymptomWatch::add(UnitCount units, i64 step) {
  if (units.dead == 0 || units.dead * 4 < units.units) return false;
  return take({{SymptomKind::dead_units, false, step, double(units.dead), double(units.units)}});
}

bool SymptomWatch::take(const std::vector<Symptom>& symptoms) {
  bool grew = false;
  for (const Symptom& symptom : symptoms) {
    const bool known = std::ranges::any_of(
        found_, [&](const Symptom& other) { return other.kind == symptom.kind; });
    if (!known) found_.push_back(symptom), grew = true;
  }
  return grew;
}

i64 first_lr_change(std::span<const EventRecord> events) {
  for (const EventRecord& event : events)
    if (event.kind == "lr" && event.value != 1) return event.step;
  return std::numeric_limits<i64>::max();
}

}  // namespace lab
