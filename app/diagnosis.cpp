#include "app/diagnosis.h"

#include <fmt/core.h>

#include <cmath>

#include "app/terminal_view.h"
#include "app/training.h"
#include "engine/run/keyframes.h"
#include "viz/panels/symptom_text.h"

namespace lab {
namespace {

/// Eight looks at the newest stored weights, each at a stretch of the validation text.
UnitCount count_units(const RunDir& dir, const ChapterModel& model, const Corpus& corpus) {
  constexpr i64 kLooks = 8;
  const KeyframeStore keyframes(dir.keyframes_path());
  if (keyframes.steps().empty()) return {};
  const std::unique_ptr<Ghost> ghost = model.make_ghost(corpus);
  Weights weights;
  weights.step = keyframes.load_nearest(keyframes.steps().back(), ghost->shapes(), weights.values);
  ghost->load(weights);
  const std::span<const i32> ids = corpus.valid_ids;
  const i64 length = std::min<i64>({kMaxProbeTokens, model.context(), i64(ids.size())});
  std::vector<Frame> frames(kLooks);
  for (i64 i = 0; i < kLooks; ++i) {
    const i64 begin = (i64(ids.size()) - length) * i / (kLooks - 1);
    Probe probe{.text = corpus.vocab.decode(ids.subspan(std::size_t(begin), std::size_t(length))),
                .taps = taps::kMlp};
    ghost->look(probe, frames[std::size_t(i)]);
  }
  return count_dead_units(frames);
}

std::string range_text(const std::optional<BandPoint>& at) {
  return at ? fmt::format("{:.2f}–{:.2f}", at->low, at->high) : "";
}

void say_band(const Diagnosis& d) {
  const Band& band = d.info.band;
  if (!band.known()) {
    const bool no_text = band.why_none == kNothingMeasured;
    const std::string_view why = no_text ? tr(Str::doctor_no_text) : band.why_none.c_str();
    if (!why.empty()) fmt::print("{}\n", tr(Str::doctor_no_band, why).view());
    return;
  }
  std::string table = cat(tr(Str::doctor_head), "\n");
  i64 inside = 0, judged = 0;
  for (std::size_t i = 0; i < d.history.steps.size(); ++i) {
    const StepRecord& r = d.history.steps[i];
    const auto valid = band.valid_at(r.step), smooth = band.smooth_at(r.step);
    if (std::isnan(r.valid) || !valid) continue;
    const bool holds = valid->holds(r.valid);
    ++judged, inside += holds;
    const std::string training = std::isnan(d.smooth[i]) ? "" : fmt::format("{:.4f}", d.smooth[i]);
    table += fmt::format("{:<8} {:<11.4f} {:<12} {:<11} {}{}\n", r.step, r.valid, range_text(valid),
                         training, range_text(smooth), holds ? "" : tr(Str::doctor_outside));
  }
  fmt::print("{}\n{}", tr(Str::doctor_band, band.recipe, inside, judged).view(), table);
}

Json band_json(const Diagnosis& d) {
  if (!d.info.band.known()) return {};
  i64 inside = 0, judged = 0;
  for (const StepRecord& r : d.history.steps)
    if (const auto at = d.info.band.valid_at(r.step); at && !std::isnan(r.valid))
      ++judged, inside += at->holds(r.valid);
  return Json::object()
      .set("recipe", d.info.band.recipe)
      .set("valid_judged", judged)
      .set("valid_inside", inside);
}

Json symptoms_json(const Diagnosis& d) {
  Json list = Json::array();
  for (const Symptom& s : d.symptoms)
    list.push(Json::object()
                  .set("name", name_of(s.kind))
                  .set("serious", s.serious)
                  .set("step", s.step)
                  .set("found", s.found)
                  .set("against", s.against)
                  .set("title", symptom_title(s.kind))
                  .set("sentence", symptom_sentence(s).view())
                  .set("link", symptom_link(d.info.trouble, s.kind)));
  return list;
}

}  // namespace

Diagnosis diagnose(const std::string& run) {
  const RunDir dir = RunDir::open(run);
  const std::unique_ptr<ChapterModel> model = model_of(dir);
  const Corpus corpus = dir.load_corpus();
  Diagnosis d{.info = describe_run(dir, *model, corpus),
              .config = dir.config(),
              .history = read_log(dir.log_path()),
              .units = count_units(dir, *model, corpus),
              .text = mark_of(corpus)};
  d.info.band.until = first_lr_change(d.history.events);
  SmoothLoss smooth;
  smooth.update(d.history.steps);
  d.smooth = smooth.values();
  SymptomWatch watch;
  watch.update(d.info, d.history.steps, d.history.events);
  watch.add(d.units, d.history.steps.empty() ? 0 : d.history.steps.back().step);
  d.symptoms = watch.found();
  return d;
}

void say_diagnosis(const Diagnosis& d) {
  const i64 step = d.history.steps.empty() ? 0 : d.history.steps.back().step;
  fmt::print("{}: {}, {}, {}/{}\n", d.info.name, d.info.chapter, d.info.data, step, d.config.steps);
  say_band(d);
  if (d.symptoms.empty()) fmt::print("{}\n", tr(Str::doctor_healthy));
  if (!d.symptoms.empty()) fmt::print("{}\n", tr(Str::doctor_symptoms));
  for (const Symptom& symptom : d.symptoms)
    fmt::print("  {}: {}\n", tr(Str::doctor_since, symptom.step).view(),
               symptom_line(symptom, d.info.trouble));
}

void print_diagnosis_json(const Diagnosis& d) {
  Json records = Json::array();  // [step, smoothed training loss, validation loss]
  for (std::size_t i = 0; i < d.history.steps.size(); ++i)
    records.push(Json::array()
                     .push(d.history.steps[i].step)
                     .push(d.smooth[i])
                     .push(d.history.steps[i].valid));
  fmt::print("{}\n", Json::object()
                         .set("run", d.info.name)
                         .set("chapter", d.info.chapter)
                         .set("seed", d.config.seed)
                         .set("steps", d.config.steps)
                         .set("options", d.config.options)
                         .set("text", Json::object()
                                          .set("train_chars", d.text.train_chars)
                                          .set("valid_chars", d.text.valid_chars)
                                          .set("vocab", d.info.vocab)
                                          .set("hash", d.text.hash))
                         .set("band", band_json(d))
                         .set("no_band", d.info.band.why_none)
                         .set("symptoms", symptoms_json(d))
                         .set("units", d.units.units)
                         .set("dead_units", d.units.dead)
                         .set("records", records)
                         .dump());
}

}  // namespace lab
