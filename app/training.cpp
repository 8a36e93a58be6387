#include "app/training.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <csignal>
#include <filesystem>

#include "app/data_source.h"
#include "app/report.h"
#include "app/scoreboard/source.h"
#include "app/terminal_view.h"
#include "engine/core/blas.h"
#include "engine/core/threads.h"
#include "engine/io/files.h"

namespace lab {
namespace {

std::atomic<bool> interrupted{false};

/// The first Ctrl-C saves and ends; the second ends at once.
void catch_interrupts() {
  struct sigaction action {};
  action.sa_handler = [](int) { interrupted.store(true); };
  action.sa_flags = SA_RESETHAND;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  sigaction(SIGHUP, &action, nullptr);  // the terminal was closed
}

std::string build_line() {
  return cat(blas_core_name(), ", ", threads(), threads() == 1 ? " thread" : " threads",
             kRealIsDouble ? ", double" : "", denormals_flushed() ? ", FTZ" : "");
}

/// Seconds per step, on a throw-away copy: the run itself draws none of its random numbers here.
double measure_step(const ChapterModel& model, const Corpus& corpus, u64 seed, i64 steps) {
  const std::unique_ptr<Session> session = model.make_session(corpus, seed);
  session->plan_steps(steps);
  i64 left = steps;
  bool diverged = false;
  const auto seconds = [&](i64 count) {
    left -= count = std::min(count, left);
    const auto began = std::chrono::steady_clock::now();
    try {
      for (i64 i = 0; i < count && !diverged; ++i) session->step();
    } catch (const NonFinite&) {  // for the run to tell: it has a log to tell it in
      diverged = true;
    }
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  };
  const double first = seconds(1);
  if (first > 2) return first;
  seconds(2);
  // The best of three: a busy moment of the machine must not count for the whole run.
  double best = first;
  for (int i = 0; i < 3 && !diverged && left >= 5; ++i) best = std::min(best, seconds(5) / 5);
  return best;
}

/// How often the run is judged and saved: as its preset says, unless the command line does.
RunnerOptions runner_options(const RunConfig& config, const ChapterModel& model, i64 steps,
                             const ViewChoice& view) {
  RunnerOptions options{.steps = steps, .keyframe_every = model.keyframe_every(steps)};
  const auto stored = [&](const char* key, auto& number) {
    const auto found = config.extra.find(key);
    if (found != config.extra.end())
      std::from_chars(found->second.data(), found->second.data() + found->second.size(), number);
  };
  stored("valid_every", options.valid_every);
  stored("checkpoint_every", options.checkpoint_every);
  stored("checkpoint_seconds", options.checkpoint_seconds);
  if (view.checkpoint_every > 0) options.checkpoint_every = view.checkpoint_every;
  return options;
}

/// What both new and resumed runs do once the session stands.
TrainResult train_session(RunDir dir, const ChapterModel& model, Corpus corpus,
                          std::unique_ptr<Session> session, i64 steps, bool window,
                          const ViewChoice& view, Program& program) {
  catch_interrupts();
  TrainResult result{.path = dir.path(), .in_window = window};
  const RunnerOptions options = runner_options(dir.config(), model, steps, view);
  if (window) {
    auto live = std::make_unique<LiveRun>();
    live->session = std::move(session);
    live->options = options;
    live->stop = &interrupted;
    RunWatch watch(std::move(dir), model, std::move(corpus), std::move(live), program.door->wake);
    BoardSource scores(result.path, program.door->wake);
    program.door->show(watch, &scores, view.korean, interrupted);
    result.outcome = watch.stop();
  } else {
    TerminalView terminal(describe_run(dir, model, corpus), read_log(dir.log_path()), true);
    KeyframeStore keyframes(dir.keyframes_path());
    session->plan_steps(steps);
    Runner runner(dir, *session, corpus, keyframes, options, terminal.listener(), nullptr,
                  &interrupted);
    result.outcome = runner.run();
    terminal.finish_line();
  }
  return result;
}

/// The preset that was asked for, its options set in `model`; an empty one if none was.
Preset take_preset(const TrainRequest& request, ChapterModel& model) {
  if (request.preset.empty()) return {};
  const std::vector<Preset> presets = model.presets();
  Preset preset = find_preset(presets, request.preset);
  if (!preset.text.empty() && !request.data_given)
    throw UsageError(cat("--preset ", preset.name, " was made for one text: ", preset.text,
                         "; give its file with --data, or another one that you mean"));
  for (const auto& [key, value] : preset.options) set_option(model.options(), key, value);
  return preset;
}

/// The preset's name and cadence, for whoever resumes or repeats the run.
void note_preset(const Preset& preset, KeyValues& extra) {
  if (preset.name.empty()) return;
  extra["preset"] = preset.name;
  if (preset.valid_every) extra["valid_every"] = cat(preset.valid_every);
  if (preset.checkpoint_every) extra["checkpoint_every"] = cat(preset.checkpoint_every);
  if (preset.checkpoint_seconds > 0) extra["checkpoint_seconds"] = cat(preset.checkpoint_seconds);
}

RunConfig new_config(const TrainRequest& request, const DataSource& data, ChapterModel& model,
                     i64 steps, const Preset& preset) {
  RunConfig config;
  config.chapter = find_chapter(request.chapter).name;
  config.options = option_values(model.options());
  config.data = data.title;
  config.seed = request.seed;
  config.steps = steps;
  config.vocab = data.corpus.vocab.save();
  config.references = data.references;
  config.build = build_line();
  config.cpu_kernel = blas_core_name();
  config.extra = {{"data_spec", request.data}, {"main_job", request.main_job ? "1" : "0"}};
  if (model.valid_every()) config.extra["valid_every"] = cat(model.valid_every());
  note_preset(preset, config.extra);
  return config;
}

/// The run's last checkpoint; none if it was killed before its first, so that it starts anew.
std::optional<Checkpoint> last_checkpoint(const RunDir& dir, const RunHistory& history) {
  const std::string hint =
      cat("; the stored steps can still be looked at: ./lab open ", shell_word(dir.path()));
  if (!dir.has_checkpoint()) {
    if (history.steps.empty() || history.steps.back().step == 0) return std::nullopt;
    fail(dir.checkpoint_path(), ": is missing, so the run cannot go on", hint);
  }
  try {
    return Checkpoint::read(dir.checkpoint_path());
  } catch (const Error& error) {
    fail(error.what(), hint);
  }
}

i64 checked_steps(i64 steps) {
  if (steps < 1 || steps > 100'000'000)
    throw UsageError(cat("--steps: want 1 to 100000000, got ", steps));
  return steps;
}

}  // namespace

TrainResult train_new(const TrainRequest& request, const ViewChoice& view, Program& program) {
  const Chapter& chapter = find_chapter(request.chapter);
  const std::unique_ptr<ChapterModel> model = chapter.make();
  if (!model->trains())
    throw UsageError(
        cat("chapter ", chapter.number, " ", chapter.name,
            ": there is nothing to train, it follows rules; to talk with it: ./lab chat ",
            chapter.name));
  const Preset preset = take_preset(request, *model);
  for (const auto& [key, value] : request.options) set_option(model->options(), key, value);
  if (request.steps) checked_steps(*request.steps);
  const bool window = use_window(view, program);

  DataSource data = load_data(request.data, request.valid, model->context() + 1);
  i64 steps = request.steps.value_or(preset.steps ? preset.steps : model->default_steps());
  const i64 all_steps = steps;
  const double step_seconds = measure_step(*model, data.corpus, request.seed, steps);
  if (request.about_a_minute && !window)
    steps = std::clamp(i64(60 / step_seconds) / 100 * 100, std::min<i64>(200, steps), steps);

  const std::string path = request.out.empty()
                               ? RunDir::default_name(chapter.name, data.corpus.name, request.seed)
                               : request.out;
  RunDir dir = RunDir::create(path, new_config(request, data, *model, steps, preset),
                              data.corpus.train, data.corpus.valid);
  const DirLock lock(dir.path());
  say_what_comes(describe_run(dir, *model, data.corpus), steps, step_seconds);
  if (steps < all_steps)
    fmt::print(
        "{} of the usual {} steps, to be done in about a minute; more of them later: ./lab "
        "resume {} --steps {}\n",
        steps, all_steps, shell_word(dir.path()), all_steps);
  auto session = model->make_session(data.corpus, request.seed);
  TrainResult result = train_session(std::move(dir), *model, std::move(data.corpus),
                                     std::move(session), steps, window, view, program);
  say_how_it_ended(result);
  return result;
}

TrainResult train_on(const std::string& path, std::optional<i64> steps, const ViewChoice& view,
                     Program& program) {
  RunDir dir = RunDir::open(path);
  if (steps) checked_steps(*steps);
  const bool window = use_window(view, program);
  const DirLock lock(dir.path());
  const std::unique_ptr<ChapterModel> model = model_of(dir);
  const RunHistory history = read_log(dir.log_path());
  const std::optional<Checkpoint> checkpoint = last_checkpoint(dir, history);
  const i64 done = checkpoint ? checkpoint->step : 0;
  RunConfig config = dir.config();
  const i64 total = steps.value_or(config.steps);
  if (total < done) fail(path, " already stands at step ", done, "; give --steps a larger number");
  if (total == done && !history.events.empty() && history.events.back().kind == "final") {
    fmt::print("{} is finished at step {}: nothing left to do. To train longer: --steps N\n", path,
               total);
    return {.outcome = {.step = total}, .path = path};
  }
  Corpus corpus = dir.load_corpus();
  auto session = model->make_session(corpus, config.seed);
  if (checkpoint) session->restore(*checkpoint);
  session->plan_steps(total);  // may refuse, while nothing is changed yet
  truncate_log(dir.log_path(), checkpoint ? done : -1);
  KeyframeStore(dir.keyframes_path()).remove_after(checkpoint ? done : -1);
  const bool stretched = total != config.steps;
  if (stretched) {
    config.steps = total;
    dir.update_config(config);
  }
  fmt::print("{}: going on from step {} to {}{}\n", path, done, total,
             stretched ? "; the schedule is laid out anew for them" : "");
  std::fflush(stdout);
  TrainResult result = train_session(std::move(dir), *model, std::move(corpus), std::move(session),
                                     total, window, view, program);
  say_how_it_ended(result);
  return result;
}

int open_stored(const std::string& path, const ViewChoice& view, Program& program) {
  RunDir dir = RunDir::open(path);
  if (!use_window(view, program)) {
    fmt::print("{}: no display here. Pictures of it: ./lab shot {} --screen -o screen.png\n", path,
               shell_word(path));
    return 0;
  }
  const std::unique_ptr<ChapterModel> model = model_of(dir);
  Corpus corpus = dir.load_corpus();
  RunWatch watch(std::move(dir), *model, std::move(corpus), nullptr, program.door->wake);
  BoardSource scores(path, program.door->wake);
  program.door->show(watch, &scores, view.korean, interrupted);
  return 0;
}

std::unique_ptr<ChapterModel> model_of(const RunDir& dir) {
  std::unique_ptr<ChapterModel> model = find_chapter(dir.config().chapter).make();
  try {
    for (const auto& [key, value] : dir.config().options) set_option(model->options(), key, value);
  } catch (const Error& error) {
    fail(dir.file("config.json"), ": ", error.what());
  }
  return model;
}

const std::atomic<bool>& caught_interrupts() {
  catch_interrupts();
  return interrupted;
}

}  // namespace lab
