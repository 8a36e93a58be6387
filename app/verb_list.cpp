// list: the chapters with the learner's progress, and the stored runs.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <cmath>

#include "app/app.h"
#include "app/classroom/progress.h"
#include "app/terminal_view.h"
#include "app/training.h"
#include "engine/io/files.h"
#include "engine/io/json.h"

namespace lab {
namespace {

/// One stored run, as `list` shows it; empty chapter if the folder is no run.
Json run_entry(const std::string& path) {
  const RunDir dir = RunDir::open(path);
  const RunHistory history = read_log(dir.log_path());
  Json entry = Json::object();
  entry.set("path", path).set("chapter", dir.config().chapter).set("data", dir.config().data);
  entry.set("step", history.steps.empty() ? i64(0) : history.steps.back().step);
  entry.set("steps", dir.config().steps);
  float valid = kNone;
  for (const StepRecord& record : history.steps)
    if (!std::isnan(record.valid)) valid = record.valid;
  entry.set("valid", valid);
  for (const EventRecord& event : history.events)
    if (event.kind == "final") entry.set("nats_per_char", event.value);
  return entry;
}

Json list_runs(const std::string& root) {
  Json runs = Json::array();
  if (!is_directory(root)) return runs;
  for (const std::string& name : list_dir(root)) {
    const std::string path = cat(root, "/", name);
    if (!file_exists(path + "/config.json")) continue;
    try {
      runs.push(run_entry(path));
    } catch (const Error& error) {
      runs.push(Json::object().set("path", path).set("error", error.what()));
    }
  }
  return runs;
}

/// How far the learner has come with a chapter's exercises.
struct Standing {
  i64 done = 0, total = 0;
  std::string error;  ///< why its exercises cannot be told, or ""
};

Standing standing_of(const Chapter& chapter, const Progress& progress) {
  Standing standing;
  try {
    for (const Exercise& exercise : load_exercises(chapter.name)) {
      ++standing.total;
      standing.done += progress.of(exercise.id).done();
    }
  } catch (const Error& error) {
    standing.error = error.what();
  }
  return standing;
}

/// What stands behind a chapter's title.
std::string told(const Chapter& chapter, const Standing& standing) {
  std::string text = chapter.make ? "ready" : "planned";
  if (standing.total > 0) text += cat("  exercises ", standing.done, "/", standing.total, " done");
  if (!standing.error.empty()) text += cat("  exercises: ", standing.error);
  // The lesson's place, kept by the reader in .lab/reader.json, comes here.
  return text;
}

int list(bool json) {
  const Json runs = list_runs("runs");
  const Progress progress;
  if (!progress.warning().empty()) fmt::print(stderr, "lab: {}\n", progress.warning());
  if (json) {
    Json table = Json::array();
    for (const Chapter& chapter : chapters()) {
      const Standing standing = standing_of(chapter, progress);
      table.push(Json::object()
                     .set("number", chapter.number)
                     .set("name", chapter.name)
                     .set("title", chapter.title)
                     .set("title_ko", chapter.title_ko)
                     .set("exists", chapter.make != nullptr)
                     .set("exercises", standing.total)
                     .set("exercises_done", standing.done));
    }
    fmt::print("{}\n", Json::object().set("chapters", table).set("runs", runs).dump());
    return 0;
  }
  for (const Chapter& chapter : chapters())
    fmt::print("{:>2}  {:<12} {:<40} {}\n", chapter.number, chapter.name, chapter.title,
               told(chapter, standing_of(chapter, progress)));
  fmt::print("\nruns:{}\n", runs.items().empty() ? " none yet; ./lab makes the first" : "");
  for (const Json& run : runs.items()) {
    if (const Json* error = run.find("error")) {
      fmt::print("  {}  unreadable: {}\n", run.at("path").as_string(), error->as_string());
      continue;
    }
    const Json* final = run.find("nats_per_char");
    const double nats = final ? final->as_double() : run.at("valid").as_double();
    fmt::print("  {:<32} {:<24} step {}/{}  {} {:.4f} nats/char\n", run.at("path").as_string(),
               run.at("data").as_string(), run.at("step").as_i64(), run.at("steps").as_i64(),
               final ? "validation" : "valid (sample)", nats);
  }
  return 0;
}

}  // namespace

void add_list_verb(CLI::App& app, Chosen& chosen) {
  auto json = std::make_shared<bool>(false);
  CLI::App* listing =
      app.add_subcommand("list", "chapters with your progress, and the runs in ./runs");
  listing->add_flag("--json", *json, "one JSON object");
  listing->callback([=, &chosen] { chosen = [=] { return list(*json); }; });
}

}  // namespace lab
