// train, resume, open, and lmlab without a verb.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <filesystem>

#include "app/shots.h"
#include "app/training.h"
#include "engine/core/threads.h"
#include "engine/io/files.h"

namespace lab {
namespace {

struct CommonOptions {
  int threads = 0;
  std::string lang;
  ViewChoice view;
};

void add_common(CLI::App& verb, CommonOptions& options) {
  verb.add_option("--threads", options.threads, "threads to compute with (default: all cores)")
      ->check(CLI::Range(1, 256));
  verb.add_flag("--plain", options.view.plain, "in the terminal, even where there is a display");
  verb.add_flag("--view", options.view.view, "in a window, or else an error");
  verb.add_option("--lang", options.lang, "language of the window: en or ko")
      ->check(CLI::IsMember({"en", "ko"}));
}

void add_checkpoint_every(CLI::App& verb, ViewChoice& view) {
  verb.add_option("--checkpoint-every", view.checkpoint_every,
                  "steps between checkpoints (default 250, and every 15 s)")
      ->check(CLI::Range(i64(1), i64(100'000'000)));
}

void apply_common(CommonOptions& options) {
  if (options.view.plain && options.view.view)
    throw UsageError("--plain and --view: want one of them");
  options.view.korean = options.lang.empty() ? korean_locale() : options.lang == "ko";
  set_threads(options.threads ? options.threads : std::min(available_cores(), 16));
}

std::pair<std::string, std::string> key_value(const std::string& text) {
  const std::size_t at = text.find('=');
  if (at == std::string::npos || at == 0)
    throw UsageError(cat("--set: want key=value, got \"", text, "\""));
  return {text.substr(0, at), text.substr(at + 1)};
}

/// `train gpt --set a=1 b=2` and `train --set a=1 gpt`: whatever has no "=" is the chapter.
void take_words(const std::vector<std::string>& words, TrainRequest& request) {
  bool named = false;
  for (const std::string& word : words) {
    if (word.find('=') != std::string::npos) {
      request.options.push_back(key_value(word));
      continue;
    }
    if (named)
      throw UsageError(cat("train: want one chapter, got \"", word,
                           "\" as well; a text to train on goes behind --data"));
    request.chapter = word;
    named = true;
  }
  if (!named)
    throw UsageError("train: which chapter? For example: train gpt; `lab list` shows all");
}

/// "  d_model  width of ... [128]" for every option of every chapter, and its presets.
std::string options_help() {
  std::string out = "KEY is an option of the chapter's model: --set KEY=VALUE, or --KEY VALUE.\n";
  for (const Chapter& chapter : chapters()) {
    const std::unique_ptr<ChapterModel> model = chapter.make ? chapter.make() : nullptr;
    if (!model || !model->trains()) continue;
    out += fmt::format("\nOptions of {} (default in brackets):\n", chapter.name);
    const OptionFields fields = model->options();
    const KeyValues values = option_values(fields);
    for (const OptionField& field : fields)
      out += fmt::format("  {:<16} {} [{}]\n", field.name, field.help, values.at(field.name));
    out += fmt::format("Presets of {}, for --preset NAME (what options and --steps say wins):\n",
                       chapter.name);
    for (const Preset& preset : model->presets())
      out += fmt::format("  {:<16} {}; {} steps\n", preset.name, preset.help, preset.steps);
  }
  return out;
}

/// The newest unfinished main job under runs/, or "".
std::string unfinished_main_job() {
  std::string best, best_created;
  if (!is_directory("runs")) return "";
  for (const std::string& name : list_dir("runs")) {
    const std::string path = cat("runs/", name);
    if (!file_exists(cat(path, "/config.json"))) continue;
    try {
      const RunDir dir = RunDir::open(path);
      const KeyValues& extra = dir.config().extra;
      const auto mark = extra.find("main_job");
      if (mark == extra.end() || mark->second != "1" || !dir.has_checkpoint()) continue;
      if (Checkpoint::read(dir.checkpoint_path()).step >= dir.config().steps) continue;
      if (dir.config().created >= best_created) best = path, best_created = dir.config().created;
    } catch (const Error&) {  // someone else's folder, or a damaged run: not ours to continue
    }
  }
  return best;
}

void add_train(CLI::App& app, Program& program, Chosen& chosen) {
  auto request = std::make_shared<TrainRequest>();
  auto common = std::make_shared<CommonOptions>();
  auto words = std::make_shared<std::vector<std::string>>();
  auto settings = std::make_shared<std::vector<std::string>>();
  auto steps = std::make_shared<i64>(0);
  CLI::App* train = app.add_subcommand("train", "train a chapter's model and watch it");
  train->footer(options_help());
  train->add_option("CHAPTER", *words, "name or number; `lmlab list` shows them")
      ->required()
      ->type_name("");
  train->add_option("--data", request->data,
                    "a UTF-8 text file, or tinytown[:en|ko|both][:SIZE][:SEED] (default tinytown)");
  train->add_option("--valid", request->valid,
                    "validation text (default: the last 10 % of --data)");
  train->add_option("--steps", *steps, "training steps (default: the chapter's)");
  train->add_option("--seed", request->seed, "of weights and batches (default 1)")
      ->check(seed_error);
  train->add_option("--out", request->out, "run directory (default runs/CHAPTER-DATA-SEED)");
  train->add_option("--preset", request->preset,
                    "options, steps and cadence by name; listed below");
  const CLI::Option* smoke = train->add_flag("--smoke")->description("--preset smoke: seconds");
  train->add_option("--set", *settings, "an option of the model, key=value; may be repeated")
      ->allow_extra_args(false);
  add_common(*train, *common);
  add_checkpoint_every(*train, common->view);
  train->callback([=, &program, &chosen] {
    chosen = [=, &program] {
      apply_common(*common);
      for (const std::string& text : *settings) request->options.push_back(key_value(text));
      take_words(*words, *request);
      if (train->count("--steps")) request->steps = *steps;
      if (smoke->count() && !request->preset.empty())
        throw UsageError("--smoke is --preset smoke; want one preset");
      if (smoke->count()) request->preset = "smoke";
      request->data_given = train->count("--data") > 0;
      return train_new(*request, common->view, program).exit_code();
    };
  });
}

void add_resume_and_open(CLI::App& app, Program& program, Chosen& chosen) {
  auto path = std::make_shared<std::string>();
  auto steps = std::make_shared<i64>(0);
  auto common = std::make_shared<CommonOptions>();
  CLI::App* resume = app.add_subcommand("resume", "go on with a run from its last checkpoint");
  resume->add_option("RUN", *path, "the run directory")->required();
  resume->add_option("--steps", *steps, "train until this many steps in total");
  add_common(*resume, *common);
  add_checkpoint_every(*resume, common->view);
  resume->callback([=, &program, &chosen] {
    chosen = [=, &program] {
      apply_common(*common);
      const auto total = resume->count("--steps") ? std::optional(*steps) : std::nullopt;
      return train_on(*path, total, common->view, program).exit_code();
    };
  });

  CLI::App* open = app.add_subcommand("open", "look at a stored run: its time machine");
  open->add_option("RUN", *path, "the run directory")->required();
  add_common(*open, *common);
  open->callback([=, &program, &chosen] {
    chosen = [=, &program] {
      apply_common(*common);
      return open_stored(*path, common->view, program);
    };
  });
}

}  // namespace

void add_train_verbs(CLI::App& app, Program& program, Chosen& chosen) {
  add_train(app, program, chosen);
  add_resume_and_open(app, program, chosen);
}

int main_job(Program& program) {
  CommonOptions common;
  apply_common(common);
  TrainResult result;
  if (const std::string path = unfinished_main_job(); !path.empty()) {
    result = train_on(path, std::nullopt, common.view, program);
  } else {
    // Stories from a small world are learned best at a higher rate than Shakespeare.
    const TrainRequest request{.data = common.view.korean ? "tinytown:ko" : "tinytown:en",
                               .options = {{"lr", "3e-3"}},
                               .about_a_minute = true,
                               .main_job = true};
    result = train_new(request, common.view, program);
  }
  if (result.outcome.end != RunOutcome::End::finished || result.in_window)
    return result.exit_code();
  fmt::print("drawing what the window would show ...\n");
  std::fflush(stdout);
  const std::string folder = write_all_shots(result.path);
  fmt::print(
      "pictures: {0}/screen-en.png, {0}/screen-ko.png and one of each panel; open them with "
      "any image viewer\n",
      folder);
  fmt::print(
      "next: ./lab sample {0} --prompt \"{1}\"  ·  ./lab shot {0} --step 100 --panel "
      "attention -o a.png  ·  ./lab train gpt --data YOUR.txt\n",
      result.path, common.view.korean ? "어느 날 " : "One day ");
  return 0;
}

}  // namespace lab
