// A command of the system, run to its end: what it said and how it ended.
#pragma once
#include <string>
#include <vector>

namespace lab {

struct CommandEnd {
  int code = -1;       ///< exit code; -1 if a signal ended it or it could not be started
  std::string output;  ///< stdout, and stderr if asked for; at most 64 MB
};

enum class Listen { stdout_only, both };

/// Runs a command without a shell, its stdin empty. Throws Error if no process can be started.
CommandEnd run_command(const std::vector<std::string>& words, Listen listen);

/// The file that PATH leads to for a command, or "".
std::string find_on_path(const std::string& name);

}  // namespace lab
