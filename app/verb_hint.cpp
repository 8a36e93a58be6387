// hint, solution: help, in small portions, and at last the author's answer.
#include <fmt/core.h>

#include <CLI/CLI.hpp>

#include "app/app.h"
#include "app/check_report.h"
#include "app/training.h"
#include "engine/core/check.h"
#include "engine/io/files.h"

namespace lab {
namespace {

struct HelpRequest {
  std::string exercise, lang;
  bool all = false, give_up = false;
};

void warn_of(const Progress& progress) {
  if (!progress.warning().empty()) fmt::print(stderr, "lab: {}\n", progress.warning());
}

int hint(HelpRequest request) {
  if (request.lang.empty()) request.lang = korean_locale() ? "ko" : "en";
  const bool korean = request.lang == "ko";
  const Exercise exercise = find_exercise(request.exercise);
  Progress progress;
  const auto print = [&](int number) {
    fmt::print("{} {} {}/3: {}\n", exercise.id, korean ? "힌트" : "hint", number,
               exercise.hints[std::size_t(number - 1)].in(request.lang));
  };
  if (request.all) {
    fmt::print("{} {} {}\n{}\n", exercise.id, stars_of(exercise), exercise.title.in(request.lang),
               exercise.task.in(request.lang));
    for (const int number : {1, 2, 3}) print(number);
    progress.see_all_hints(exercise.id);
  } else if (const int number = progress.take_hint(exercise.id); number > 0) {
    print(number);
  } else if (korean) {
    fmt::print(
        "{}의 힌트를 모두 보았습니다. 다시 보려면: ./lab hint {} --all. 포기하고 풀이를 "
        "보려면: ./lab solution {} --give-up\n",
        exercise.id, exercise.id, exercise.id);
  } else {
    fmt::print(
        "all hints of {} are seen. Again: ./lab hint {} --all. To give up and read the "
        "solution: ./lab solution {} --give-up\n",
        exercise.id, exercise.id, exercise.id);
  }
  warn_of(progress);
  return 0;
}

int solution(const HelpRequest& request) {
  const Exercise exercise = find_exercise(request.exercise);
  const std::string file = (exercise.chapter / "solutions" / (exercise.file + ".h")).string();
  if (!file_exists(file))
    fail(file, ": is not here; whoever handed this copy out has kept the solutions back");
  Progress progress;
  warn_of(progress);
  const ExerciseProgress& so_far = progress.of(exercise.id);
  if (!so_far.done() && so_far.gave_up.empty() && !request.give_up)
    fail("exercise ", exercise.id, " is not done yet: ./lab check ", exercise.id,
         " judges it, ./lab hint ", exercise.id, " helps (", so_far.hints.size(),
         " of 3 hints seen). To read the solution all the same, which is remembered: ./lab "
         "solution ",
         exercise.id, " --give-up");
  if (request.give_up && !so_far.done()) progress.give_up(exercise.id);
  fmt::print("{}", read_file(file, 1 << 20));
  return 0;
}

}  // namespace

void add_hint_verbs(CLI::App& app, Chosen& chosen) {
  auto asked = std::make_shared<HelpRequest>();
  CLI::App* hints = app.add_subcommand("hint", "the next hint for an exercise");
  hints->add_option("EXERCISE", asked->exercise, "as 10.1")->required();
  hints->add_flag("--all", asked->all, "the task and all three hints");
  hints->add_option("--lang", asked->lang, "en or ko (default: LANG)")
      ->check(CLI::IsMember({"en", "ko"}));
  hints->callback([=, &chosen] { chosen = [=] { return hint(*asked); }; });

  auto wanted = std::make_shared<HelpRequest>();
  CLI::App* solutions = app.add_subcommand("solution", "the author's solution, once yours passes");
  solutions->add_option("EXERCISE", wanted->exercise, "as 10.1")->required();
  solutions->add_flag("--give-up", wanted->give_up, "read it before yours passes");
  solutions->callback([=, &chosen] { chosen = [=] { return solution(*wanted); }; });
}

}  // namespace lab
