// Runs an action in a child process that dies, without cleaning up, at its n-th file operation.
#pragma once
#include <sys/wait.h>
#include <unistd.h>

#include "engine/io/files.h"

namespace lab::test {

/// True if the child was killed before the action ended; false once `operation` is beyond its last.
template <class Action>
bool killed_at(int operation, const Action& action) {
  const pid_t child = fork();
  if (child == 0) {
    int seen = 0;
    set_file_hook([&](std::string_view, const std::string&) {
      if (seen++ < operation) return 0;
      _exit(9);
    });
    action();
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 9;
}

}  // namespace lab::test
