#include "app/classroom/command.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "engine/core/check.h"
#include "engine/io/files.h"

extern char** environ;  // NOLINT: POSIX's own name

namespace lab {
namespace {

constexpr std::size_t kMostOutput = std::size_t(64) << 20;

std::string read_to_end(int fd) {
  std::string all;
  char piece[16384];
  for (;;) {
    const ssize_t n = read(fd, piece, sizeof piece);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return all;
    if (all.size() < kMostOutput) all.append(piece, std::size_t(n));
  }
}

int code_of(pid_t process) {
  int status = 0;
  while (waitpid(process, &status, 0) < 0)
    if (errno != EINTR) return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

CommandEnd run_command(const std::vector<std::string>& words, Listen listen) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) fail("pipe: ", std::strerror(errno));
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  if (listen == Listen::both)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
  else
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  std::vector<char*> argv;
  for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  pid_t process = -1;
  const int error = posix_spawnp(&process, argv[0], &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  CommandEnd end;
  if (error == 0) end.output = read_to_end(ends[0]);
  close(ends[0]);
  if (error != 0) fail(words.front(), ": cannot be started: ", std::strerror(error));
  end.code = code_of(process);
  return end;
}

std::string find_on_path(const std::string& name) {
  const char* const path = std::getenv("PATH");
  std::string_view rest = path ? path : "";
  while (!rest.empty()) {
    const std::size_t colon = rest.find(':');
    const std::string file = cat(rest.substr(0, colon), "/", name);
    if (file.front() == '/' && file_exists(file) && access(file.c_str(), X_OK) == 0) return file;
    if (colon == std::string_view::npos) break;
    rest.remove_prefix(colon + 1);
  }
  return "";
}

}  // namespace lab
