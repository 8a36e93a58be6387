#include "app/app.h"

#include <fmt/core.h>

#include <CLI/CLI.hpp>

#include "engine/core/check.h"
#include "engine/core/threads.h"

namespace lab {
namespace {

constexpr const char* kAbout =
    "lmlab: language models from scratch, watched while they learn.\n"
    "Without a verb it trains a small GPT on the built-in corpus.";

int parse_and_run(Program& program, int argc, char** argv) {
  Chosen chosen;
  CLI::App app(kAbout, "lab");
  app.require_subcommand(0, 1);
  app.fallthrough(false);
  add_train_verbs(app, program, chosen);
  add_inspect_verbs(app, chosen);
  add_shot_verb(app, chosen);
  add_data_verbs(app, chosen);
  add_doctor_verb(app, chosen);
  app.add_subcommand("help", "this list")->callback([&] {
    chosen = [&] {
      fmt::print("{}", app.help());
      return 0;
    };
  });
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return chosen ? chosen() : main_job(program);
}

}  // namespace

int run_app(int argc, char** argv, const WindowDoor* door) {
  Program program{{argv, argv + argc}, door};
  flush_denormals();
  try {
    return parse_and_run(program, argc, argv);
  } catch (const UsageError& error) {
    fmt::print(stderr, "lab: {}\n", error.what());
    return 2;
  } catch (const std::exception& error) {
    fmt::print(stderr, "lab: {}\n", error.what());
    return 1;
  }
}

}  // namespace lab
