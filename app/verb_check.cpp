// check: judges the learner's files, once or whenever they are saved.
#include <fmt/core.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <future>
#include <map>
#include <mutex>

#include "app/app.h"
#include "app/check_report.h"
#include "app/classroom/process.h"
#include "app/training.h"
#include "engine/core/check.h"
#include "engine/core/threads.h"
#include "engine/io/files.h"

namespace lab {
namespace {

namespace fs = std::filesystem;

struct CheckRequest {
  std::string what, folder, lang;
  bool watch = false, json = false;
};

/// The exercises that the command line names: a chapter's, or one.
std::vector<Exercise> exercises_named(const std::string& what) {
  if (what.find('.') != what.npos) return {find_exercise(what)};
  std::vector<Exercise> exercises = load_exercises(what);
  if (exercises.empty())
    fail("chapter ", what, " has no exercises yet; `lab list` shows which have");
  return exercises;
}

fs::path folder_of(const Exercise& exercise, const CheckRequest& request) {
  return request.folder.empty() ? exercise.chapter / "exercises" : fs::path(request.folder);
}

/// Judging the author's solutions says nothing about the learner.
bool counts_as_progress(const Exercise& exercise, const fs::path& folder) {
  std::error_code ignored;
  return !fs::equivalent(folder, exercise.chapter / "solutions", ignored);
}

/// Several at a time, as many as there are cores; each is told as soon as those before it are.
class Round {
 public:
  Round(const CheckRequest& request, const std::vector<Exercise>& exercises)
      : request_(request), exercises_(exercises), verdicts_(exercises.size()) {}

  const std::vector<Verdict>& run() {
    std::vector<std::promise<void>> judged(exercises_.size());
    std::vector<std::future<void>> workers;
    for (int i = 0; i < std::min(available_cores(), int(exercises_.size())); ++i)
      workers.push_back(std::async(std::launch::async, [&] { work(judged); }));
    for (std::size_t i = 0; i < exercises_.size(); ++i) {
      judged[i].get_future().get();
      tell(i);
    }
    return verdicts_;
  }

 private:
  void work(std::vector<std::promise<void>>& judged) {
    for (std::size_t i = next_++; i < exercises_.size(); i = next_++) try {
        verdicts_[i] = judge(exercises_[i], folder_of(exercises_[i], request_));
        judged[i].set_value();
      } catch (...) {
        judged[i].set_exception(std::current_exception());
      }
  }

  void tell(std::size_t i) const {
    const Exercise& exercise = exercises_[i];
    Progress progress;
    if (counts_as_progress(exercise, folder_of(exercise, request_))) progress.record(verdicts_[i]);
    if (!progress.warning().empty()) fmt::print(stderr, "lab: {}\n", progress.warning());
    if (request_.json) return;
    fmt::print("{}", told(exercise, verdicts_[i], progress.of(exercise.id), request_.lang == "ko",
                          ::isatty(STDOUT_FILENO) != 0));
    std::fflush(stdout);
  }

  const CheckRequest& request_;
  const std::vector<Exercise>& exercises_;
  std::vector<Verdict> verdicts_;
  std::atomic<std::size_t> next_{0};
};

int check_once(const CheckRequest& request, const std::vector<Exercise>& exercises) {
  Round round(request, exercises);
  const std::vector<Verdict>& verdicts = round.run();
  if (request.json)
    fmt::print("{}\n", as_json(exercises, verdicts));
  else if (verdicts.size() > 1)
    fmt::print("{}\n", summary(verdicts, request.lang == "ko"));
  std::fflush(stdout);
  const auto done = [](const Verdict& verdict) { return verdict.outcome == Outcome::done; };
  return std::all_of(verdicts.begin(), verdicts.end(), done) ? 0 : 1;
}

/// What tells one state of a file from another; an editor that saves under a new name and renames
/// changes the time too.
using Stamps = std::map<std::string, std::pair<fs::file_time_type, std::uintmax_t>>;

Stamps stamps_of(const fs::path& folder) {
  Stamps stamps;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (at->path().extension() != ".h") continue;
    std::error_code gone;  // between two names for a moment
    const auto time = fs::last_write_time(at->path(), gone);
    const auto size = gone ? 0 : fs::file_size(at->path(), gone);
    if (!gone) stamps[at->path().stem().string()] = {time, size};
  }
  return stamps;
}

/// The exercises whose file differs; all of them if another header of the folder does.
std::vector<Exercise> changed(const std::vector<Exercise>& exercises, const Stamps& before,
                              const Stamps& after) {
  std::vector<Exercise> touched;
  const auto differs = [&](const std::string& file) {
    const auto old = before.find(file), fresh = after.find(file);
    return (old == before.end()) != (fresh == after.end()) ||
           (old != before.end() && old->second != fresh->second);
  };
  const auto is_exercise = [&](const std::string& file) {
    return std::any_of(exercises.begin(), exercises.end(),
                       [&](const Exercise& exercise) { return exercise.file == file; });
  };
  for (const Stamps* const stamps : {&before, &after})
    for (const auto& [file, stamp] : *stamps)
      if (!file.starts_with("ex") && !is_exercise(file) && differs(file)) return exercises;
  for (const Exercise& exercise : exercises)
    if (differs(exercise.file)) touched.push_back(exercise);
  return touched;
}

int watch(const CheckRequest& request, const std::vector<Exercise>& exercises) {
  for (const int signal : {SIGINT, SIGTERM}) std::signal(signal, [](int) { interrupt_jobs(); });
  const fs::path folder = folder_of(exercises[0], request);
  Stamps known = stamps_of(folder);
  std::vector<Exercise> next = exercises;
  int code = 0;
  try {
    while (!jobs_interrupted()) {
      if (!next.empty()) {
        code = check_once(request, next);
        if (!request.json) {
          fmt::print("\n{}\n\n", request.lang == "ko" ? "저장하면 다시 채점합니다. 끝내기: Ctrl-C"
                                                      : "judged again on save; Ctrl-C ends this");
          std::fflush(stdout);
        }
      }
      ::usleep(100'000);
      const Stamps fresh = stamps_of(folder);
      next = changed(exercises, known, fresh);
      if (next.empty()) continue;
      ::usleep(50'000);  // let the editor finish
      known = stamps_of(folder);
    }
  } catch (const Interrupted&) {
  }
  return code;
}

int check(CheckRequest request) {
  if (request.lang.empty()) request.lang = korean_locale() ? "ko" : "en";
  const std::vector<Exercise> exercises = exercises_named(request.what);
  if (!request.folder.empty() && !is_directory(request.folder))
    fail(request.folder, ": is no folder; --dir wants the one with your files");
  return request.watch ? watch(request, exercises) : check_once(request, exercises);
}

}  // namespace

void add_check_verb(CLI::App& app, Chosen& chosen) {
  auto request = std::make_shared<CheckRequest>();
  CLI::App* verb = app.add_subcommand("check", "judge your exercises of a chapter");
  verb->add_option("CHAPTER|EXERCISE", request->what, "10, gpt, or one of them: 10.1")->required();
  verb->add_flag("--watch", request->watch, "judge again whenever a file is saved");
  verb->add_flag("--json", request->json, "one JSON object per round");
  verb->add_option("--dir", request->folder,
                   "where your files are (default: the chapter's exercises/)");
  verb->add_option("--lang", request->lang, "en or ko (default: LANG)")
      ->check(CLI::IsMember({"en", "ko"}));
  verb->callback([=, &chosen] { chosen = [=] { return check(*request); }; });
}

}  // namespace lab
