// From the command line to a verb.
#pragma once
#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "engine/observe/scoreboard.h"
#include "engine/run/run_watch.h"

namespace CLI {
class App;
}

namespace lab {

/// How a window is opened; lmlab has no such door and hands over to lmlab-window.
struct WindowDoor {
  /// False, with the reason, where no window can open.
  std::function<bool(std::string* why)> available;
  /// Shows a run or a conversation until the window is closed or `interrupted` turns true.
  /// `scores`: where the scoreboard is from, nullptr = none is offered; `korean`: the language of
  /// the screen.
  std::function<void(Watch& watch, ScoreboardSource* scores, bool korean,
                     const std::atomic<bool>& interrupted)>
      show;
  /// Wakes the window from any thread.
  std::function<void()> wake;
};

/// What verbs need of the program they run in.
struct Program {
  std::vector<std::string> arguments;  ///< argv, the program's name first
  const WindowDoor* door = nullptr;
};

/// The verb that the command line chose; returns the exit code.
using Chosen = std::function<int()>;

/// Parses, runs the verb, turns exceptions into one line on stderr and an exit code.
int run_app(int argc, char** argv, const WindowDoor* door);

/// For --seed: what is wrong with the text, or "". CLI11 would take -1 for 18446744073709551615.
std::string seed_error(const std::string& text);

/// Each adds its verbs to the command line.
void add_train_verbs(CLI::App& app, Program& program, Chosen& chosen);
void add_inspect_verbs(CLI::App& app, Chosen& chosen);
void add_chat_verb(CLI::App& app, Program& program, Chosen& chosen);
void add_compress_verbs(CLI::App& app, Chosen& chosen);
void add_scoreboard_verb(CLI::App& app, Chosen& chosen);
void add_shot_verb(CLI::App& app, Chosen& chosen);
void add_data_verbs(CLI::App& app, Chosen& chosen);
void add_token_verbs(CLI::App& app, Chosen& chosen);
void add_doctor_verb(CLI::App& app, Chosen& chosen);
void add_bench_verb(CLI::App& app, Chosen& chosen);
void add_ngram_verb(CLI::App& app, Chosen& chosen);
void add_lesson_verb(CLI::App& app, Chosen& chosen);
void add_teach_verbs(CLI::App& app, Chosen& chosen);
void add_check_verb(CLI::App& app, Chosen& chosen);
void add_list_verb(CLI::App& app, Chosen& chosen);
void add_hint_verbs(CLI::App& app, Chosen& chosen);
/// `lmlab` without a verb.
int main_job(Program& program);

}  // namespace lab
