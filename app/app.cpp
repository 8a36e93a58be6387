#include "app/app.h"

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <csignal>

#include "engine/core/check.h"
#include "engine/core/threads.h"

namespace lab {
namespace {

constexpr const char* kAbout =
    "lmlab: language models from scratch, watched while they learn.\n"
    "Without a verb it trains a small GPT on the built-in corpus.";

/// The verb of that name. CLI11 would only say that it did not expect the word.
const CLI::App& find_verb(const CLI::App& app, const std::string& word) {
  std::string verbs;
  for (const CLI::App* verb : app.get_subcommands({}))
    if (verb->check_name(word)) return *verb;
  for (const CLI::App* verb : app.get_subcommands({}))
    verbs += cat(verbs.empty() ? "" : ", ", verb->get_name());
  throw UsageError(cat("there is no verb \"", word, "\"; there are ", verbs));
}

int help(CLI::App& app, const std::string& verb) {
  app.clear();  // CLI11 shows the help of the verb that was parsed last: that of `help`
  fmt::print("{}", verb.empty() ? app.help() : find_verb(app, verb).help("lab"));
  return 0;
}

/// `train ngram --order 7` is `train ngram --set order=7`: what `train` itself does not know is an
/// option of the chapter. The rest as it stands; from last to first, as CLI11 wants them.
std::vector<std::string> options_of_chapters(const CLI::App& app, int argc, char** argv) {
  std::vector<std::string> out;
  const CLI::App* train =
      argc > 1 && argv[1] == std::string("train") ? &find_verb(app, "train") : nullptr;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    const std::string name = word.substr(0, word.find('='));
    const bool foreign =
        train && name.size() > 2 && name.starts_with("--") && !train->get_option_no_throw(name);
    if (!foreign) {
      out.push_back(word);
      continue;
    }
    std::string value = "true";
    if (name != word)
      value = word.substr(name.size() + 1);
    else if (i + 1 < argc && !std::string_view(argv[i + 1]).starts_with("--"))
      value = argv[++i];
    out.insert(out.end(), {"--set", cat(name.substr(2), "=", value)});
  }
  std::reverse(out.begin(), out.end());
  return out;
}

int parse_and_run(Program& program, int argc, char** argv) {
  Chosen chosen;
  CLI::App app(kAbout, "lab");
  app.set_version_flag("--version", "lmlab " LAB_VERSION);
  app.require_subcommand(0, 1);
  app.fallthrough(false);
  add_train_verbs(app, program, chosen);
  add_inspect_verbs(app, chosen);
  add_chat_verb(app, program, chosen);
  add_compress_verbs(app, chosen);
  add_scoreboard_verb(app, chosen);
  add_list_verb(app, chosen);
  add_check_verb(app, chosen);
  add_hint_verbs(app, chosen);
  add_shot_verb(app, chosen);
  add_data_verbs(app, chosen);
  add_token_verbs(app, chosen);
  add_doctor_verb(app, chosen);
  add_bench_verb(app, chosen);
  add_ngram_verb(app, chosen);
  add_lesson_verb(app, chosen);
  add_teach_verbs(app, chosen);
  std::string about;
  CLI::App* helping = app.add_subcommand("help", "this list, or what a verb takes");
  helping->add_option("VERB", about, "one of the verbs");
  helping->callback([&] { chosen = [&] { return help(app, about); }; });
  if (argc > 1 && argv[1][0] != '-') (void)find_verb(app, argv[1]);
  std::vector<std::string> arguments = options_of_chapters(app, argc, argv);
  try {
    app.parse(std::move(arguments));
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return chosen ? chosen() : main_job(program);
}

}  // namespace

std::string seed_error(const std::string& text) {
  u64 seed = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, seed);
  if (error == std::errc() && stop == end) return "";
  return cat("want a whole number from 0 to 18446744073709551615, got \"", text, "\"");
}

int run_app(int argc, char** argv, const WindowDoor* door) {
  Program program{{argv, argv + argc}, door};
  flush_denormals();
  std::signal(SIGXFSZ, SIG_IGN);  // a file beyond `ulimit -f` becomes an error that can be told
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
