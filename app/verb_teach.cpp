// teach pack, hand-in, grade: a class works through a chapter.
#include <fmt/core.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>

#include "app/app.h"
#include "app/classroom/grade.h"
#include "app/classroom/hand_in.h"
#include "app/classroom/hand_in_make.h"
#include "app/classroom/pack.h"
#include "app/classroom/process.h"
#include "app/terminal_view.h"
#include "engine/core/threads.h"
#include "engine/io/files.h"

namespace lab {
namespace {

int pack(PackRequest request, bool json) {
  if (request.hide == std::vector<std::string>{"none"}) request.hide.clear();
  const Pack made = make_pack(request);
  if (json) {
    Json hidden = Json::array();
    for (const std::string& path : made.hidden) hidden.push(path);
    fmt::print("{}\n", Json::object()
                           .set("path", made.path.string())
                           .set("files", made.files)
                           .set("bytes", made.bytes)
                           .set("hidden", std::move(hidden))
                           .dump());
    return 0;
  }
  fmt::print("{}: {} files, {:.1f} MB. Hand it out as it is; CLASS.md says how\n",
             made.path.string(), made.files, double(made.bytes) / 1e6);
  for (const std::string& path : made.hidden) fmt::print("  left out: {}\n", path);
  return 0;
}

int hand_in(const HandInRequest& request) {
  const HandInFile made = make_hand_in(request, [](const Verdict& verdict) {
    fmt::print("{:6} {}\n", verdict.exercise, name_of(verdict.outcome));
    std::fflush(stdout);
  });
  fmt::print(
      "{}: {} of {} done, handed in as \"{}\". Look into it with any editor: it holds your "
      "code, what was\njudged, the hints you saw and this build. Its sum shows damage on the "
      "way; your teacher's lab judges again\n",
      made.path, made.done, made.hand_in.exercises.size(), made.hand_in.name);
  return 0;
}

struct GradeVerb {
  std::vector<std::string> files;
  std::string csv;
  bool json = false;
  int jobs = 0;
};

int grade_class(const GradeVerb& verb) {
  if (!verb.csv.empty() && is_directory(verb.csv))
    fail(verb.csv, ": is a folder; give a file name with --csv");
  GradeRequest request{.files = verb.files, .jobs = verb.jobs ? verb.jobs : available_cores()};
  const bool terminal = isatty(STDERR_FILENO);
  if (terminal)
    request.progress = [](i64 done, i64 all) {
      fmt::print(stderr, "\r{} of {} codes judged", done, all);
    };
  std::signal(SIGINT, [](int) { interrupt_jobs(); });
  const std::vector<Graded> all = grade(request);
  if (terminal) fmt::print(stderr, "\r\033[K");
  if (!verb.csv.empty()) write_file_atomic(verb.csv, grade_csv(all), Durability::none);
  fmt::print("{}", verb.json ? grade_json(all).dump() + "\n" : grade_table(all));
  return all_graded(all) ? 0 : 1;
}

void add_pack(CLI::App& app, Chosen& chosen) {
  auto request = std::make_shared<PackRequest>();
  auto json = std::make_shared<bool>(false);
  CLI::App* teach = app.add_subcommand("teach", "for those who teach a chapter");
  teach->require_subcommand(1);
  CLI::App* verb = teach->add_subcommand("pack", "write a folder to hand out to a class");
  verb->add_option("CHAPTER", request->chapter, "number or name: 10")->required();
  verb->add_option("--hide", request->hide,
                   "parts to leave out, with commas: solutions (with the mutants), mutants, "
                   "expected; none (default solutions)")
      ->delimiter(',');
  verb->add_option("-o,--out", request->out, "folder to write (default lmlab-class-CHAPTER)");
  verb->add_flag("--json", *json, "one JSON object");
  verb->callback([=, &chosen] { chosen = [=] { return pack(*request, *json); }; });
}

void add_hand_in(CLI::App& app, Chosen& chosen) {
  auto request = std::make_shared<HandInRequest>();
  request->version = LAB_VERSION;
  CLI::App* verb = app.add_subcommand("hand-in", "judge your exercises, write one file to hand in");
  verb->add_option("CHAPTER", request->chapter, "number or name: 10")->required();
  verb->add_option("--name", request->name, "your name (default: that of this account)");
  verb->add_option("--dir", request->folder, "folder of your files (default: the exercises)");
  verb->add_option("-o,--out", request->out, "file to write (default hand-in-CHAPTER-NAME.json)");
  verb->callback([=, &chosen] { chosen = [=] { return hand_in(*request); }; });
}

void add_grade(CLI::App& app, Chosen& chosen) {
  auto grading = std::make_shared<GradeVerb>();
  CLI::App* verb =
      app.add_subcommand("grade", "judge hand-ins again, in a sandbox: a table, a CSV");
  verb->add_option("FILE", grading->files, "hand-ins")->required();
  verb->add_option("--csv", grading->csv, "also write a table for a spreadsheet");
  verb->add_flag("--json", grading->json, "one JSON object instead of the table");
  verb->add_option("--jobs", grading->jobs, "judges at once (default: one per core)")
      ->check(CLI::Range(1, 64));
  verb->callback([=, &chosen] { chosen = [=] { return grade_class(*grading); }; });
}

}  // namespace

void add_teach_verbs(CLI::App& app, Chosen& chosen) {
  add_pack(app, chosen);
  add_hand_in(app, chosen);
  add_grade(app, chosen);
}

}  // namespace lab
